using System.Security.Cryptography;
using System.Text;
using Ledger.Host.Generate;
using Ledger.Journal;

namespace Ledger.Host.Tests.Generate;

/// <summary>What generated traffic promises: the same bytes everywhere, every line accepted, and the mix that load tests rely on.</summary>
public sealed class TrafficTests
{
    static readonly List<ReadOnlyMemory<byte>> Lines = [.. Traffic(1_000, 1)];
    static readonly List<Publication> Published = [.. Lines.Select(Read)];

    [Test]
    public void The_same_seed_gives_the_same_bytes_on_every_machine() =>
        Assert.That(Digest(Traffic(1_000, 1)), Is.EqualTo("d0254eade246cf0b4d30a6843b20ae0feafc93a37ebb515f82072e5e54c1f809"));

    [Test]
    public void Another_seed_or_crowd_gives_other_bytes() =>
        Assert.That(new[] { Digest(Traffic(50, 1)), Digest(Traffic(50, 2)), Digest(Traffic(51, 1)) }, Is.Unique);

    [Test]
    public void Every_line_is_one_line_and_taken_by_the_strict_codec()
    {
        // Reading the lines into Published has refused none; a line feed would break the file into other lines.
        Assert.That(Published, Has.Count.EqualTo(Lines.Count));
        Assert.That(Lines.Where(line => line.Span.Contains((byte)'\n')), Is.Empty);
    }

    [Test]
    public void Ids_are_unique() => Assert.That(Published.Select(p => (p.Source, p.Id)), Is.Unique);

    [Test]
    public void Everybody_registers_before_anything_else_is_said_of_them()
    {
        var first = Published.Where(p => p.Subject is not null).GroupBy(p => p.Subject).Select(life => life.First().Kind.Name);
        Assert.That(first, Is.All.EqualTo("ledger.subject.registered"));
    }

    [Test]
    public void Nothing_happens_after_the_last_day() =>
        Assert.That(Published.Select(p => p.Time), Is.All.LessThan(TrafficGenerator.To));

    [Test]
    public void Commands_follow_what_they_answer()
    {
        var received = new HashSet<string>();
        foreach (var publication in Published)
        {
            if (publication.Data is Inquiries.InquiryReceived inquiry) received.Add(inquiry.Inquiry);
            if (publication.Data is Inquiries.InquiryAnswered answer) Assert.That(received, Does.Contain(answer.Inquiry));
        }
        Assert.That(received, Has.Count.GreaterThan(3));
    }

    [Test]
    public void After_a_withdrawal_every_category_held_or_consented_to_is_reported_destroyed()
    {
        var withdrawn = Published.Where(p => p.Data is Consents.ConsentWithdrawn && p.Time < TrafficGenerator.To.AddDays(-50)).ToList();
        Assert.That(withdrawn, Has.Count.GreaterThan(10));
        foreach (var life in withdrawn.Select(w => Published.Where(p => p.Subject == w.Subject).Select(p => p.Data).ToList()))
        {
            var named = life.OfType<Consents.ConsentGiven>().SelectMany(c => c.Categories)
                .Concat(life.OfType<Persons.DataCollected>().SelectMany(c => c.Categories)).Where(c => c != "passport-scan").Distinct();
            Assert.That(life.OfType<Destruction.DataDestroyed>().SelectMany(d => d.Categories), Is.SupersetOf(named));
        }
    }

    [Test]
    public void A_life_has_about_seven_events_and_a_few_have_many()
    {
        var lives = Published.Where(p => p.Subject is not null).GroupBy(p => p.Subject).Select(life => life.Count()).Order().ToList();
        Assert.That(lives.Average(), Is.InRange(6, 8));
        Assert.That(lives[^1], Is.GreaterThan(5 * lives[lives.Count / 2]));
    }

    [Test]
    public void One_or_two_in_a_hundred_arrive_late()
    {
        var (late, latest) = (0, TrafficGenerator.From);
        foreach (var publication in Published)
        {
            if (publication.Time < latest.AddHours(-6)) late++;
            else latest = publication.Time;
        }
        Assert.That(late / (double)Published.Count, Is.InRange(0.01, 0.02));
    }

    [Test]
    public void The_most_used_recipient_gets_a_third_and_the_least_used_some()
    {
        var uses = Traffic(5_000, 3).Select(Read).Select(p => p.Data).OfType<Disclosures.DisclosureMade>()
            .GroupBy(d => d.Recipient).Select(g => g.Count()).OrderDescending().ToList();
        Assert.That(uses[0] / (double)uses.Sum(), Is.InRange(0.25, 0.45));
        Assert.That(uses, Has.Count.InRange(11, 13));
    }

    [Test]
    public void Each_kind_of_mistake_is_there_and_together_they_are_about_one_event_in_a_hundred()
    {
        var data = Published.Select(p => p.Data).ToList();
        var collected = data.OfType<Persons.DataCollected>().ToList();
        var disclosed = data.OfType<Disclosures.DisclosureMade>().ToList();
        int[] mistakes =
        [
            collected.Count(c => c.Categories.Contains("passport-scan")), collected.Count(c => c.Purposes.Contains("statistics")),
            collected.Count(c => c.System == "crash-analytics"), disclosed.Count(d => d.Ground is null && d.Recipient != "dealer-omega"),
            disclosed.Count(d => d.Recipient == "dealer-omega"), data.OfType<Consents.ConsentGiven>().Count(c => c.Edition == "x-keeper-2019"),
            data.OfType<Support.SupportCaseOpened>().Count(c => c.Purpose != "support"), MessagesAfterOptOut(), BundledTooLate(),
        ];
        Assert.That(mistakes, Is.All.GreaterThan(0));
        Assert.That(mistakes.Sum() / (double)Published.Count, Is.InRange(0.006, 0.014));
    }

    [Test]
    public void A_crowd_of_nobody_is_the_operator_alone() =>
        Assert.That(Traffic(0, 1).Select(Read).Where(p => p.Subject is not null), Is.Empty);

    [Test]
    public void Memory_does_not_grow_with_the_crowd()
    {
        var start = Traffic(1_000_000_000, 1).Take(20_000);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var lines = start.GetEnumerator();
        for (var line = 0; line < 20_000; line++) lines.MoveNext();
        Assert.That(GC.GetTotalMemory(forceFullCollection: true) - before, Is.LessThan(8 << 20));
    }

    static int MessagesAfterOptOut() => Published.GroupBy(p => p.Subject).Sum(life => life.Count(sent =>
        sent.Data is Messaging.MessagingSent message
        && life.Any(p => p.Data is Messaging.MessagingOptedOut stop && stop.Kinds.Contains(message.Kind) && p.Time < sent.Time)));

    static int BundledTooLate() => Published.Count(p =>
        p.Data is Consents.ConsentGiven { SeparateDocument: false } && p.Time >= new DateTimeOffset(2025, 9, 1, 0, 0, 0, TimeSpan.FromHours(3)));

    static IEnumerable<ReadOnlyMemory<byte>> Traffic(long subjects, long seed) =>
        TrafficGenerator.Events(subjects, seed, TrafficGenerator.From, TrafficGenerator.To);

    static Publication Read(ReadOnlyMemory<byte> line)
    {
        var read = PublishedCodec.Read(line, TrafficGenerator.To, TimeSpan.Zero);
        return read.Refusal is null ? read.Value : throw new InvalidOperationException($"{read.Refusal}: {Encoding.UTF8.GetString(line.Span)}");
    }

    static string Digest(IEnumerable<ReadOnlyMemory<byte>> lines)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var line in lines)
        {
            hash.AppendData(line.Span);
            hash.AppendData("\n"u8);
        }
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }
}
