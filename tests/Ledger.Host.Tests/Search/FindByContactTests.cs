using System.Net.Http.Json;
using System.Text.Json;
using Ledger.Access;
using Ledger.Host.Tests.Server;
using Ledger.Journal;
using Ledger.Sealing;

namespace Ledger.Host.Tests.Search;

/// <summary>
/// Finding a person by a contact they named: recorded with its reason, and over when the contact can no longer be read. Each test has persons of its own.
/// </summary>
public sealed class FindByContactTests
{
    const string Reason = "звонок 3 марта";

    Served _served = null!;
    HttpClient _officer = null!;
    int _made;

    [OneTimeSetUp]
    public async Task Start()
    {
        _served = await Served.Start();
        _officer = await _served.Client(Role.Officer);
    }

    [OneTimeTearDown]
    public async Task Stop() => await _served.DisposeAsync();

    [Test]
    public async Task A_contact_finds_everybody_who_named_it_however_it_is_written_and_each_has_a_reading_on_record()
    {
        await Named(("anna", " Anna@Example.org "), ("anna", "+7 (916) 123-45-67"), ("boris", "89161234567"));
        Assert.That(Ids(await Finding.Ask(_officer, "anna@example.ORG", "utf-8''" + Uri.EscapeDataString(Reason))), Is.EqualTo(new[] { "anna" }));
        var family = await Finding.Ask(_officer, "8 916 1234567", "call");
        Assert.That(Ids(family), Is.EquivalentTo(new[] { "anna", "boris" }));
        Assert.That((family.GetProperty("contacts").GetBoolean(), family.GetProperty("more").GetBoolean()), Is.EqualTo((true, false)));
        var recorded = await Recorded("anna", "boris");
        Assert.That(recorded.Select(e => (e.Stream, ((RecordViewed)e.Data).What)), Is.All.EqualTo(("v-officer-1", "search")));
        Assert.That(recorded.Select(e => e.Subject), Is.EquivalentTo(new[] { Token("anna"), Token("anna"), Token("boris") }));
        await _served.Record([]);
        var reasons = (await _officer.Json("/readings?person=anna")).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("reason").GetString());
        Assert.That(reasons, Is.SupersetOf(new[] { Reason, "call" }));
    }

    [Test]
    public async Task Without_a_reason_or_for_an_auditor_contacts_are_left_out_and_the_answer_says_so()
    {
        await Named(("clara", "clara@example.org"));
        var auditor = await _served.Client(Role.Auditor);
        foreach (var answer in new[] { await Finding.Ask(_officer, "clara@example.org"), await Finding.Ask(_officer, "clara@example.org", " "), await Finding.Ask(auditor, "clara@example.org", "audit") })
            Assert.That((Finding.Persons(answer).Length, answer.GetProperty("contacts").GetBoolean()), Is.EqualTo((0, false)));
        Assert.That(await Recorded("clara"), Is.Empty);
    }

    [Test]
    public async Task Whose_id_it_is_comes_first_and_once_and_only_who_was_found_by_a_contact_has_a_reading()
    {
        await Named(("dina", "+7 495 765-43-21"), ("+7 495 7654321", "84957654321"));
        Assert.That(Finding.Persons(await Finding.Ask(_officer, "dina", "call")).Single().By, Is.EqualTo("id"));
        Assert.That(Finding.Persons(await Finding.Ask(_officer, "495 7654321", "call")), Is.Empty, "a part is not the whole");
        Assert.That(await Recorded("dina", "+7 495 7654321"), Is.Empty);
        Assert.That(Finding.Persons(await Finding.Ask(_officer, "+7 495 7654321", "call")),
            Is.EqualTo(new[] { (Token("+7 495 7654321"), "id", "+7 495 7654321"), (Token("dina"), "contact", "dina") }));
        Assert.That((await Recorded("dina", "+7 495 7654321")).Select(e => e.Subject), Is.EqualTo(new[] { Token("dina") }));
    }

    [Test]
    public async Task Who_was_shredded_is_found_no_more_and_who_shares_the_contact_still_is()
    {
        await Named(("egor", "family@example.org"), ("elena", "family@example.org"));
        await _served.Record([Lines.Event("s-1", "egor", "ledger.person.shredded.v1", """{"reason":"withdrawal","categories":[]}""")]);
        Assert.That(Ids(await Finding.Ask(_officer, "family@example.org", "call")), Is.EqualTo(new[] { "elena" }));
        await Named(("egor", "back@example.org"));
        Assert.That(Ids(await Finding.Ask(_officer, "back@example.org", "call")), Is.EqualTo(new[] { "egor" }));
        Assert.That(Ids(await Finding.Ask(_officer, "family@example.org", "call")), Is.EqualTo(new[] { "elena" }));
    }

    [Test]
    public async Task A_contact_that_was_noted_but_never_recorded_finds_nobody()
    {
        await Named(("fedor", "fedor@example.org"));
        var vault = _served.Ledger.Get<IKeyVault>();
        foreach (var owner in new[] { Token("fedor"), vault.TokenFor("nobody") })
            vault.NoteContact(vault.CurrentKey(owner, KeyClass.Content, KeyName.ContactCategory).Name, "never@example.org");
        await vault.Commit(default);
        Assert.That(vault.FindByContact("never@example.org"), Has.Count.EqualTo(2));
        Assert.That(Ids(await Finding.Ask(_officer, "never@example.org", "call")), Is.Empty);
        Assert.That(await Recorded("fedor"), Is.Empty);
    }

    [Test]
    public async Task Of_a_contact_that_very_many_share_the_first_fifty_are_named_and_it_is_said_that_there_are_more()
    {
        string[] many = [.. Enumerable.Range(0, 60).Select(n => $"many-{n}")];
        await Named([.. many.Select(user => (user, "office@example.org"))]);
        var answer = await Finding.Ask(_officer, "office@example.org", "call");
        Assert.That((Finding.Persons(answer).Length, answer.GetProperty("more").GetBoolean()), Is.EqualTo((50, true)));
        Assert.That((await Recorded(many)).Select(e => e.Subject), Is.EquivalentTo(Finding.Persons(answer).Select(p => p.Token)), "of those who are named");
    }

    [Test]
    public async Task Where_the_reading_cannot_be_recorded_nobody_is_named()
    {
        await using var stopping = await Served.Start();
        await stopping.Record([Lines.OptedIn("o-1", "u-1", "anna@example.org")]);
        var officer = await stopping.Client(Role.Officer);
        await stopping.Ledger.Get<Sequencer>().DisposeAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/subjects/find") { Content = JsonContent.Create(new { text = "anna@example.org" }) };
        request.Headers.Add("X-Purpose", "call");
        using var answer = await officer.SendAsync(request);
        Assert.That((int)answer.StatusCode, Is.EqualTo(503));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Not.Contain("s-").And.Not.Contain("u-1"));
    }

    Task Named(params (string User, string Contact)[] persons) =>
        _served.Record(persons.Select(person => Lines.OptedIn($"o-{Interlocked.Increment(ref _made)}", person.User, person.Contact)));

    /// <summary>The readings of these persons, in order.</summary>
    async Task<List<RecordedEvent>> Recorded(params string[] users)
    {
        var tokens = users.Select(Token).ToHashSet();
        return [.. (await _served.Recorded()).Where(e => tokens.Contains(e.Subject!))];
    }

    string Token(string user) => _served.Ledger.Get<IKeyVault>().FindToken(user)!;

    static string?[] Ids(JsonElement answer) => [.. Finding.Persons(answer).Select(p => p.Id)];
}
