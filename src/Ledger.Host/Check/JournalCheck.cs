using System.Text.Json;
using Ledger.Journal;
using Ledger.Proofs;
using Ledger.Registers;
using Ledger.Sealing;

namespace Ledger.Host.Check;

/// <summary>Reads every entry and tests what it says of itself: its place, its publication, its sealed fields. Keeps the tree's frontier for the checkpoints.</summary>
sealed class JournalCheck(LogOrigins origins, IKeyVault vault, List<StoreFault> faults)
{
    const string OriginWrong = "origin-wrong";

    static readonly string ContinuedType = EventCatalogue.Of(typeof(LogContinued)).FullType;

    readonly Dictionary<string, long> _lengths = [];
    readonly Frontier _frontier = new();
    string _lastRecorded = "";
    int _continued;

    public long Fields { get; private set; }

    public long Destroyed { get; private set; }

    public long Size => _frontier.Size;

    public byte[] Root() => _frontier.Root();

    /// <summary>Tests one entry; its leaf hash is added to the tree, whatever it is.</summary>
    public byte[] Take(Entry entry)
    {
        var leafHash = MerkleTree.LeafHash(entry.Bytes.Span);
        if (entry.Index != _frontier.Size) Fault("index-gap", entry.Index, "An index is missing before this entry.");
        _frontier.Append(leafHash);
        try
        {
            using var document = JsonDocument.Parse(entry.Bytes);
            TestPlace(entry, document.RootElement);
            TestFields(entry, document.RootElement);
            TestOrigin(entry, document.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidDataException or KeyNotFoundException or InvalidOperationException)
        {
            Fault("event-unreadable", entry.Index, "The stored bytes are no recorded event.");
        }
        return leafHash;
    }

    void TestPlace(Entry entry, JsonElement recorded)
    {
        var length = _lengths.GetValueOrDefault(entry.Stream);
        _lengths[entry.Stream] = length + 1;
        var time = recorded.GetProperty("recordedtime").GetString()!;
        if (entry.Sequence != length || recorded.GetProperty("sequence").GetInt64() != length || recorded.GetProperty("stream").GetString() != entry.Stream)
            Fault("sequence-wrong", entry.Index, "The entry does not stand where it says in its stream.");
        if (PublicationKey.Of(recorded.GetProperty("source").GetString()!, recorded.GetProperty("id").GetString()!) != entry.Publication)
            Fault("publication-wrong", entry.Index, "The entry is filed under another publication than it says.");
        if (string.CompareOrdinal(time.TrimEnd('Z'), _lastRecorded) < 0) Fault("time-backwards", entry.Index, "It was recorded before the entry in front of it.");
        _lastRecorded = time.TrimEnd('Z');
    }

    /// <summary>Where the log went on under another origin its event says so, and nowhere else.</summary>
    void TestOrigin(Entry entry, JsonElement recorded)
    {
        if (recorded.GetProperty("type").GetString() != ContinuedType) return;
        _continued++;
        var previous = recorded.GetProperty("data").GetProperty("previousOrigin").GetString();
        if (_continued >= origins.All.Count || origins.All[_continued].From != entry.Index || origins.All[_continued - 1].Name != previous)
            Fault(OriginWrong, entry.Index, "The journal's origins are not those its events tell of.");
    }

    /// <summary>To be called when every entry was taken.</summary>
    public void End()
    {
        if (_continued != origins.All.Count - 1) Fault(OriginWrong, null, "The journal has had more origins than its events tell of.");
    }

    void TestFields(Entry entry, JsonElement recorded)
    {
        foreach (var (pointer, field) in SealedFields.In(recorded))
        {
            var place = new FieldContext(
                origins.At(entry.Index), entry.Stream, recorded.GetProperty("source").GetString()!, recorded.GetProperty("id").GetString()!, pointer, field.KeyName);
            if (new Opener(vault).FieldKeyOf(field, place) is { } key)
            {
                if (field.Open(place, key).Value is null) Fault("field-not-authentic", entry.Index, $"The sealed field at {pointer} does not open.");
                else Fields++;
            }
            else if (KeyName.Parse(field.KeyName) is { } name && vault.IsDestroyed(name)) Destroyed++;
            else Fault("key-missing", entry.Index, $"The key of the sealed field at {pointer} is not in the vault and was never destroyed.");
        }
    }

    /// <summary>The first fault of each kind is enough: what follows is often its echo.</summary>
    public void Fault(string code, long? index, string message)
    {
        if (!faults.Exists(f => f.Code == code)) faults.Add(new(code, index, message));
    }
}
