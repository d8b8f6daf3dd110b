using Ledger.Access;
using Ledger.Exports;
using Ledger.Host.Tests.Server;
using Ledger.Journal;
using Ledger.Proofs;

namespace Ledger.Host.Tests.Reports;

/// <summary>POST /reports/receipt: a person's consent receipt, in both standards and as a page, as long as evidence lives.</summary>
public sealed class ReceiptTests
{
    const string Operator = """{"name":"ООО «Икс-Кипер»","address":"Москва, Большой Кисловский пер., 1","inn":"7700000016","email":"support@x-keeper.example","phone":"+7 495 000-00-16"}""";

    Served _served = null!;
    HttpClient _officer = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _served = await Served.Start();
        _officer = await _served.Client(Role.Officer);
        await Asking.Prepare(_served);
        (await Sent.Batch(_officer,
        [
            Lines.Event("sys", null, "ledger.system.registered.v1", """{"system":"telemetry-db","name":"ИСПДн «Сеансы»","country":"RU","automated":true,"services":[],"categories":["cookies"]}"""),
            Lines.Event("sys-2", null, "ledger.system.registered.v1", """{"system":"old","name":"Старая","country":"NL","automated":true,"services":[],"categories":[]}"""),
            Lines.Event("sys-3", null, "ledger.system.retired.v1", """{"system":"old","reason":"заменена"}"""),
        ])).Taken();
        await _served.Record(
        [
            Consented("c-1", "u-1", "c-1"), Consented("c-2", "u-1", "c-2"), Consented("c-3", "u-2", "c-1"), Consented("c-4", "u-3", "c-1"),
            Consented("c-5", "u-4", "c-1").Replace("\"edition\"", "\"recipients\":[\"insurer\"],\"edition\"", StringComparison.Ordinal), Lines.OptedIn("o-1", "u-5", "a@example.org"),
        ]);
    }

    [OneTimeTearDown]
    public async Task Stop() => await _served.DisposeAsync();

    [Test, Order(1)]
    public async Task Without_the_operators_name_and_address_there_is_none_and_it_is_said_what_is_missing()
    {
        var refused = (await Asked("person=u-1")).Refused(409, ReportRefusals.ReceiptIncomplete);
        Assert.That(refused.Json.GetProperty("detail").GetString(), Does.EndWith(": operator."));
        (await Sent.Batch(_officer, [Lines.Event("self", null, "ledger.operator.registered.v1", Operator)])).Taken();
    }

    [Test, Order(2)]
    public async Task A_receipt_is_genuine_shows_the_account_and_is_recorded_about_that_person([Values("27560", "kantara")] string profile)
    {
        var answer = await Asked($"person=u-1&consent=c-1&profile={profile}");
        var verdict = Verified(answer);
        Assert.That(verdict.Outcome, Is.EqualTo(BundleOutcome.Genuine), string.Join(' ', verdict.Faults));
        var facts = verdict.Facts!;
        Assert.That((facts.UserId, facts.Consent, facts.State, facts.Systems.Single().Id), Is.EqualTo(("u-1", "c-1", ReceiptState.Given, "telemetry-db")));
        Assert.That(facts.TextSha256, Is.EqualTo(new string('a', 64)));
        Assert.That(answer.Text, Does.Not.Contain("203.0.113.7"));
        var exported = (await _served.Recorded()).Last(e => e.Data is ReportExported);
        Assert.That((exported.Subject, ((ReportExported)exported.Data).Report), Is.EqualTo((facts.Statement.Person, "receipt")));
    }

    [Test, Order(2)]
    public async Task The_newest_consent_is_meant_where_none_is_named() => Assert.That(Verified(await Asked("person=u-1")).Facts!.Consent, Is.EqualTo("c-2"));

    [Test, Order(3)]
    public async Task A_withdrawal_comes_with_its_own_proof()
    {
        await _served.Record([Asking.Withdrawn("w-1", "u-2")]);
        var facts = Verified(await Asked("person=u-2")).Facts!;
        Assert.That((facts.State, facts.Ends.Single().Index), Is.EqualTo((ReceiptState.Withdrawn, facts.Statement.Events[^1].Index)));
        var page = (await Asked("person=u-2&format=html")).Taken().Text;
        Assert.That(page, Does.Contain("Это согласие больше не действует").And.Contain("отозвано").And.Contain("u-2"));
    }

    [Test, Order(3)]
    public async Task It_is_there_also_when_the_data_was_destroyed()
    {
        await _served.Record([Lines.Event("sh-3", "u-3", "ledger.person.shredded.v1", """{"reason":"purpose-achieved","categories":[]}""")]);
        var verdict = Verified(await Asked("person=u-3"));
        Assert.That((verdict.Outcome, verdict.Facts!.UserId, verdict.Facts.Shredded.Count), Is.EqualTo((BundleOutcome.Genuine, "u-3", 1)), string.Join(' ', verdict.Faults));
    }

    [Test, Order(2)]
    public async Task It_is_refused_where_nothing_is_known_or_something_is_missing()
    {
        (await Asked("person=nobody")).Refused(404, Refusals.PersonUnknown);
        (await Asked("person=u-5")).Refused(404, ReportRefusals.ConsentUnknown);
        (await Asked("person=u-1&consent=c-9")).Refused(404, ReportRefusals.ConsentUnknown);
        (await Asked("person=u-1&profile=xml")).Refused(422, ReportRefusals.ReportParameter);
        Assert.That((await Asked("person=u-4")).Refused(409, ReportRefusals.ReceiptIncomplete).Json.GetProperty("detail").GetString(), Does.Contain("recipient:insurer.address"));
    }

    [Test, Order(2)]
    public async Task The_page_says_the_same_in_English_and_how_to_check_it()
    {
        var page = (await Asked("person=u-1&consent=c-1&format=html&lang=en")).Taken().Text;
        Assert.That(page, Does.Contain("Receipt of consent").And.Contain("A better application, new services").And.Contain("Cookies and the like").And.Contain("ledger verify FILE"));
        Assert.That(page, Does.Contain(_served.Ledger.Get<ITransparency>().Key.Fingerprint));
    }

    [Test, Order(2)]
    public async Task The_command_that_verifies_tells_it_from_a_certificate_and_ends_with_its_verdict()
    {
        using var place = new Workspace();
        var answer = (await Asked("person=u-1&consent=c-1")).Taken();
        await File.WriteAllBytesAsync(place.At("receipt.json"), answer.Body);
        var key = _served.Ledger.Get<ITransparency>().Key.ToString();
        var ran = place.Run("verify", place.At("receipt.json"), "--key", key).Exits(0);
        Assert.That(ran.Output, Does.StartWith("genuine").And.Contain("A better application, new services (improvement): cookies"));
        await File.WriteAllTextAsync(place.At("other.json"), answer.Text.Replace("\"dpv:hasName\": \"ООО", "\"dpv:hasName\": \"АО", StringComparison.Ordinal));
        Assert.That(place.Run("verify", place.At("other.json"), "--key", key).Exits(1).Output, Does.StartWith("NOT GENUINE").And.Contain("[receipt-differs]"));
    }

    static string Consented(string id, string user, string consent) => Asking.Consented(id, user).Replace("\"c-1\"", $"\"{consent}\"", StringComparison.Ordinal)
        .Replace("\"language\":\"ru\"", $$"""
            "language":"ru","evidence":{"ip":"203.0.113.7","textSha256":"{{new string('a', 64)}}"}
            """.Trim(), StringComparison.Ordinal).Replace("12:00:00", consent == "c-2" ? "12:30:00" : "12:00:00", StringComparison.Ordinal);

    async Task<Sent> Asked(string query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/reports/receipt?{(query.Contains("format=", StringComparison.Ordinal) ? "" : "format=json&")}{query}") { Headers = { { "X-Purpose", "request" } } };
        return await Sent.Of(await _officer.SendAsync(request));
    }

    ReceiptVerdict Verified(Sent answer) => ReceiptVerifier.Verify(answer.Taken().Body, _served.Ledger.Get<ITransparency>().Key);
}
