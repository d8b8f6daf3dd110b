using System.Text;
using Ledger.Host.Demo;
using Ledger.Journal;

namespace Ledger.Host.Tests.Demo;

/// <summary>The story as data: in order, told in both languages, and well-formed to the last event.</summary>
public sealed class StoryTests
{
    static readonly List<StoryStep> Steps = [.. Story.Chapters.Concat(Story.Later).SelectMany(chapter => chapter.Steps)];

    static readonly DateTimeOffset Last = Steps[^1].At;

    [Test]
    public void The_story_goes_forward_through_2025_and_looks_in_again_in_2029()
    {
        Assert.That(Steps.Select(step => step.At), Is.Ordered.Ascending.And.Unique);
        var (year, later) = (Story.Chapters.SelectMany(chapter => chapter.Steps).ToList(), Story.Later.SelectMany(chapter => chapter.Steps).ToList());
        Assert.That(year.Select(step => step.At.Year), Is.All.EqualTo(2025));
        Assert.That(later.Select(step => step.At.Year), Is.All.EqualTo(2029));
        Assert.That(Story.End, Is.GreaterThan(year[^1].At).And.LessThan(later[0].At));
    }

    [Test]
    public void Every_event_is_taken_by_the_strict_codec_at_its_own_moment()
    {
        foreach (var step in Steps)
            foreach (var published in step.Published())
            {
                var read = PublishedCodec.Read(published, step.At, TimeSpan.Zero);
                Assert.That(read.Refusal, Is.Null, Encoding.UTF8.GetString(published.Span));
            }
    }

    [Test]
    public void Telling_it_again_publishes_the_same_under_the_same_ids()
    {
        var (first, again) = (Published(), Published());
        Assert.That(again, Is.EqualTo(first));
        Assert.That(first.Select(line => PublishedCodec.Read(Encoding.UTF8.GetBytes(line), Last, TimeSpan.Zero).Value.Id), Is.Unique);
    }

    [Test]
    public void Everything_is_told_in_both_languages()
    {
        var told = Story.Chapters.Concat(Story.Later).Select(chapter => chapter.Title).Concat(Steps.Select(step => step.Told))
            .Concat(Steps.Select(step => step.Look).OfType<LookMay>().Select(look => look.Asked)).ToList();
        Assert.That(told.Select(words => words.En), Is.All.Matches<string>(text => text.All(char.IsAscii) && text.Length > 10));
        Assert.That(told.Select(words => words.Ru), Is.All.Matches<string>(text => text.Any(letter => letter is >= 'а' and <= 'я')));
    }

    [Test]
    public void Nothing_is_said_of_anybody_who_has_not_registered()
    {
        var known = new HashSet<string>();
        foreach (var happened in Steps.SelectMany(step => step.Events).Where(e => e.Subject is not null))
        {
            if (happened.Type == "subject.registered") known.Add(happened.Subject!);
            Assert.That(known, Does.Contain(happened.Subject));
        }
    }

    [Test]
    public void Every_system_that_held_her_data_reports_before_her_keys_go()
    {
        var annas = Steps.SelectMany(step => step.Published()).Select(e => PublishedCodec.Read(e, Last, TimeSpan.Zero).Value)
            .Where(p => p.Subject == Story.Anna).ToList();
        var held = annas.Select(p => p.Data).OfType<Persons.DataCollected>().Select(d => d.System).Distinct().Append("archive");
        var shredded = annas.First(p => p.Data is Destruction.PersonShredded { IsWhole: true }).Time;
        Assert.That(
            annas.Where(p => p.Time < shredded).Select(p => p.Data).OfType<Destruction.DataDestroyed>().Select(d => d.System), Is.EquivalentTo(held));
    }

    static List<string> Published() => [.. Steps.SelectMany(step => step.Published()).Select(line => Encoding.UTF8.GetString(line.Span))];
}
