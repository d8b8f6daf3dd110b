using Ledger.Projections;
using static Ledger.Tests.Keeping.KeepingRoom;

namespace Ledger.Tests.Keeping;

/// <summary>The schedule: what falls due by the edition in force, soonest first.</summary>
public sealed class RetentionListTests
{
    [Test]
    public async Task It_lists_what_falls_due_soonest_first_whatever_its_kind()
    {
        await using var room = await With(("location", 90), ("email", 10));
        await room.Collected("u-1", "location");
        await room.Collected("u-1", "email");
        await room.Collected("u-1", "name");
        await room.Consented("u-2", "c-1", "2025-07-01T00:00:00Z");
        await room.Tell("purpose.achieved", "u-1", """{"purpose":"identification","categories":[]}""");
        var rows = await room.List();
        Assert.Multiple(() =>
        {
            Assert.That(rows.Select(row => (row.Kind, row.What)), Is.EqualTo(new[] { ("held", "email"), ("consent", "c-1"), ("achieved", "identification"), ("held", "location") }));
            Assert.That(rows.Select(row => Micros.ToMoment(row.Due)), Is.EqualTo(new[]
            {
                Start.AddDays(10), new DateTimeOffset(2025, 7, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2025, 7, 2, 21, 0, 0, TimeSpan.Zero), Start.AddDays(90),
            }), "a purpose's days end with the local day; a category's and a consent's are instants");
            Assert.That(rows.Select(row => row.Edition), Is.EqualTo(new[] { "x-keeper-2025", null, "x-keeper-2025", "x-keeper-2025" }));
            Assert.That(rows.Select(row => row.DutyOpen), Is.EqualTo(new[] { true, false, true, true }), "the purpose was achieved: all of it is waited for");
        });
        Assert.That((await room.List(before: Start.AddDays(10))), Is.Empty);
        Assert.That((await room.List(before: Start.AddDays(11))), Has.Count.EqualTo(1));
        Assert.That((await room.List(person: "u-2")).Single().What, Is.EqualTo("c-1"));
    }

    [Test]
    public async Task A_new_edition_takes_effect_at_once_and_no_row_is_written_for_it()
    {
        await using var room = await With();
        await room.Collected("u-1", "email");
        Assert.That(await room.List(), Is.Empty, "the policy gives no term");
        room.After(1);
        Assert.That((await room.Ledger.Publish(Intake.TestLedger.Officer, Policy("two", "2025-06-03T09:00:00Z", ("email", 7)))).Refusal, Is.Null);
        Assert.That((await room.List()).Select(row => (row.Edition, Micros.ToMoment(row.Due))), Is.EqualTo(new[] { ("two", Start.AddDays(7)) }));
    }

    [Test]
    public async Task What_was_promised_all_along_is_due_by_the_first_promise()
    {
        await using var room = await With(("email", 7));
        await room.Collected("u-1", "email");
        room.After(30);
        Assert.That((await room.Ledger.Publish(Intake.TestLedger.Officer, Policy("two", "2025-07-01T09:00:00Z", ("email", 7)))).Refusal, Is.Null);
        Assert.That((await room.List()).Select(row => (row.Edition, Micros.ToMoment(row.Due))), Is.EqualTo(new[] { ("two", Start.AddDays(7)) }));
    }

    [TestCase(1), TestCase(3), TestCase(7)]
    public async Task Pages_hold_every_row_once_and_in_order(int take)
    {
        await using var room = await With(("email", 30), ("phone", 20), ("location", 25));
        for (var n = 0; n < 9; n++)
        {
            room.After(n / 2);
            foreach (var category in (string[])["email", "phone", "location"]) await room.Collected($"u-{n}", category);
            await room.Consented($"u-{n}", "c-1", "2025-06-25T09:00:00Z");
            if (n % 3 == 0) await room.Tell("purpose.achieved", $"u-{n}", """{"purpose":"identification","categories":[]}""");
        }
        var whole = await room.List();
        Assert.That(whole, Has.Count.EqualTo((9 * 4) + 3));
        Assert.That(whole.Select(row => row.Due), Is.Ordered);
        Assert.That((await room.List(take: take)).Select(row => row.Key), Is.EqualTo(whole.Select(row => row.Key)));
    }

    [Test]
    public async Task Rows_are_the_same_live_and_anew()
    {
        await using var room = await With(("email", 30));
        await room.Collected("u-1", "email");
        await room.Collected("u-1", "location", "tracker");
        await room.List();
        await room.Tell("hold.placed", "u-1", """{"hold":"h-1","ground":"law","categories":["email"]}""");
        await room.Consented("u-1", "c-1", "2025-07-01T00:00:00Z");
        await room.List();
        await room.Destroyed("u-1", "location", "2025-06-02", "tracker");
        await room.Tell("consent.withdrawn", "u-1", """{"purposes":[],"channel":"web","consent":"c-1"}""");
        await room.List();
        await room.Tell("consent.given", "u-1", """{"consent":"c-0","purposes":["improvement"],"categories":["location"],"edition":"x-keeper-2025","form":"checkbox","separateDocument":true,"channel":"web","language":"ru","validUntil":"2025-08-01T00:00:00Z"}""", Start.AddDays(-3));
        await room.List();
        var live = await All(room);
        Assert.That(live.Select(row => (row.Kind, row.What, row.State)), Is.EquivalentTo(new[] { ("held", "email", "on-hold"), ("consent", "c-0", "runs") }));
        await room.Rebuild();
        Assert.That(await All(room), Is.EqualTo(live));
    }

    [Test]
    public async Task Holds_in_place_are_listed_with_ground_and_author()
    {
        await using var room = await With();
        await room.Collected("u-1", "email");
        await room.Tell("hold.placed", "u-1", """{"hold":"h-1","ground":"court","categories":["email"]}""");
        await room.Tell("hold.placed", "u-1", """{"hold":"h-2","ground":"claim","categories":[]}""");
        await room.Tell("hold.lifted", "u-1", """{"hold":"h-1","reason":"over"}""");
        await room.Tell("hold.placed", "u-1", """{"hold":"h-1","ground":"law","categories":[]}""");
        await room.List();
        Assert.That((await Holds(room, all: false)).Select(hold => (hold.Hold, hold.Ground, hold.By)), Is.EqualTo(new[] { ("h-2", "claim", "officer"), ("h-1", "law", "officer") }));
        Assert.That((await Holds(room, all: true)).Select(hold => hold.InPlace), Is.EqualTo(new[] { false, true, true }));
    }

    static async Task<IReadOnlyList<HoldRow>> Holds(KeepingRoom room, bool all) =>
        (await new ListRowsHandler<ListHolds, HoldRow>(new Fixed(room.Rows), room.Ledger.Vault).Handle(new ListHolds(Intake.TestLedger.Officer) { All = all }, default)).Value.Rows;

    static async Task<IReadOnlyList<KeepingRow>> All(KeepingRoom room) => (await room.Rows.Query<KeepingRow>(rows => rows.OrderBy(row => row.Key), default)).Value;

    /// <summary>One set of rows as a store.</summary>
    sealed class Fixed(Reading.IReadModels rows) : Reading.IReadModelStore
    {
        public Reading.IReadModels Current => rows;

        public ValueTask<Reading.IReadModels> Beside(CancellationToken cancel) => throw new NotSupportedException();

        public ValueTask Swap(Reading.IReadModels built, CancellationToken cancel) => throw new NotSupportedException();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
