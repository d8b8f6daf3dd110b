using System.Reflection;
using System.Text;
using System.Text.Json;
using Ledger.Law;
using static Ledger.Tests.Law.LegalFixtures;

namespace Ledger.Tests.Law;

public sealed class LegalRulesTests
{
    static readonly LegalRules Rules = LegalRules.Default;

    /// <summary>Copied by hand from the register of deadlines in the law brief, in its order and its words.</summary>
    const string Register = """
        CONS-10 3 WD -
        CONS-12 3 WD -
        CONS-14 30 CD -
        WDR-01 30 CD 21(6) 6mo
        WDR-03 10 WD +5 WD
        DEST-01 3 WD -
        DEST-02 10 WD 21(6) 6mo
        DEST-03 7 WD -
        DEST-04 30 CD 21(6) 6mo
        DEST-09 10 WD -
        INQ-01 10 WD +5 WD
        INQ-04 30 CD -
        INQ-05 10 WD +5 WD
        INQ-07 10 WD +5 WD
        DISC-05 10 WD suspends
        DISC-06 10 WD +5 WD
        RECT-01 7 WD -
        RECT-02 0 now -
        INC-01 24 h -
        INC-02 72 h -
        GOV-07 15 next -
        EVID-179 3 yr -
        GDPR-12 1 mo +2 mo
        GDPR-33 72 h reasons
        """;

    static readonly string[] Lines = Register.Split('\n', StringSplitOptions.TrimEntries);

    [TestCaseSource(nameof(Lines))]
    public void Each_line_of_the_register_is_a_rule(string line)
    {
        var rule = Rules.Find(line.Split(' ')[0], Day("2026-01-01"));
        Assert.That(rule, Is.Not.Null);
        Assert.That($"{rule!.Id} {rule.Number} {Word(rule.Unit)} {Word(rule.Extension)}", Is.EqualTo(line));
    }

    [Test]
    public void Beyond_the_register_only_rules_of_section_1_are_added() =>
        Assert.That(Rules.All.Select(rule => rule.Id).Except(Lines.Select(line => line.Split(' ')[0])),
            Is.EquivalentTo(new[] { "CONS-03", "CONS-11", "CONS-13", "DISC-09", "INQ-02", "GOV-10" }));

    [Test]
    public void Every_name_stands_for_a_rule_and_every_rule_has_a_name()
    {
        var names = typeof(RuleIds).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (string)field.GetRawConstantValue()!);
        Assert.That(names, Is.EquivalentTo(Rules.All.Select(rule => rule.Id).Distinct()));
    }

    [TestCase("CONS-03", "2025-08-31", false)]
    [TestCase("CONS-03", "2025-09-01", true)]
    [TestCase("EVID-179", "2023-02-28", false)]
    [TestCase("EVID-179", "2023-03-01", true)]
    [TestCase("EVID-179", "2029-02-28", true)]
    [TestCase("EVID-179", "2029-03-01", false)]
    [TestCase("WDR-01", "2024-01-01", true)]
    public void A_rule_applies_from_its_first_day_to_the_day_before_its_last(string id, string on, bool inForce) =>
        Assert.That(Rules.Find(id, Day(on)) is not null, Is.EqualTo(inForce));

    [Test]
    public void A_rule_is_found_again_by_the_version_stored_with_a_duty()
    {
        Assert.That(Rules.Find("EVID-179", version: 1)?.Number, Is.EqualTo(3));
        Assert.That(Rules.Find("EVID-179", version: 2), Is.Null);
        Assert.That(Rules.Find("NONE-01", version: 1), Is.Null);
    }

    [TestCase("WDR-03", NoticeAddressee.Subject)]
    [TestCase("INQ-01", NoticeAddressee.Subject)]
    [TestCase("INQ-05", NoticeAddressee.Subject)]
    [TestCase("INQ-07", NoticeAddressee.Regulator)]
    [TestCase("DISC-06", NoticeAddressee.Regulator)]
    public void A_notice_of_extension_has_its_addressee(string id, NoticeAddressee addressee) =>
        Assert.That(Rules.Find(id, version: 1)!.Extension!.Addressee, Is.EqualTo(addressee));

    [TestCase("DISC-05", RuleKind.Window)]
    [TestCase("INQ-04", RuleKind.Window)]
    [TestCase("EVID-179", RuleKind.Retention)]
    [TestCase("GOV-10", RuleKind.Retention)]
    [TestCase("WDR-01", RuleKind.Deadline)]
    public void A_window_and_a_retention_term_are_no_deadlines(string id, RuleKind kind) =>
        Assert.That(Rules.Find(id, version: 1)!.Kind, Is.EqualTo(kind));

    [Test]
    public void Two_versions_of_a_rule_follow_each_other_without_overlap()
    {
        var rules = LegalRules.Parse(File(Row(1, "\"effectiveTo\": \"2027-01-01\""), Row(2, "\"effectiveFrom\": \"2027-01-01\"")));
        Assert.That(rules.Find("X-1", Day("2026-12-31"))!.Version, Is.EqualTo(1));
        Assert.That(rules.Find("X-1", Day("2027-01-01"))!.Version, Is.EqualTo(2));
        Assert.That(() => LegalRules.Parse(File(Row(1, "\"note\": \"\""), Row(2, "\"effectiveFrom\": \"2027-01-01\""))),
            Throws.TypeOf<FormatException>().With.Message.Contains("X-1 version 2"));
    }

    [TestCase("\"extension\": { \"kind\": \"notice\", \"source\": \"s\" }")]
    [TestCase("\"extension\": { \"kind\": \"notice\", \"source\": \"s\", \"number\": 5, \"unit\": \"WD\" }")]
    [TestCase("\"extension\": { \"kind\": \"blocking\", \"source\": \"s\", \"number\": 5, \"unit\": \"h\" }")]
    [TestCase("\"extension\": { \"kind\": \"reasons\", \"source\": \"s\", \"number\": 5, \"unit\": \"WD\" }")]
    public void An_extension_that_cannot_be_counted_is_refused(string extension) =>
        Assert.That(() => LegalRules.Parse(File(Row(1, extension))), Throws.TypeOf<FormatException>());

    [TestCase("\"effectivefrom\": \"2027-01-01\"")]
    [TestCase("\"effectiveFrom\": 2027")]
    public void A_property_the_register_does_not_know_is_refused(string property) =>
        Assert.That(() => LegalRules.Parse(File(Row(1, property))), Throws.InstanceOf<JsonException>());

    static byte[] File(params string[] rows) =>
        Encoding.UTF8.GetBytes($$"""{ "version": "t", "rules": [{{string.Join(',', rows)}}] }""");

    static string Row(int version, string more) => $$"""
        { "id": "X-1", "version": {{version}}, "number": 3, "unit": "WD", "kind": "deadline", "start": "s", "effect": "e",
          "source": "s", "sourceEdition": "2026-01-01", "jurisdiction": "RU", "mark": "inference", {{more}} }
        """;

    static string Word(PeriodUnit unit) => unit switch
    {
        PeriodUnit.WorkingDays => "WD",
        PeriodUnit.CalendarDays => "CD",
        PeriodUnit.Hours => "h",
        PeriodUnit.Months => "mo",
        PeriodUnit.Years => "yr",
        PeriodUnit.DayOfNextMonth => "next",
        _ => "now",
    };

    static string Word(RuleExtension? extension) => extension switch
    {
        null => "-",
        { Kind: ExtensionKind.Notice } => $"+{extension.Number} {Word(extension.Unit!.Value)}",
        { Kind: ExtensionKind.Blocking, Source: "152-FZ art. 21(6)" } => $"21(6) {extension.Number}{Word(extension.Unit!.Value)}",
        { Kind: ExtensionKind.Suspension } => "suspends",
        _ => "reasons",
    };
}
