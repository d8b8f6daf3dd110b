using System.Text;
using System.Text.Json;
using Ledger.Inquiries;
using Ledger.Journal;
using Ledger.Law;
using Ledger.Persons;
using Ledger.Proofs;
using Ledger.Sealing;

namespace Ledger.Tests.Vocabulary;

/// <summary>
/// The recorded bytes of every type and schema, pinned. A file here stays for ever: it is what a ledger out there holds. A type that changes gets the
/// next schema, an upcasting step and a new file; one that only gains properties that may be left out keeps its schema, and the fuller bytes get a file
/// beside the earlier ones. LEDGER_GOLDEN=write writes files that are missing, and never touches one that is there.
/// </summary>
public sealed class GoldenTests
{
    const string Origin = "golden.example/ledger", Token = "s-00000000000000000000000000000001", Other = "s-00000000000000000000000000000002";

    static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(n => (byte)n)];

    /// <summary>How often a type gained properties within its schema.</summary>
    static readonly Dictionary<string, int> Gains = new()
    {
        ["ledger.report.exported"] = 1, ["ledger.data.destroyed"] = 2, ["ledger.person.shredded"] = 1, ["ledger.system.registered"] = 1,
        ["ledger.recipient.notified"] = 2, ["ledger.policy.published"] = 2, ["ledger.consent.withdrawn"] = 1, ["ledger.processing.stop-demanded"] = 1,
        ["ledger.data.rectified"] = 1, ["ledger.inquiry.received"] = 1, ["ledger.inquiry.extended"] = 1, ["ledger.inquiry.answered"] = 1,
        ["ledger.inquiry.refused"] = 1, ["ledger.incident.reported"] = 1, ["ledger.incident.regulator-notified"] = 1, ["ledger.operator.registered"] = 1,
    };

    static IEnumerable<TestCaseData> Kinds() => EventCatalogue.All.Select(kind => new TestCaseData(kind).SetArgDisplayNames(kind.FullType));

    static IEnumerable<TestCaseData> Earlier() =>
        from kind in EventCatalogue.All
        from gain in Enumerable.Range(0, Gains.GetValueOrDefault(kind.Name))
        select new TestCaseData(kind, gain).SetArgDisplayNames(kind.FullType, $"{gain}");

    static string PathOf(EventKind kind) => PathOf(kind, Gains.GetValueOrDefault(kind.Name));

    static string PathOf(EventKind kind, int gain) => Path.Combine(Sample.Folder, NameOf(kind, kind.Schema, gain));

    static string NameOf(EventKind kind, int schema, int gain) => gain == 0 ? $"{kind.Name}.{schema}.json" : $"{kind.Name}.{schema}.{gain}.json";

    [TestCaseSource(nameof(Kinds))]
    public void Its_recorded_bytes_are_pinned(EventKind kind)
    {
        var bytes = Recorded(kind);
        if (Environment.GetEnvironmentVariable("LEDGER_GOLDEN") == "write" && !File.Exists(PathOf(kind))) File.WriteAllBytes(PathOf(kind), [.. bytes, (byte)'\n']);
        Assert.That(Encoding.UTF8.GetString(bytes) + "\n", Is.EqualTo(File.ReadAllText(PathOf(kind))));
    }

    [TestCaseSource(nameof(Kinds))]
    public void What_is_read_back_would_be_written_the_same(EventKind kind) => ReadsBack(kind, Stored(kind));

    [TestCaseSource(nameof(Earlier))]
    public void What_was_recorded_before_a_type_gained_properties_reads_back_the_same(EventKind kind, int gain) =>
        ReadsBack(kind, File.ReadAllBytes(PathOf(kind, gain))[..^1]);

    static void ReadsBack(EventKind kind, byte[] stored)
    {
        var read = RecordedCodec.Read(new(7, "stream", 3, default, stored));
        using var document = JsonDocument.Parse(stored);
        Assert.That(Encoding.UTF8.GetString(RecordedCodec.WriteData(read.Data)), Is.EqualTo(document.RootElement.GetProperty("data").GetRawText()));
        Assert.That((read.Index, read.Stream, read.Sequence, read.Type, read.Actor), Is.EqualTo((7L, "stream", 3L, kind.Name, "crm")));
        Assert.That((read.Time, read.RecordedTime, read.Subject), Is.EqualTo(
            (new DateTimeOffset(2026, 3, 1, 9, 0, 0, 250, TimeSpan.Zero), Sample.Now.AddTicks(10), kind.Subject == SubjectRule.None ? null : Token)));
    }

    [TestCaseSource(nameof(Kinds))]
    public void Every_personal_value_is_sealed_and_no_person_is_named(EventKind kind)
    {
        var text = Encoding.UTF8.GetString(Stored(kind));
        var clear = Values(Data(kind)).Select(slot => slot.Value.Clear).ToList();
        Assert.That(text.Split("\"sealed\":\"ledger.sealed.v1\"").Length - 1, Is.EqualTo(clear.Count));
        foreach (var value in clear) Assert.That(text, Does.Not.Contain(value!));
        string[] people = ["user-4711", "17-guardian", "staff-3", "staff-9"];
        foreach (var person in people) Assert.That(text, Does.Not.Contain(person));
    }

    [Test]
    public void No_file_is_left_over()
    {
        var known =
            from kind in EventCatalogue.All
            from schema in Enumerable.Range(1, kind.Schema)
            from gain in Enumerable.Range(0, schema == kind.Schema ? 1 + Gains.GetValueOrDefault(kind.Name) : 1)
            select NameOf(kind, schema, gain);
        Assert.That(Directory.EnumerateFiles(Sample.Folder, "*.json").Select(Path.GetFileName), Is.EquivalentTo(known));
    }

    [Test]
    public void An_unsealed_value_cannot_be_written() =>
        Assert.That(() => RecordedCodec.WriteData(new SubjectRegistered(PersonalValue.Of("user-4711"))), Throws.InvalidOperationException);

    static byte[] Stored(EventKind kind) => File.ReadAllBytes(PathOf(kind))[..^1];

    static List<SealedSlot> Values(IEventData data)
    {
        List<SealedSlot> values = [];
        SealedSlots.Collect(data, values, []);
        return values;
    }

    /// <summary>The sample as published, with what the ledger adds.</summary>
    static IEventData Data(EventKind kind)
    {
        using var document = JsonDocument.Parse(Sample.Published[kind.FullType]);
        var fault = default(CodecFault);
        var data = (IEventData)CodecShape.Of(kind.Data).Read(document.RootElement.GetProperty("data"), CodecSide.Published, ref fault)!;
        var due = new DateTimeOffset(2026, 3, 31, 21, 0, 0, TimeSpan.Zero);
        return data switch
        {
            SubjectRegistered registered => registered with { Person = PersonalValue.Of("user-4711") },
            Destruction.PersonShredded shredded => shredded with { Keys = [$"{Token}/content/contact/1"] },
            Destruction.PersonForgotten forgotten => forgotten with { Keys = [$"{Token}/evidence/identity/1"] },
            AnswerRemoved removed => removed with { Keys = ["s-00000000000000000000000000000001/content/answer-0f0e0d0c0b0a09080706050403020100/1"] },
            Destruction.ActRemoved removed => removed with { Keys = ["a-0f0e0d0c0b0a09080706050403020100/evidence/act/1"] },
            IOpensDuties opening => opening.WithDuties([new(RuleIds.DestroyAfterWithdrawal, "1", "ru-2026", false, Sample.Now, due, due)]),
            _ => data,
        };
    }

    static byte[] Recorded(EventKind kind)
    {
        var sample = JsonDocument.Parse(Sample.Published[kind.FullType]).RootElement;
        var id = sample.GetProperty("id").GetString()!;
        var source = sample.GetProperty("source").GetString()!;
        var data = Data(kind);
        var token = kind.Subject == SubjectRule.None ? null : Token;
        var stream = Streams.Of(kind, data, token, "officer");
        SealAll(data, token ?? KeyName.OwnerOf(stream), stream, source, id);
        Assert.That(Instant.TryParse(sample.GetProperty("time").GetString(), out var time));
        var prepared = new PreparedEvent(id, source, kind, token, time, stream, "crm",
            kind.By == Publishing.Ledger ? null : "1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", RecordedCodec.WriteData(data), []);
        return RecordedCodec.Write(prepared, Sample.Now.AddTicks(10), 3)!;
    }

    static void SealAll(IEventData data, string owner, string stream, string source, string id)
    {
        List<SealedSlot> values = [];
        List<PersonRef> persons = [];
        SealedSlots.Collect(data, values, persons);
        foreach (var person in persons) person.RecordAs(Other);
        var random = Randomness.Seeded(1);
        foreach (var slot in values)
        {
            var key = new KeyName(slot.Owner?.Text ?? owner, slot.Rule.Class, slot.Rule.Category, 1);
            slot.Value.SealAs(SealedField.Seal(new(Origin, stream, source, id, slot.Pointer, key.ToString()), Key, slot.Value.Clear!, random));
        }
    }
}
