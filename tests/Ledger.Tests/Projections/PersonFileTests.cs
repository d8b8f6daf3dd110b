using Ledger.Journal;
using Ledger.Messaging;
using Ledger.Persons;
using Ledger.Projections;
using Ledger.Tests.Vocabulary;
using static Ledger.Tests.Projections.Facts;

namespace Ledger.Tests.Projections;

/// <summary>The person's file: now, as of a moment, and as the ledger knew it.</summary>
public sealed class PersonFileTests
{
    [Test]
    public async Task It_shows_the_person_as_of_any_moment()
    {
        var story = Story.Begin().On(Story.Day(3, 1)).Person(Collected()).On(Story.Day(3, 10)).Person(Consent()).On(Story.Day(3, 20)).Person(Withdrawn());
        Assert.That((await Read(story, at: Story.Day(2, 28)))?.Events, Is.Null, "nothing had happened");
        Assert.That((await Read(story, at: Story.Day(3, 1)))!.State.Consents, Is.Empty);
        Assert.That((await Read(story, at: Story.Day(3, 10)))!.State.ValidConsent("improvement", Story.Day(3, 10)), Is.Not.Null);
        Assert.That((await Read(story, at: Story.Day(3, 20)))!.State.ValidConsent("improvement", Story.Day(3, 20)), Is.Null);
        var now = (await Read(story))!;
        Assert.That((now.Known, now.Events.Count, now.State.Events), Is.EqualTo((story.Last.Index, 3, 3L)));
    }

    [Test]
    public async Task It_shows_what_the_ledger_knew_once_an_event_was_recorded()
    {
        var story = Story.Begin().On(Story.Day(3, 10)).Person(Disclosed() with { Ground = Disclosures.DisclosureGround.Consent, Purpose = "improvement", Categories = ["location"] });
        var before = story.Last.Index;
        story.On(Story.Day(3, 1)).Person(Consent() with { Recipients = ["partner"] });
        Assert.That((await Read(story, known: before))!.State.Findings.Single().Resolved, Is.False);
        Assert.That((await Read(story))!.State.Findings.Single().Resolved, Is.True);
        Assert.That((await Read(story, at: Story.Day(3, 5), known: before))?.State, Is.Null, "the consent had not been told yet");
        Assert.That((await Read(story, at: Story.Day(3, 5)))!.State.Consents, Has.Length.EqualTo(1));
    }

    [Test]
    public async Task It_judges_by_the_policy_that_was_known()
    {
        var story = Story.Begin().Person(Collected()).Registers(Story.Policy("later", Story.Day(5, 1)));
        Assert.That((await Read(story, at: Story.Day(3, 1)))!.Registers.EditionInForce(Story.Day(5, 2))!.Id, Is.EqualTo("later"));
        Assert.That((await Read(story, known: story.Last.Index - 1))!.Registers.EditionInForce(Story.Day(5, 2))!.Id, Is.EqualTo("2025"));
    }

    [Test]
    public async Task Another_persons_events_are_not_in_it()
    {
        var story = Story.Begin().Person(Collected()).Person(new MessagingSent("terms", "email"), Story.Boris);
        Assert.That((await Read(story))!.Events.Select(e => e.Subject), Is.EqualTo([Story.Anna]));
    }

    [Test]
    public void A_late_arrival_is_judged_where_it_belongs()
    {
        var story = Story.Begin().On(Story.Day(3, 10)).Person(new MessagingOptedOut([], [], OptOutVia.Link));
        Assert.That(story.On(Story.Day(3, 9)).Person(new MessagingSent("terms", "email")).State().Findings, Is.Empty, "it was sent before the opt-out");
        Assert.That(story.On(Story.Day(3, 11)).Person(new MessagingSent("terms", "email")).State().Findings, Has.Length.EqualTo(1));
    }

    [Test]
    public void The_order_of_arrival_does_not_matter_to_what_is_held()
    {
        var inOrder = Story.Begin().On(Story.Day(3, 1)).Person(Collected()).On(Story.Day(3, 2)).Person(Destroyed("crm", "email")).State();
        var late = Story.Begin().On(Story.Day(3, 2)).Person(Destroyed("crm", "email")).On(Story.Day(3, 1)).Person(Collected()).State();
        Assert.That(late.Data.Single().Destroyed, Is.EqualTo(inOrder.Data.Single().Destroyed).And.EqualTo(Story.Day(3, 2)));
    }

    /// <summary>Every type of a person's stream, as recorded in the golden files.</summary>
    public static IEnumerable<EventKind> PersonKinds => EventCatalogue.All.Where(k => k.Stream == StreamKind.Person);

    [TestCaseSource(nameof(PersonKinds))]
    public void Every_person_event_is_folded_or_ignored_for_a_reason(EventKind kind)
    {
        var bytes = File.ReadAllBytes(Path.Combine(Sample.Folder, $"{kind.Name}.{kind.Schema}.json")).AsMemory();
        if (bytes.Span[^1] == '\n') bytes = bytes[..^1];
        var before = Story.Begin().Person(new SubjectRegistered()).Person(Collected()).State();
        var after = PersonFold.Evolve(before, RecordedCodec.Read(new(100, Story.Anna, 2, PublicationKey.Of("s", "i"), bytes)), OperatorRegisters.Empty);
        Assert.That(after.Unreadable, Is.Zero, "an arm of the fold, or a line with its reason in PersonFold.Ignored");
        Assert.That(PersonFold.Ignored.ContainsKey(kind.Data), Is.EqualTo(Like(before, after)).Or.False);
    }

    [Test]
    public void What_is_ignored_changes_nothing()
    {
        var before = Story.Begin().Person(Collected()).State();
        foreach (var kind in PersonFold.Ignored.Keys) Assert.That(PersonKinds.Select(k => k.Data), Does.Contain(kind));
        Assert.That(Like(before, Story.Begin().Person(Collected()).Person(new Consents.ConsentRefused(["service"], "2025", "web")).State()), Is.True);
    }

    static bool Like(PersonState one, PersonState other) =>
        StateJson.Write(one with { Events = 0, Latest = default, LastIndex = 0 }) == StateJson.Write(other with { Events = 0, Latest = default, LastIndex = 0 });

    static async Task<PersonFile?> Read(Story story, DateTimeOffset? at = null, long? known = null) =>
        await new PersonFiles(await story.Journal()).Read(Story.Anna, at, known, default);
}
