using Ledger.Access;
using Ledger.Host.Tests.Server;
using Ledger.Journal;
using Ledger.Sealing;

namespace Ledger.Host.Tests.Search;

/// <summary>Finding a person by a contact they named: recorded with its reason, and over when the contact can no longer be read.</summary>
public sealed class FindByContactTests
{
    const string Phone = "+7 (916) 123-45-67", Reason = "звонок 3 марта";

    Served _served = null!;
    HttpClient _officer = null!;

    [SetUp]
    public async Task Start()
    {
        _served = await Served.Start();
        await _served.Record([Lines.OptedIn("o-1", "u-1", " Anna@Example.org "), Lines.OptedIn("o-2", "u-1", Phone), Lines.OptedIn("o-3", "u-2", "89161234567")]);
        _officer = await _served.Client(Role.Officer);
    }

    [TearDown]
    public async Task Stop() => await _served.DisposeAsync();

    [Test]
    public async Task A_contact_finds_everybody_who_named_it_however_it_is_written_and_each_has_a_reading_on_record()
    {
        Assert.That(Ids(await Finding.Ask(_officer, "anna@example.ORG", "utf-8''" + Uri.EscapeDataString(Reason))), Is.EqualTo(new[] { "u-1" }));
        var family = await Finding.Ask(_officer, "8 916 1234567", "call");
        Assert.That(Ids(family), Is.EquivalentTo(new[] { "u-1", "u-2" }));
        Assert.That((family.GetProperty("contacts").GetBoolean(), family.GetProperty("more").GetBoolean()), Is.EqualTo((true, false)));
        var recorded = await _served.Recorded();
        Assert.That(recorded.Select(e => (e.Stream, ((RecordViewed)e.Data).What)), Is.All.EqualTo(("v-officer-1", "search")));
        Assert.That(recorded.Select(e => e.Subject), Is.EquivalentTo(new[] { Token("u-1"), Token("u-1"), Token("u-2") }));
        await _served.Record([]);
        Assert.That((await _officer.Json("/readings", null)).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("reason").GetString()), Is.EquivalentTo(new[] { Reason, "call", "call" }));
    }

    [Test]
    public async Task Without_a_reason_or_for_an_auditor_contacts_are_left_out_and_the_answer_says_so()
    {
        foreach (var answer in new[] { await Finding.Ask(_officer, Phone), await Finding.Ask(_officer, Phone, " "), await Finding.Ask(await _served.Client(Role.Auditor), Phone, "audit") })
            Assert.That((Finding.Persons(answer).Length, answer.GetProperty("contacts").GetBoolean()), Is.EqualTo((0, false)));
        Assert.That(await _served.Recorded(), Is.Empty);
    }

    [Test]
    public async Task A_search_that_finds_nobody_and_one_by_the_operators_own_id_leave_no_trace()
    {
        await _served.Record([Lines.OptedIn("o-4", "+7 916 1234567", "89161234567")]);
        Assert.That(Finding.Persons(await Finding.Ask(_officer, "anna@example", "call")), Is.Empty);
        Assert.That(Finding.Persons(await Finding.Ask(_officer, "u-1", "call")).Single().By, Is.EqualTo("id"));
        Assert.That(await _served.Recorded(), Is.Empty);
        var persons = Finding.Persons(await Finding.Ask(_officer, "+7 916 1234567", "call"));
        Assert.That(persons[0], Is.EqualTo((Token("+7 916 1234567"), "id", "+7 916 1234567")), "whose id it is comes first, and once");
        Assert.That(persons.Select(p => p.Id), Is.EquivalentTo(new[] { "+7 916 1234567", "u-1", "u-2" }));
        Assert.That(await _served.Recorded(), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Where_the_reading_cannot_be_recorded_nobody_is_named()
    {
        await _served.Ledger.Get<Sequencer>().DisposeAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/subjects/find") { Content = System.Net.Http.Json.JsonContent.Create(new { text = Phone }) };
        request.Headers.Add("X-Purpose", "call");
        using var answer = await _officer.SendAsync(request);
        Assert.That((int)answer.StatusCode, Is.EqualTo(503));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Not.Contain("s-").And.Not.Contain("u-1"));
    }

    [Test]
    public async Task Who_was_shredded_is_found_no_more_and_who_shares_the_contact_still_is()
    {
        await _served.Record([Lines.Event("s-1", "u-1", "ledger.person.shredded.v1", """{"reason":"withdrawal","categories":[]}""")]);
        Assert.That(Ids(await Finding.Ask(_officer, Phone, "call")), Is.EqualTo(new[] { "u-2" }));
        Assert.That(Ids(await Finding.Ask(_officer, "anna@example.org", "call")), Is.Empty);
        await _served.Record([Lines.OptedIn("o-5", "u-1", "back@example.org")]);
        Assert.That(Ids(await Finding.Ask(_officer, "back@example.org", "call")), Is.EqualTo(new[] { "u-1" }));
        Assert.That(Ids(await Finding.Ask(_officer, "anna@example.org", "call")), Is.Empty);
    }

    [Test]
    public async Task A_contact_that_was_noted_but_never_recorded_finds_nobody()
    {
        var vault = _served.Ledger.Get<IKeyVault>();
        var key = vault.CurrentKey(Token("u-1"), KeyClass.Content, KeyName.ContactCategory).Name;
        vault.NoteContact(key, "never@example.org");
        vault.NoteContact(vault.CurrentKey(vault.TokenFor("nobody"), KeyClass.Content, KeyName.ContactCategory).Name, "never@example.org");
        await vault.Commit(default);
        Assert.That(vault.FindByContact("never@example.org"), Has.Count.EqualTo(2));
        Assert.That(Ids(await Finding.Ask(_officer, "never@example.org", "call")), Is.Empty);
        Assert.That(await _served.Recorded(), Is.Empty);
    }

    [Test]
    public async Task Of_a_contact_that_very_many_share_the_first_fifty_are_named_and_it_is_said_that_there_are_more()
    {
        await _served.Record(Enumerable.Range(0, 60).Select(n => Lines.OptedIn($"m-{n}", $"many-{n}", "office@example.org")));
        var answer = await Finding.Ask(_officer, "office@example.org", "call");
        Assert.That((Finding.Persons(answer).Length, answer.GetProperty("more").GetBoolean()), Is.EqualTo((50, true)));
        Assert.That(await _served.Recorded(), Has.Count.EqualTo(50), "a reading of those who are named");
    }

    string Token(string user) => _served.Ledger.Get<IKeyVault>().FindToken(user)!;

    static string?[] Ids(System.Text.Json.JsonElement answer) => [.. Finding.Persons(answer).Select(p => p.Id)];
}
