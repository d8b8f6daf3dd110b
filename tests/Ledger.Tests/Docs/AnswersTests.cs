using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ledger.Consents;
using Ledger.Law;
using Ledger.Projections;
using Ledger.Tests.Tidy;

namespace Ledger.Tests.Docs;

/// <summary>The tables of docs/answers.md are what the code says: nothing is missing, and nothing is there that the code no longer has.</summary>
public sealed partial class AnswersTests
{
    static readonly string Document = SourceTree.Read("docs/answers.md");

    [Test]
    public void Every_reason_of_an_answer_is_listed_and_no_other()
    {
        var constants = typeof(PermissionReasons).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);
        // These three bases need consent or data that tells nobody apart: they are never a yes by themselves.
        var bases = Enum.GetValues<LegalBasis>().Except([LegalBasis.Consent, LegalBasis.Statistics, LegalBasis.AnonymisedData])
            .Select(basis => JsonNamingPolicy.KebabCaseLower.ConvertName(basis.ToString()));
        Assert.That(Rows("May I?").Select(Code), Is.EquivalentTo(constants.Union(bases)));
    }

    [Test]
    public void Every_kind_of_finding_is_listed_as_it_is() =>
        Assert.That(Rows("Findings"), Is.EqualTo(FindingKinds.All.Select(kind =>
            Row($"`{kind.Code}`", kind.Clause ?? "", kind.Rule ?? "", kind.Severity.ToString().ToLowerInvariant(), kind.Text.En))));

    [Test]
    public void Every_rule_is_listed_with_its_limit() =>
        Assert.That(Rows("Duties"), Is.EqualTo(LegalRules.Default.All.Select(rule =>
            Row($"`{rule.Id}`", Period(rule.Number, rule.Unit) + Later(rule.Extension), rule.Start, rule.Effect, rule.Source))));

    static string Period(int number, PeriodUnit unit) => unit switch
    {
        PeriodUnit.WorkingDays => $"{number} working days",
        PeriodUnit.CalendarDays => $"{number} calendar days",
        PeriodUnit.Hours => $"{number} hours",
        PeriodUnit.Months => number == 1 ? "1 month" : $"{number} months",
        PeriodUnit.Years => $"{number} years",
        PeriodUnit.DayOfNextMonth => $"day {number} of the next month",
        PeriodUnit.SameDay => "the same day",
        _ => "at once",
    };

    static string Later(RuleExtension? extension) => extension switch
    {
        { Kind: ExtensionKind.Notice, Unit: { } unit } =>
            $", then {Period(extension.Number, unit)} more by a notice to the {extension.Addressee.ToString()!.ToLowerInvariant()}",
        { Kind: ExtensionKind.Blocking, Unit: { } unit } => $", or {Period(extension.Number, unit)} by a block",
        { Kind: ExtensionKind.Suspension } => ", standing still while the regulator's request is open",
        { Kind: ExtensionKind.Reasons } => ", later with reasons",
        _ => "",
    };

    static string Row(params string[] cells) => Spaces().Replace($"| {string.Join(" | ", cells)} |", " ");

    static string Code(string row) => row.Split('`')[1];

    /// <summary>The rows under a heading whose first cell is a code.</summary>
    static IEnumerable<string> Rows(string heading) =>
        Document.Split($"\n## {heading}\n")[1].Split("\n## ")[0].Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => Spaces().Replace(line, " "));

    [GeneratedRegex(" {2,}")]
    private static partial Regex Spaces();
}
