using Ledger.Access;
using Ledger.Journal;

namespace Ledger.Tests.Keys;

/// <summary>The life of an API key: from its grant to its end, each with its event.</summary>
public sealed class ApiKeyTests
{
    static readonly ApiKeyTerms Officer = new("officer-1", Role.Officer);

    KeyRoom _room = null!;

    [SetUp]
    public void Open() => _room = new();

    [TearDown]
    public async Task Close() => await _room.DisposeAsync();

    [Test]
    public async Task A_key_opens_once_its_grant_is_recorded_by_who_made_it()
    {
        var issued = await _room.Issue(Officer);
        Assert.That(issued.Key, Does.Match("^ledger_[0-9a-f]{12}_[A-Za-z0-9_-]{43}$"));
        Assert.That((await _room.Keys.Identify(issued.Key, default))?.Actor, Is.EqualTo(new Actor("officer-1", Role.Officer)).Using<Actor>((a, b) => a.Name == b.Name && a.Role == b.Role));
        Assert.That((await _room.Ledger.Recorded()).Select(e => (e.Type, e.Actor)), Is.EqualTo(new[] { ("ledger.access.granted", "administrator-1") }));
        Assert.That(issued.ToString(), Does.Not.Contain(issued.Key));
    }

    [Test]
    public async Task What_is_not_wholly_the_key_opens_nothing()
    {
        var key = (await _room.Issue(Officer)).Key;
        var other = key[^1] == 'A' ? 'Q' : 'A';
        foreach (var wrong in new[] { key[..^1], key + "A", key.ToUpperInvariant(), key[..^1] + other, " " + key, key.Replace("ledger_", "ledger-", StringComparison.Ordinal), "" })
            Assert.That(await _room.Opens(wrong), Is.False, wrong);
        Assert.That(await _room.Opens(key), Is.True);
    }

    [Test]
    public async Task A_revoked_key_opens_nothing_and_the_last_of_its_account_is_recorded()
    {
        var (first, second) = (await _room.Issue(Officer), await _room.Issue(Officer));
        Assert.That((await _room.Revoke(first.Row.Prefix)).Recorded, Is.True);
        Assert.That((await _room.Opens(first.Key), await _room.Opens(second.Key)), Is.EqualTo((false, true)));
        Assert.That(await _room.Said(), Is.EqualTo(new[] { "+officer-1 officer" }));
        await _room.Revoke(second.Row.Prefix);
        Assert.That(await _room.Opens(second.Key), Is.False);
        Assert.That(await _room.Said(), Is.EqualTo(new[] { "+officer-1 officer", "-officer-1 left" }));
        await _room.Revoke(second.Row.Prefix);
        Assert.That(await _room.Said(), Has.Length.EqualTo(2), "once more changes nothing");
    }

    [Test]
    public async Task An_expired_key_opens_nothing_and_its_end_is_recorded_when_it_is_noticed()
    {
        var issued = await _room.Issue(Officer with { Expires = _room.Clock.Now.AddHours(1) });
        _room.Clock.Now += TimeSpan.FromMinutes(59);
        await _room.Desk.Settle(default);
        Assert.That(await _room.Opens(issued.Key), Is.True);
        _room.Clock.Now += TimeSpan.FromMinutes(1);
        Assert.That(await _room.Opens(issued.Key), Is.False);
        await _room.Desk.Settle(default);
        await _room.Desk.Settle(default);
        Assert.That(await _room.Said(), Is.EqualTo(new[] { "+officer-1 officer", "-officer-1 key expired" }));
        Assert.That((await _room.Ledger.Recorded())[^1].Time, Is.EqualTo(_room.Clock.Now));
    }

    [Test]
    public async Task A_rotated_key_ends_at_once_and_the_new_one_has_its_terms()
    {
        var old = await _room.Issue(new("svc", Role.Publisher) { Sources = ["/a"], Types = ["ledger.consent.given"], Rate = 5, Expires = _room.Clock.Now.AddDays(90) });
        _room.Clock.Now += TimeSpan.FromDays(80);
        var made = await _room.Rotate(old.Row.Prefix);
        Assert.That((await _room.Opens(old.Key), await _room.Opens(made.Key)), Is.EqualTo((false, true)));
        Assert.That((made.Row.Name, made.Row.Role, made.Row.Sources, made.Row.Types, made.Row.Rate), Is.EqualTo(("svc", "publisher", "/a", "ledger.consent.given", 5L)));
        Assert.That(made.Row.Expires - made.Row.Created, Is.EqualTo(old.Row.Expires - old.Row.Created), "as long a life");
        Assert.That(await _room.Said(), Has.Length.EqualTo(1), "the account's access is what it was");
    }

    [Test]
    public async Task Within_its_grace_a_rotated_key_still_opens_and_is_not_rotated_again()
    {
        var old = await _room.Issue(Officer);
        var made = await _room.Rotate(old.Row.Prefix, TimeSpan.FromHours(1));
        Assert.That((await _room.Opens(old.Key), await _room.Opens(made.Key)), Is.EqualTo((true, true)));
        var again = await _room.Desk.Handle(new RotateApiKey(old.Row.Prefix, default, KeyRoom.Administrator), default);
        Assert.That(again.Refusal?.Code, Is.EqualTo(ApiKeyRefusals.KeyEnded));
        _room.Clock.Now += TimeSpan.FromHours(1);
        await _room.Desk.Settle(default);
        Assert.That((await _room.Opens(old.Key), await _room.Opens(made.Key)), Is.EqualTo((false, true)));
        Assert.That(await _room.Said(), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task One_account_has_one_role()
    {
        var first = await _room.Issue(Officer);
        Assert.That((await _room.Ask(Officer with { Role = Role.Auditor })).Refusal?.Code, Is.EqualTo(ApiKeyRefusals.AccountRole));
        await _room.Revoke(first.Row.Prefix);
        Assert.That((await _room.Ask(Officer with { Role = Role.Auditor })).Refusal, Is.Null);
        Assert.That(await _room.Said(), Is.EqualTo(new[] { "+officer-1 officer", "-officer-1 left", "+officer-1 auditor" }));
    }

    static IEnumerable<TestCaseData> WrongTerms()
    {
        var service = new ApiKeyTerms("svc", Role.Publisher);
        yield return new(Officer with { Name = "Ivan Petrov" }, "$.name");
        yield return new(Officer with { Name = "ivan@example.org" }, "$.name");
        yield return new(Officer with { Name = "" }, "$.name");
        yield return new(Officer with { Rate = -1 }, "$.rate");
        yield return new(Officer with { OwnLinks = true }, "$.ownLinks");
        yield return new(Officer with { Expires = DateTimeOffset.UnixEpoch }, "$.expires");
        yield return new(Officer with { Sources = ["/a"] }, "$.sources");
        yield return new(Officer with { Types = ["ledger.consent.given"] }, "$.types");
        yield return new(Officer with { Inquiries = ["1"] }, "$.inquiries");
        yield return new(service with { Sources = [] }, "$.sources");
        yield return new(service with { Sources = ["/a", "a b"] }, "$.sources[1]");
        yield return new(service with { Sources = ["/ledger"] }, "$.sources[0]");
        yield return new(service with { Types = ["ledger.consent.given.v1"] }, "$.types[0]");
        yield return new(service with { Types = ["ledger.policy.published"] }, "$.types[0]");
        yield return new(service with { Types = ["ledger.record.viewed"] }, "$.types[0]");
        yield return new(service with { Types = [null!] }, "$.types[0]");
        yield return new(new ApiKeyTerms(Accounts.OwnPage, Role.Publisher), "$.name");
        yield return new(new ApiKeyTerms("rkn", Role.Regulator), "$.inquiries");
        yield return new(new ApiKeyTerms("rkn", Role.Regulator) { Inquiries = ["1\n2"] }, "$.inquiries[0]");
    }

    [TestCaseSource(nameof(WrongTerms))]
    public async Task Terms_that_mean_nothing_are_refused_with_their_place(ApiKeyTerms terms, string path)
    {
        var refusal = (await _room.Ask(terms)).Refusal;
        Assert.That((refusal?.Code, refusal?.Path), Is.EqualTo((CodecRefusals.BadValue, path)));
        Assert.That((await _room.Said(), await _room.Keys.All(default)), Is.EqualTo((Array.Empty<string>(), Array.Empty<ApiKeyRow>())));
    }

    [Test]
    public async Task A_key_needs_a_ground() => Assert.That((await _room.Ask(Officer, "")).Refusal?.Path, Is.EqualTo("$.ground"));

    [Test]
    public async Task Last_use_is_known_to_the_minute_and_written_later()
    {
        var issued = await _room.Issue(Officer);
        _room.Clock.Now = _room.Clock.Now.AddSeconds(90);
        await _room.Opens(issued.Key);
        await _room.Keys.WriteUses(default);
        _room.Open(seed: 4);
        Assert.That((await _room.Keys.All(default)).Single().LastUsed, Is.EqualTo(ApiKeys.Moment(_room.Clock.Now.AddSeconds(-30))));
    }

    [Test]
    public async Task Writing_the_last_use_brings_no_revoked_key_back()
    {
        var issued = await _room.Issue(Officer);
        await _room.Opens(issued.Key);
        await _room.Revoke(issued.Row.Prefix);
        await _room.Keys.WriteUses(default);
        _room.Open(seed: 4);
        Assert.That(await _room.Opens(issued.Key), Is.False);
    }

    [Test]
    public async Task The_first_start_makes_one_key_and_no_later_one()
    {
        List<string> shown = [];
        await _room.Desk.IssueFirst(KeyRoom.Administrator, shown.Add, default);
        await _room.Revoke((await _room.Keys.All(default)).Single().Prefix);
        _room.Open(seed: 4);
        await _room.Desk.IssueFirst(KeyRoom.Administrator, shown.Add, default);
        Assert.That(shown, Has.Count.EqualTo(1));
    }
}
