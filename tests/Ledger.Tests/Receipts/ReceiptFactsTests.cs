using System.Text;
using Ledger.Proofs;

namespace Ledger.Tests.Receipts;

/// <summary>What a receipt says of a consent, worked out from its events.</summary>
public sealed class ReceiptFactsTests
{
    [Test]
    public void A_consent_in_force_is_given_for_all_its_purposes_and_data()
    {
        var facts = new MadeUpReceipt().Facts;
        Assert.That((facts.State, facts.Countries.Single(), facts.Systems.Single().Id, facts.Regime), Is.EqualTo((ReceiptState.Given, "RU", "crm", "ru")));
        Assert.That(facts.Purposes.Select(purpose => (purpose.Id, purpose.Ended, string.Join(' ', purpose.Categories))),
            Is.EqualTo(new[] { ("contact", (ReceiptEnd?)null, "email cookies"), ("improvement", null, "email cookies") }));
        Assert.That(facts.TextSha256, Does.StartWith("5b1f0d8e"));
    }

    [TestCase("""{"purposes":[],"channel":"letter"}""", ReceiptState.Withdrawn, "contact improvement"), TestCase("""{"purposes":["contact"],"channel":"web"}""", ReceiptState.Given, "contact"),
     TestCase("""{"purposes":[],"channel":"web","consent":"c-1"}""", ReceiptState.Withdrawn, "contact improvement"), TestCase("""{"purposes":[],"channel":"web","consent":"c-2"}""", ReceiptState.Given, "")]
    public void A_withdrawal_ends_the_purposes_it_names_or_all_of_the_consent_it_means(string withdrawal, ReceiptState state, string ended)
    {
        var facts = new MadeUpReceipt(later: made => made.Withdraw(withdrawal)).Facts;
        Assert.That(facts.State, Is.EqualTo(state));
        Assert.That(string.Join(' ', facts.Purposes.Where(purpose => purpose.Ended is not null).Select(purpose => purpose.Id)), Is.EqualTo(ended));
    }

    [Test]
    public void A_withdrawal_for_one_category_leaves_the_others()
    {
        var facts = new MadeUpReceipt(later: made => made.Withdraw("""{"purposes":["contact"],"categories":["cookies"],"channel":"web"}""")).Facts;
        Assert.That(facts.State, Is.EqualTo(ReceiptState.Given));
        Assert.That(facts.Purposes.Select(purpose => string.Join(' ', purpose.Categories)), Is.EqualTo(new[] { "email", "email cookies" }));
    }

    [Test]
    public void What_is_withdrawn_of_other_data_is_no_end_of_this_consent_and_of_all_its_data_is_a_whole_one()
    {
        Assert.That(new MadeUpReceipt(later: made => made.Withdraw("""{"purposes":[],"categories":["location"],"channel":"web"}""")).Facts.Ends, Is.Empty);
        Assert.That(new MadeUpReceipt(later: made => made.Withdraw("""{"purposes":[],"categories":["cookies","email"],"channel":"web"}""")).Facts.Ends.Single().Categories, Is.Empty);
    }

    [Test]
    public void One_category_after_the_other_ends_the_consent_with_the_last()
    {
        var facts = new MadeUpReceipt(later: made =>
        {
            made.Withdraw("""{"purposes":[],"categories":["cookies"],"channel":"web"}""");
            made.Withdraw("""{"purposes":[],"categories":["email"],"channel":"web"}""");
        }).Facts;
        Assert.That((facts.State, facts.Purposes[0].Ended!.Index, facts.Purposes[0].Categories.Count), Is.EqualTo((ReceiptState.Withdrawn, (long?)facts.Statement.Known, 2)));
    }

    [TestCase("2026-05-31T00:00:00Z", ReceiptState.Expired), TestCase("2026-06-02T00:00:00Z", ReceiptState.Given)]
    public void A_term_that_has_run_out_when_the_receipt_is_made_ended_the_consent_recorded_or_not(string until, ReceiptState state)
    {
        var facts = new MadeUpReceipt(consent: $",\"validUntil\":\"{until}\"").Facts;
        Assert.That(facts.State, Is.EqualTo(state));
        Assert.That(facts.Ends.SingleOrDefault()?.Index, Is.Null);
    }

    [Test]
    public void A_recorded_end_of_the_term_is_said_once_and_with_its_event()
    {
        var facts = new MadeUpReceipt(consent: ",\"validUntil\":\"2026-05-31T00:00:00Z\"", later: made => made.Take("consent.expired", MadeUpReceipt.Vera, MadeUpReceipt.Vera, """{"consent":"c-1"}""")).Facts;
        Assert.That((facts.State, facts.Ends.Single().Index), Is.EqualTo((ReceiptState.Expired, (long?)facts.Statement.Known)));
    }

    [TestCase("consent.withdrawn", """{"purposes":[],"channel":"web"}""", "2026", ReceiptState.Renewed, 0), TestCase("consent.withdrawn", """{"purposes":[],"channel":"web"}""", "2027", ReceiptState.Withdrawn, 1),
     TestCase("consent.expired", """{"consent":"c-1"}""", "2026", ReceiptState.Renewed, 0)]
    public void What_ended_an_earlier_consent_of_the_name_ends_this_one_only_where_the_person_said_it_afterwards(string type, string data, string year, ReceiptState state, int ends)
    {
        var made = new MadeUpReceipt(later: log =>
        {
            log.Take(type, MadeUpReceipt.Vera, MadeUpReceipt.Vera, data);
            var said = Encoding.UTF8.GetString(log.Events[^1].Bytes.Span);
            log.Events[^1] = log.Events[^1] with { Bytes = Encoding.UTF8.GetBytes(said.Replace("\"time\":\"2026", $"\"time\":\"{year}", StringComparison.Ordinal)) };
            log.Take("consent.given", MadeUpReceipt.Vera, MadeUpReceipt.Vera,
                """{"consent":"c-1","purposes":["contact"],"categories":["email"],"edition":"2026-1","form":"checkbox","channel":"web","language":"ru"}""");
        });
        var facts = (made.Statement with { Consent = made.Ledger.Newest }).Read().Facts!;
        Assert.That((facts.State, facts.Ends.Count), Is.EqualTo((state, ends)));
    }

    [Test]
    public void A_demand_to_stop_dissemination_ends_a_consent_to_that_and_no_other()
    {
        const string demand = """{"purposes":[],"channel":"letter","dissemination":true}""";
        var open = new MadeUpReceipt(consent: ""","dissemination":[{"category":"email","allowed":true}]""", later: made => made.Take("processing.stop-demanded", MadeUpReceipt.Vera, MadeUpReceipt.Vera, demand));
        var other = new MadeUpReceipt(later: made => made.Take("processing.stop-demanded", MadeUpReceipt.Vera, MadeUpReceipt.Vera, demand));
        Assert.That((open.Facts.State, other.Facts.State), Is.EqualTo((ReceiptState.Withdrawn, ReceiptState.Given)));
    }

    [Test]
    public void Keys_destroyed_since_are_said_and_do_not_change_the_consent()
    {
        var facts = new MadeUpReceipt(later: made => made.Take("person.shredded", MadeUpReceipt.Vera, MadeUpReceipt.Vera, """{"reason":"withdrawal","categories":[]}""")).Facts;
        Assert.That((facts.State, facts.Shredded.Single().Index), Is.EqualTo((ReceiptState.Given, facts.Statement.Known)));
    }

    [Test]
    public void Who_is_not_opened_is_known_by_the_token_alone() =>
        Assert.That(new MadeUpReceipt(opened: false).Record["dpv:hasDataSubject"]!["dct:identifier"]!.GetValue<string>(), Is.EqualTo(MadeUpReceipt.Vera));

    static IEnumerable<TestCaseData> Gaps()
    {
        yield return Gap("operator", new(self: null));
        yield return Gap("operator.address", new(self: """{"name":"ООО"}"""));
        yield return Gap("policy", new(policy: MadeUpReceipt.Policy.Replace("2026-1", "2026-0")));
        yield return Gap("policy.withdrawal", new(policy: MadeUpReceipt.Policy.Replace("withdrawal", "other")));
        yield return Gap("purpose:improvement.retention", new(policy: MadeUpReceipt.Policy.Replace(",\"retentionDays\":10", "")));
        yield return Gap("recipient:assist", new(recipient: MadeUpReceipt.Partner.Replace("assist", "other")));
        yield return Gap("recipient:assist.address", new(recipient: MadeUpReceipt.Partner.Replace("address", "inn")));
        yield return Gap("operator.email", new(self: MadeUpReceipt.Self.Replace("email", "ogrn"), profile: ReceiptProfile.Kantara));
        yield return Gap("operator.phone", new(self: MadeUpReceipt.Self.Replace("phone", "ogrn"), profile: ReceiptProfile.Kantara));
        yield return Gap("policy.url", new(policy: MadeUpReceipt.Policy.Replace("\"url\":\"https://operator.example/policy\"", "\"x\":1"), profile: ReceiptProfile.Kantara));
        yield return Gap("category:cookies.dpv", new(policy: MadeUpReceipt.Policy.Replace(",\"dpv\":[\"pd:DeviceBased\"]", ""), profile: ReceiptProfile.Kantara));
    }

    [TestCaseSource(nameof(Gaps))]
    public void What_every_receipt_must_say_and_no_event_does_is_named(string what, ReceiptStatement statement)
    {
        var (facts, missing) = statement.Read();
        Assert.That((facts, missing), Is.EqualTo(((ReceiptFacts?)null, new[] { what })));
    }

    [Test]
    public void An_indefinite_circle_has_no_address_to_give() => Assert.That(
        new MadeUpReceipt(recipient: """{"recipient":"assist","name":"Все","kind":"public","country":"RU"}""").Facts.Recipients.Single().Address, Is.Null);

    [Test]
    public void The_record_keeps_its_id_and_each_receipt_of_it_has_its_own()
    {
        var made = new MadeUpReceipt();
        var id = Guid.Parse(made.Statement.RecordId);
        Assert.That((id.Version, (made.Statement with { Id = "other" }).RecordId), Is.EqualTo((8, id.ToString())));
        Assert.That(Guid.Parse(ReceiptStatement.NewId(bytes => bytes.Fill(255))), Is.EqualTo(Guid.Parse("ffffffff-ffff-4fff-bfff-ffffffffffff")));
    }

    static TestCaseData Gap(string what, MadeUpReceipt made) => new TestCaseData(what, made.Statement).SetArgDisplayNames(what);
}
