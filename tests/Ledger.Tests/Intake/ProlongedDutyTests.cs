using Ledger.Persons;
using Ledger.Projections;
using static Ledger.Tests.Intake.TestLedger;

namespace Ledger.Tests.Intake;

/// <summary>152-FZ 21(6): what cannot be destroyed in time is blocked, and destroyed within six months of the same trigger.</summary>
public sealed class ProlongedDutyTests
{
    static readonly string Collected = Event("c", "data.collected", "u-1", """
        {"origin":"provided","service":"panel","purposes":["service"],"categories":["email"],"system":"crm"}
        """, "2025-01-10T12:00:00+03:00");

    static readonly string Withdrawn = Event("w", "consent.withdrawn", "u-1", """{"purposes":[],"channel":"web"}""", "2025-01-13T12:00:00+03:00");

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_block_in_time_writes_the_new_end_and_the_destruction_after_thirty_days_is_lawful(bool oneBatch)
    {
        await using var ledger = new TestLedger();
        string[] events = [Collected, Withdrawn, Blocked("b", "2025-02-03"), Destroyed("2025-05-05")];
        if (oneBatch) Assert.That((await ledger.Publish(Service, events)).Refusal, Is.Null);
        else foreach (var one in events) Assert.That((await ledger.Publish(Service, one)).Refusal, Is.Null);
        var recorded = await ledger.Recorded();
        var terms = ((DataBlocked)recorded.Single(e => e.Data is DataBlocked).Data).Duties!.Single();
        // Six months from Monday 13 January 2025 end on Sunday 13 July; the law's last day is the Monday after it.
        Assert.That((terms.Rule, terms.Due), Is.EqualTo(("WDR-01", new DateTimeOffset(2025, 7, 15, 0, 0, 0, TimeSpan.FromHours(3)))));
        var state = recorded.Where(e => e.Stream == e.Subject).Aggregate(PersonState.New("x"), (so, e) => PersonFold.Fold(so, e, OperatorRegisters.Empty));
        var duty = state.Duties.Single(d => d.Terms.Rule == "WDR-01");
        Assert.That((duty.IsOpen, duty.ExtendedIndex is null), Is.EqualTo((false, false)));
        Assert.That(state.Findings.Select(f => f.Code), Has.None.EqualTo("duty-missed"));
    }

    [Test]
    public async Task A_block_after_the_end_or_a_second_one_moves_nothing()
    {
        await using var ledger = new TestLedger();
        await ledger.Publish(Service, Collected, Withdrawn, Blocked("late", "2025-02-17"));
        Assert.That(await Terms(ledger), Is.EqualTo(new int?[] { null }), "the thirty days ended on 12 February");
        await using var other = new TestLedger();
        foreach (var one in new[] { Collected, Withdrawn, Blocked("b1", "2025-02-03"), Blocked("b2", "2025-02-04") }) await other.Publish(Service, one);
        Assert.That(await Terms(other), Is.EqualTo(new int?[] { 1, null }));
    }

    static async Task<IEnumerable<int?>> Terms(TestLedger ledger) =>
        (await ledger.Recorded()).Select(e => e.Data).OfType<DataBlocked>().Select(b => b.Duties?.Count).ToList();

    static string Blocked(string id, string day) =>
        Event(id, "data.blocked", "u-1", """{"categories":[],"reason":"destruction-impossible","explanation":"the backup of January is kept until June"}""", $"{day}T12:00:00+03:00");

    static string Destroyed(string day) => Event("d", "data.destroyed", "u-1", $$"""
        {"system":"crm","categories":["email"],"automated":true,"method":"erased","reason":"withdrawal","destroyedOn":"{{day}}"}
        """, $"{day}T12:00:00+03:00");
}
