using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Proofs;

namespace Ledger.Tests.Proofs;

/// <summary>A ledger of a dozen events for the tests of bundles: two persons, an inquiry, sealed fields; with its log key and tree.</summary>
internal sealed class MadeUpLedger
{
    internal const string Origin = "ledger.example/test";
    internal const string Anna = "s-0a", Boris = "s-0b";

    readonly Dictionary<string, int> _lengths = [];
    readonly Dictionary<string, byte[]> _categoryKeys = [];
    readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    string _origin;

    /// <summary>A ledger; with a name it had before, one that went on under <see cref="Origin"/> at index 9.</summary>
    internal MadeUpLedger(string? before = null)
    {
        _origin = before ?? Origin;
        Signer = new NoteSigner(Origin, _key);
        Add("policy.published", "registers", null, "{\"edition\":\"2\"}");
        Register(Anna, "anna@example.org");
        Register(Boris, "boris@example.org");
        Add("consent.given", Anna, Anna, "{\"edition\":\"2\",\"evidence\":{\"ip\":" + Seal(Anna, "/data/evidence/ip", "evidence/network", "10.0.0.1") + "}}");
        Add("disclosure.made", Anna, Anna, "{\"recipient\":\"police\",\"note\":\"a,b\"}");
        Add("inquiry.received", "q-77", Anna, "{\"inquiry\":\"77\"}");
        Add("disclosure.made", Boris, Boris, "{\"recipient\":\"police\",\"note\":" + Seal(Boris, "/data/note", "content/note", "said \"yes\"\n") + "}");
        Add("consent.withdrawn", Anna, Anna, "{\"reasons\":[" + Seal(Anna, "/data/reasons/0", "content/reason", "=cmd") + ",\"~\"]}", late: true);
        Add("record.viewed", "v-officer", Anna, "{}");
        if (before is null)
        {
            return;
        }
        _origin = Origin;
        Add("log.continued", "registers", null, $$"""{"previousOrigin":"{{before}}","checkpoint":"a note"}""");
        Add("disclosure.made", Anna, Anna, "{\"recipient\":\"court\",\"note\":" + Seal(Anna, "/data/note", "content/note", "later") + "}");
    }

    internal NoteSigner Signer { get; }

    /// <summary>Stored bytes by index.</summary>
    internal List<byte[]> Entries { get; } = [];

    /// <summary>The index of the newest event.</summary>
    internal long Newest => Entries.Count - 1;

    /// <summary>The timestamps of its checkpoints, by size.</summary>
    internal SortedDictionary<long, (string Note, byte[] Token, DateTimeOffset Time)> Stamps { get; } = [];

    /// <summary>What is done once the checkpoint of an export is signed.</summary>
    internal Action OnPublish { get; set; } = () => { };

    internal NaiveTree Tree => new([.. Entries.Select(entry => MerkleTree.LeafHash(entry))]);

    /// <summary>The answer to inquiry 77 about Anna, with openings.</summary>
    internal BundleScope AboutAnna => new() { Origin = Origin, Person = Anna, Inquiry = "77", Opened = true, Known = Newest };

    internal void Register(string person, string id) =>
        Add("subject.registered", person, person, "{\"person\":" + Seal(person, "/data/person", "evidence/identity", id) + "}");

    internal int Add(string type, string stream, string? subject, string data, bool late = false)
    {
        var sequence = _lengths.GetValueOrDefault(stream);
        _lengths[stream] = sequence + 1;
        var at = Entries.Count;
        var subjectMember = subject is null ? "" : $"\"subject\":\"{subject}\",";
        Entries.Add(Encoding.UTF8.GetBytes(
            $$"""{"specversion":"1.0","id":"e-{{at}}","source":"https://crm.example","type":"ledger.{{type}}.v1",{{subjectMember}}"time":"{{Day(at)}}T10:00:00Z","recordedtime":"{{Day(at + (late ? 2 : 0))}}T10:00:01.5Z","stream":"{{stream}}","sequence":{{sequence}},"actor":"=crm","data":{{data}}}"""));
        return at;
    }

    /// <summary>Seals a value for the event that is added next.</summary>
    internal string Seal(string person, string pointer, string category, string value)
    {
        var context = new FieldContext(_origin, person, "https://crm.example", $"e-{Entries.Count}", pointer, $"{person}/{category}/1");
        return SealedField.Seal(context, CategoryKey(context.KeyName), value, CountingRandom.From(unchecked((byte)(Entries.Count + 1)))).ToString();
    }

    internal byte[]? Open(long index, SealedField field, FieldContext context) =>
        _categoryKeys.ContainsKey(field.KeyName) ? FieldKey.Derive(context, CategoryKey(field.KeyName), field.Salt.Span) : null;

    /// <summary>Destroys the category keys whose names begin so.</summary>
    internal void Shred(string prefix)
    {
        foreach (var name in _categoryKeys.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).ToList())
        {
            _categoryKeys.Remove(name);
        }
    }

    internal string Note(NoteSigner? signer = null) => (signer ?? Signer).Sign(new Checkpoint(Origin, Entries.Count, Tree.Root()).ToString());

    /// <summary>Has the checkpoint of a size stamped; its events need not be there for long.</summary>
    internal void Stamp(int size, MadeUpAuthority authority, DateTimeOffset time, NoteSigner? signer = null)
    {
        var tree = new NaiveTree([.. Entries.Take(size).Select(entry => MerkleTree.LeafHash(entry))]);
        var note = (signer ?? Signer).Sign(new Checkpoint(Origin, size, tree.Root()).ToString());
        Stamps[size] = (note, authority.Token(Encoding.UTF8.GetBytes(note), time), time);
    }

    internal BundleWriter Writer(BundleScope scope)
    {
        BundleWriter writer = null!;
        return writer = new()
        {
            Scope = scope,
            Key = Signer.VerifierKey,
            Events = Events,
            Random = CountingRandom.From(),
            Opener = Open,
            RecordExport = manifest => ValueTask.FromResult(RecordExport(scope, manifest, writer.EventsWritten)),
            Publish = index => ValueTask.FromResult(Publish()),
            Stamps = size => ValueTask.FromResult<IReadOnlyList<StampMark>>([.. Stamps.Where(stamp => stamp.Key <= size).Select(stamp => new StampMark(stamp.Key, stamp.Value.Time))]),
            Stamp = size => ValueTask.FromResult<(string, ReadOnlyMemory<byte>)>((Stamps[size].Note, Stamps[size].Token)),
        };
    }

    /// <summary>Exports a bundle, as files in the order of the zip.</summary>
    internal async Task<BundleFiles> Export(BundleScope scope, string? html = null)
    {
        var writer = Writer(scope);
        if (html is not null)
        {
            writer.Add("report.html", Encoding.UTF8.GetBytes(html));
        }
        using var stream = new MemoryStream();
        await writer.WriteAsync(stream);
        return BundleFiles.Unzip(stream.ToArray());
    }

    internal (long Index, ReadOnlyMemory<byte> Bytes) RecordExport(BundleScope scope, string manifest, long events)
    {
        var data = new JsonObject { ["report"] = "bundle", ["events"] = events, ["known"] = scope.Known, ["manifest"] = manifest };
        if (scope.Inquiry is not null)
        {
            data["inquiry"] = scope.Inquiry;
        }
        var index = Add("report.exported", "v-officer", scope.Person, data.ToJsonString());
        return (index, Entries[index]);
    }

    static string Day(int at) => new DateOnly(2026, 3, 1).AddDays(at).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Two more events come in before the checkpoint that covers the export is signed.</summary>
    (TileReader Tree, string Note) Publish()
    {
        Add("data.rectified", Anna, Anna, "{}");
        Add("data.rectified", Boris, Boris, "{}");
        OnPublish();
        return (TileStore.Of(Tree).At(Entries.Count), Note());
    }

    async IAsyncEnumerable<(long Index, ReadOnlyMemory<byte> Bytes)> Events()
    {
        for (var at = 0; at < Entries.Count; at++)
        {
            await Task.Yield();
            yield return (at, Entries[at]);
        }
    }

    byte[] CategoryKey(string name)
    {
        if (!_categoryKeys.TryGetValue(name, out var key))
        {
            _categoryKeys[name] = key = SHA256.HashData(Encoding.UTF8.GetBytes(name));
        }
        return key;
    }
}
