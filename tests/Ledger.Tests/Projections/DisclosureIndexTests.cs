using Ledger.Disclosures;
using Ledger.Journal;
using Ledger.Persons;
using Ledger.Projections;
using Ledger.Reading;

namespace Ledger.Tests.Projections;

/// <summary>The register of disclosures as an index of the journal: exactly the events that a scan would find, or none where it cannot tell.</summary>
public sealed class DisclosureIndexTests
{
    static DisclosureMade To(string recipient) => new(recipient, ["name"], "service", DisclosureMode.Provision, "RU");

    static async Task<IReadOnlyList<long>?> Found(Story story, string? recipient, DateTimeOffset? from = null, DateTimeOffset? to = null, long known = long.MaxValue)
    {
        var store = new MemoryReadModelStore(ProjectionTables.All);
        using var projector = new Projector(await story.Journal(), store);
        var pages = await new DisclosureIndex(projector, store).Find(recipient, from, to, known, default);
        if (pages is null) return null;
        List<long> found = [];
        await foreach (var page in pages) found.AddRange(page);
        return found;
    }

    [Test]
    public async Task It_lists_what_went_to_a_recipient_within_a_time_up_to_an_index()
    {
        var story = Story.Begin().Person(new SubjectRegistered());
        List<RecordedEvent> made = [];
        foreach (var (day, recipient) in ((int, string)[])[(1, "police"), (2, "partner"), (3, "police"), (4, "police")]) made.Add(story.On(Story.Day(4, day)).Person(To(recipient)).Last);
        Assert.That(await Found(story, "police"), Is.EqualTo(new[] { made[0].Index, made[2].Index, made[3].Index }));
        Assert.That(await Found(story, null), Is.EqualTo(made.Select(e => e.Index)));
        Assert.That(await Found(story, "police", from: Story.Day(4, 3)), Is.EqualTo(new[] { made[2].Index, made[3].Index }));
        Assert.That(await Found(story, "police", to: Story.Day(4, 3)), Is.EqualTo(new[] { made[0].Index }));
        Assert.That(await Found(story, "police", to: Story.Day(4, 3).AddTicks(1)), Is.EqualTo(new[] { made[0].Index, made[2].Index }), "less than a microsecond later is later");
        Assert.That(await Found(story, "police", known: made[2].Index), Is.EqualTo(new[] { made[0].Index, made[2].Index }));
    }

    [Test]
    public async Task Where_a_version_of_disclosures_is_unknown_it_cannot_tell()
    {
        Assert.That(await Found(Story.Begin().Person(new SubjectRegistered()).Person(To("police")).Person(new UnknownEvent("ledger.disclosure.made.v2")), "police"), Is.Null);
        Assert.That(await Found(Story.Begin().Person(new SubjectRegistered()).Person(new UnknownEvent("ledger.disclosure.madness.v2")), "police"), Is.Empty);
    }
}
