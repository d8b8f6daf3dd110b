using Ledger.Access;
using Ledger.Journal;
using Ledger.Tests.Intake;

namespace Ledger.Tests.Keys;

/// <summary>Keys and the journal are two stores: what a crash between them leaves, and how it is finished.</summary>
public sealed class ApiKeyCrashTests
{
    static readonly ApiKeyTerms Officer = new("officer-1", Role.Officer);

    [TestCase(1, new string[0], TestName = "A key that could not be kept leaves nothing")]
    [TestCase(2, new[] { "+officer-1 officer", "-officer-1 key never given" }, TestName = "A key that was recorded and never worked is closed in the journal too")]
    public async Task Issuing(int breaksAt, string[] said)
    {
        await using var room = new KeyRoom(new FaultyTables(breaksAt));
        Assert.That(async () => await room.Issue(Officer), Throws.InstanceOf<IOException>());
        room.Open(seed: 4);
        await room.Desk.Settle(default);
        Assert.That(await room.Said(), Is.EqualTo(said));
        Assert.That(await room.Keys.All(default), Is.Empty);
    }

    [Test]
    public async Task Between_two_keys_of_an_account_the_journal_keeps_its_grant()
    {
        await using var room = new KeyRoom(new FaultyTables(4));
        var first = await room.Issue(Officer);
        Assert.That(async () => await room.Issue(Officer), Throws.InstanceOf<IOException>());
        room.Open(seed: 4);
        await room.Desk.Settle(default);
        Assert.That(await room.Said(), Is.EqualTo(new[] { "+officer-1 officer" }));
        Assert.That((await room.Keys.All(default)).Select(row => row.Prefix), Is.EqualTo(new[] { first.Row.Prefix }));
    }

    [Test]
    public async Task A_key_that_is_revoked_stops_though_the_journal_does_not_take_it_and_it_is_recorded_later()
    {
        var tables = new FaultyTables(0);
        var kept = new MemoryJournal("ledger.test/x");
        await using var broken = new KeyRoom(tables, new FaultyJournal(kept, Break.BeforePersisting, append: 2));
        var issued = await broken.Issue(Officer);
        Assert.That((await broken.Revoke(issued.Row.Prefix)).Recorded, Is.False);
        Assert.That(await broken.Opens(issued.Key), Is.False);

        await using var mended = new KeyRoom(tables, kept);
        Assert.That(await mended.Opens(issued.Key), Is.False);
        await mended.Desk.Settle(default);
        await mended.Desk.Settle(default);
        Assert.That(await mended.Said(), Is.EqualTo(new[] { "+officer-1 officer", "-officer-1 key revoked" }));
    }

    [Test]
    public async Task An_end_that_was_recorded_before_the_crash_is_not_recorded_twice()
    {
        await using var room = new KeyRoom(new FaultyTables(4));
        var issued = await room.Issue(Officer);
        Assert.That(async () => await room.Revoke(issued.Row.Prefix), Throws.InstanceOf<IOException>());
        room.Open(seed: 4);
        await room.Desk.Settle(default);
        Assert.That(await room.Said(), Is.EqualTo(new[] { "+officer-1 officer", "-officer-1 left" }));
        Assert.That((await room.Keys.All(default)).Single().State, Is.EqualTo(ApiKeyStates.Closed));
    }

    [Test]
    public async Task The_first_key_is_shown_before_it_works_and_made_anew_where_it_never_did()
    {
        await using var room = new KeyRoom(new FaultyTables(2));
        List<string> shown = [];
        Assert.That(async () => await room.Desk.IssueFirst(KeyRoom.Administrator, shown.Add, default), Throws.InstanceOf<IOException>());
        room.Open(seed: 4);
        await room.Desk.IssueFirst(KeyRoom.Administrator, shown.Add, default);
        Assert.That(shown, Has.Count.EqualTo(2).And.Unique);
        Assert.That((await room.Opens(shown[0]), await room.Opens(shown[1])), Is.EqualTo((false, true)));
        Assert.That((await room.Keys.All(default)).Count, Is.EqualTo(1));
    }
}
