using FsCheck;
using FsCheck.Fluent;
using Ledger.Consents;
using Ledger.Journal;
using Ledger.Messaging;
using Ledger.Proofs;
using Ledger.Sealing;
using Ledger.Tests.Tidy;

namespace Ledger.Tests.Vocabulary;

/// <summary>What a client writes is what the ledger reads.</summary>
public sealed class PublishedWriterTests
{
    static IEnumerable<TestCaseData> Kinds() =>
        EventCatalogue.All.Where(kind => kind.By != Publishing.Ledger).Select(kind => new TestCaseData(kind).SetArgDisplayNames(kind.FullType));

    [TestCaseSource(nameof(Kinds))]
    public void An_event_of_any_kind_and_content_comes_back_as_it_was_written(EventKind kind)
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var made = new MadeUpData(seed);
            var data = made.Of(kind.Data);
            var subject = kind.Subject == SubjectRule.None ? null : made.Text(20);
            var json = PublishedWriter.Write("id-1", "/made/up", subject, Sample.Now, data);
            var read = PublishedCodec.Read(json, Sample.Now, Sample.Skew);
            Assert.That(read.Refusal, Is.Null);
            Assert.That((read.Value.Id, read.Value.Source, read.Value.Kind, read.Value.Subject, read.Value.Time), Is.EqualTo(("id-1", "/made/up", kind, subject, Sample.Now)));
            Assert.That(MadeUpData.Same(data, read.Value.Data), Is.True);
            Assert.That(PublishedWriter.Write("id-1", "/made/up", subject, Sample.Now, read.Value.Data), Is.EqualTo(json));
        }));
    }

    [Test]
    public void Every_sample_comes_back_as_the_same_publication()
    {
        foreach (var (type, line) in Sample.Published)
        {
            if (EventCatalogue.Find(type)!.By == Publishing.Ledger) continue;
            var first = Sample.Read(line).Value;
            var second = PublishedCodec.Read(PublishedWriter.Write(first.Id, first.Source, first.Subject, first.Time, first.Data), Sample.Now, Sample.Skew).Value;
            Assert.That(MadeUpData.Same(first.Data, second.Data), Is.True, type);
        }
    }

    [Test]
    public void What_only_the_ledger_writes_is_left_out()
    {
        var duties = new[] { new DutyTerms("WDR-01", "1", "2026", false, Sample.Now, Sample.Now, Sample.Now) };
        var json = PublishedWriter.Write("1", "/a", "u", Sample.Now, new ConsentWithdrawn([], "web", Duties: duties));
        Assert.That(System.Text.Encoding.UTF8.GetString(json), Does.Not.Contain("duties"));
        Assert.That(PublishedCodec.Read(json, Sample.Now, Sample.Skew).Value.Data, Is.InstanceOf<ConsentWithdrawn>());
    }

    [Test]
    public void The_two_forms_keep_apart_a_sealed_value_is_not_published_and_a_clear_one_not_recorded()
    {
        var clear = new ConsentWithdrawn([], "web", Letter: PersonalValue.Of(new string('a', 64)));
        Assert.That(() => RecordedCodec.WriteData(clear), Throws.InvalidOperationException);
        var key = new KeyName("s-1", KeyClass.Evidence, "letter", 1).ToString();
        clear.Letter!.SealAs(SealedField.Seal(new FieldContext("o", "s-1", "/a", "1", "/data/letter", key), new byte[32], "x", Randomness.Seeded(1)));
        Assert.That(() => PublishedWriter.Write("1", "/a", "u", Sample.Now, clear), Throws.ArgumentException);
    }

    [Test]
    public void Nothing_that_records_writes_the_published_form()
    {
        var users = SourceTree.Sources("src", "projections").Where(file => SourceTree.Read(file).Contains("PublishedWriter", StringComparison.Ordinal));
        Assert.That(users.Where(file => !file.StartsWith("src/Ledger.Client/", StringComparison.Ordinal)), Is.EqualTo(["src/Ledger/Journal/PublishedWriter.cs"]));
    }

    [Test]
    public void Half_a_surrogate_pair_is_not_made_into_another_character() =>
        Assert.That(() => PublishedWriter.Write("1", "/a", "u", Sample.Now, new MessagingOptedIn("news", ["\ud83d"])), Throws.InstanceOf<ArgumentException>());

    [Test]
    public void What_the_catalogue_does_not_have_is_not_written() =>
        Assert.That(() => PublishedWriter.Write("1", "/a", "u", Sample.Now, new UnknownEvent("x")), Throws.ArgumentException);
}
