using Ledger.Projections;
using static Ledger.Tests.Keeping.KeepingRoom;

namespace Ledger.Tests.Keeping;

/// <summary>Statistics hold no person, so nothing that happens to persons changes them (clause 2.2.5).</summary>
public sealed class StatisticsTests
{
    [Test]
    public async Task Clause_2_2_5_Daily_numbers_survive_shredding_and_forgetting_and_are_the_same_when_rebuilt()
    {
        await using var room = await With();
        for (var n = 0; n < 8; n++)
        {
            await room.Collected($"u-{n}", "email");
            await room.Consented($"u-{n}", "c-1", null);
        }
        await room.List();
        var day = (await Days(room)).Single(d => d.Day == "2025-06-02");
        Assert.That((day.Collections, day.Consents), Is.EqualTo((8L, 8L)));
        room.After(1);
        for (var n = 0; n < 8; n++)
        {
            await room.Destroyed($"u-{n}", "email", "2025-06-03");
            await room.Tell("person.shredded", $"u-{n}", """{"reason":"withdrawal","categories":[]}""");
            await room.Tell("person.forgotten", $"u-{n}", """{"reason":"ordered"}""");
            Assert.That(room.Ledger.Vault.FindToken($"u-{n}"), Is.Null);
        }
        await room.List();
        var live = await Days(room);
        Assert.That(live, Does.Contain(day), "the day before is as it was");
        await room.Rebuild();
        Assert.That(await Days(room), Is.EqualTo(live));
    }

    [Test]
    public void Clause_2_2_5_A_row_of_the_statistics_has_no_room_for_a_person() => Assert.That(
        typeof(DailyRow).GetProperties().Where(property => property.PropertyType != typeof(long)).Select(property => property.Name), Is.EquivalentTo(new[] { "Day", "Key" }));

    static async Task<IReadOnlyList<DailyRow>> Days(KeepingRoom room) => (await room.Rows.Query<DailyRow>(rows => rows.OrderBy(row => row.Key), default)).Value;
}
