using System.Net.Http.Json;
using System.Text.Json;
using Ledger.Access;
using Ledger.Destruction;
using Ledger.Host.Search;
using Ledger.Host.Tests.Server;
using Ledger.Journal;
using Ledger.Sealing;

namespace Ledger.Host.Tests.Search;

/// <summary>POST /subjects/find: who is meant by an id, a token or an inquiry's number.</summary>
public sealed class FindTests
{
    Served _served = null!;
    HttpClient _officer = null!, _auditor = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _served = await Served.Start();
        await _served.Record([
            Lines.Registered("r-1", "u-1"), Lines.Registered("r-2", " ё/2 "),
            Reads.Inquired("q-1", "u-1", "2025-118"), Reads.Inquired("q-2", null, "2025-119"), Reads.Inquired("q-3", "asked-only", "2025-120"),
            Lines.Registered("r-3", "gone"), Lines.Event("f-1", "gone", "ledger.person.forgotten.v1", """{"reason":"ordered"}"""),
        ]);
        (_officer, _auditor) = (await _served.Client(Role.Officer), await _served.Client(Role.Auditor));
    }

    [OneTimeTearDown]
    public async Task Stop() => await _served.DisposeAsync();

    [Test]
    public async Task A_person_is_found_by_the_operators_own_id_the_token_and_an_inquiry_by_officer_and_auditor()
    {
        var token = Token("u-1");
        foreach (var client in new[] { _officer, _auditor })
        {
            Assert.That(Persons(await Find(client, "u-1")), Is.EqualTo(new[] { (token, "id", "u-1") }));
            Assert.That(Persons(await Find(client, $" {token.ToUpperInvariant()} ")), Is.EqualTo(new[] { (token, "token", "u-1") }));
            var inquiry = await Find(client, "2025-118");
            Assert.That((Persons(inquiry).Single(), inquiry.GetProperty("inquiry").GetString()), Is.EqualTo(((token, "inquiry", "u-1"), "2025-118")));
        }
    }

    [TestCase("u"), TestCase("u-"), TestCase("U-1"), TestCase("2025"), TestCase("s-0123456789abcdef0123456789abcdef"), TestCase("registers"), TestCase("%"), TestCase("x'; --")]
    public async Task What_is_no_whole_name_of_anybody_finds_nobody(string text)
    {
        var answer = await Find(_officer, text);
        Assert.That((Persons(answer), answer.TryGetProperty("inquiry", out _)), Is.EqualTo((Array.Empty<(string, string, string?)>(), false)));
    }

    [Test]
    public async Task An_id_may_begin_and_end_with_a_space() =>
        Assert.That(Persons(await Find(_officer, " ё/2 ")), Is.EqualTo(new[] { (Token(" ё/2 "), "id", " ё/2 ") }));

    [Test]
    public async Task An_inquiry_about_nobody_is_told_and_one_of_somebody_who_only_asked_leads_to_the_token()
    {
        var nobody = await Find(_officer, "2025-119");
        Assert.That((Persons(nobody).Length, nobody.GetProperty("inquiry").GetString()), Is.EqualTo((0, "2025-119")));
        Assert.That(Persons(await Find(_officer, "asked-only")), Is.EqualTo(new[] { (Token("asked-only"), "id", "asked-only") }));
        Assert.That(Persons(await Find(_officer, "2025-120")).Single().Token, Is.EqualTo(Token("asked-only")));
    }

    [Test]
    public async Task Of_somebody_forgotten_only_the_token_is_left()
    {
        Assert.That(Persons(await Find(_officer, "gone")), Is.Empty);
        string? forgotten = null;
        await foreach (var entry in _served.Ledger.Get<IJournal>().ReadAll(0, default))
            if (RecordedCodec.Read(entry) is { Data: PersonForgotten } gone) forgotten = gone.Subject;
        Assert.That(Persons(await Find(_officer, forgotten!)), Is.EqualTo(new[] { (forgotten!, "token", (string?)null) }));
        Assert.That((await _served.Ledger.Mediator.Send(new NamePerson(forgotten!, Officer))).Refusal?.Code, Is.EqualTo(Refusals.PersonUnknown));
    }

    [TestCase("u-1"), TestCase("registers"), TestCase("q-2025-118"), TestCase(""), TestCase("s-")]
    public async Task What_is_no_token_names_nobody(string text) =>
        Assert.That((await _served.Ledger.Mediator.Send(new NamePerson(text, Officer))).Refusal?.Code, Is.EqualTo(Refusals.PersonUnknown));

    [Test]
    public async Task A_token_is_named_to_officers_and_auditors_alone()
    {
        Assert.That((await _served.Ledger.Mediator.Send(new NamePerson(Token("u-1"), Officer))).Value, Is.EqualTo("u-1"));
        Assert.That((await _served.Ledger.Mediator.Send(new NamePerson(Token("u-1"), new("svc", Role.Publisher)))).Refusal?.Code, Is.EqualTo(Refusals.NotAllowed));
    }

    [Test]
    public async Task What_the_registers_tell_anyway_leaves_no_trace()
    {
        var before = (await _served.Recorded()).Count;
        await Find(_officer, "u-1");
        await Find(_officer, Token("u-1"));
        await Find(_officer, "2025-118");
        Assert.That(await _served.Recorded(), Has.Count.EqualTo(before));
    }

    [TestCase("""{"text":""}""", 422, "bad-value"), TestCase("""{"text":" "}""", 422, "bad-value"), TestCase("{}", 400, "bad-request"), TestCase("[]", 400, "bad-request")]
    [TestCase("""{"text":"u-1","text":"u-2"}""", 400, "bad-request"), TestCase("""{"text":"\ud800"}""", 400, "bad-request"), TestCase("""{"text":"u-1","like":true}""", 400, "bad-request")]
    public async Task What_cannot_be_looked_for_is_refused(string body, int status, string code)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        await _officer.PostAsync(new Uri("/subjects/find", UriKind.Relative), content).Refuses(status, code);
    }

    [Test]
    public async Task A_text_longer_than_any_contact_is_refused()
    {
        using var content = JsonContent.Create(new { text = new string('x', FindPerson.TextMax + 1) });
        await _officer.PostAsync(new Uri("/subjects/find", UriKind.Relative), content).Refuses(422, "bad-value");
        await _officer.PostAsync(new Uri("/subjects/find?text=u-1", UriKind.Relative), null).Refuses(400, "bad-parameter");
    }

    [Test]
    public async Task The_person_whose_id_is_find_still_has_a_file() =>
        await _officer.Read("/subjects/find").Refuses(404, Refusals.PersonUnknown);

    static readonly Actor Officer = new("officer-1", Role.Officer);

    string Token(string user) => _served.Ledger.Get<IKeyVault>().FindToken(user)!;

    static Task<JsonElement> Find(HttpClient client, string text) => Finding.Ask(client, text);

    static (string Token, string By, string? Id)[] Persons(JsonElement answer) => Finding.Persons(answer);
}
