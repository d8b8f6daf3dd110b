using System.Text.Json;
using Ledger.Host.Documents;
using Ledger.Projections;

namespace Ledger.Host.Tests.Server;

/// <summary>Which counts of a day are shown (clause 2.2.5).</summary>
public sealed class DayDocumentTests
{
    const int Small = 5;

    [TestCase(0, 0L), TestCase(1, null), TestCase(4, null), TestCase(5, 5L), TestCase(17, 17L)]
    public void A_count_from_1_to_one_less_than_the_setting_is_not_shown(long count, long? shown) =>
        Assert.That(Shown(new("2026-03-01", 100, Messages: count, OptIns: 3)).Messages.Value, Is.EqualTo(shown));

    [Test]
    public void A_total_that_would_tell_the_only_hidden_count_is_hidden() =>
        Assert.That(Shown(new("2026-03-01", 23, Messages: 20, OptOuts: 3)).Events.Value, Is.Null);

    [Test]
    public void Of_several_hidden_counts_the_total_tells_only_that_all_are_1()
    {
        Assert.That(Shown(new("2026-03-01", 22, Messages: 20, OptOuts: 1, OptIns: 1)).Events.Value, Is.Null);
        Assert.That(Shown(new("2026-03-01", 25, Messages: 20, OptOuts: 3, OptIns: 2)).Events.Value, Is.EqualTo(25));
    }

    [Test]
    public void Hidden_counts_that_the_total_shows_to_be_as_large_as_they_can_be_are_no_secret_of_one_person()
    {
        // 4 and 4 of at most 4 each: what no column counts may be among the 8, so nothing is certain.
        Assert.That(Shown(new("2026-03-01", 28, Messages: 20, OptOuts: 4, OptIns: 4)).Events.Value, Is.EqualTo(28));
    }

    [Test]
    public void A_day_with_nothing_small_shows_all()
    {
        var day = Shown(new("2026-03-01", 31, Messages: 20, OptOuts: 6));
        Assert.That((day.Events.Value, day.Messages.Value, day.OptOuts.Value), Is.EqualTo((31L, 20L, 6L)));
    }

    [Test]
    public void A_total_that_is_small_itself_is_not_shown() => Assert.That(Shown(new("2026-03-01", 4)).Events.Value, Is.Null);

    [TestCase(0), TestCase(1)]
    public void Switched_off_everything_is_shown(int small) =>
        Assert.That(DayDocument.Of(new("2026-03-01", 1, Messages: 1), small).Messages.Value, Is.EqualTo(1));

    [Test]
    public void In_json_it_is_null_and_in_a_table_less_than_the_setting()
    {
        var day = Shown(new("2026-03-01", 50, Messages: 2));
        Assert.That(JsonSerializer.Serialize(day, DocumentJson.Options), Does.Contain("\"messages\":null").And.Contain("\"optIns\":0"));
        Assert.That(day.Messages.ToString(null, null), Is.EqualTo("<5"));
        Assert.That(JsonSerializer.Deserialize<DayDocument>(JsonSerializer.Serialize(day, DocumentJson.Options), DocumentJson.Options)!.Messages.Value, Is.Null);
    }

    static DayDocument Shown(DailyRow row) => DayDocument.Of(row, Small);
}
