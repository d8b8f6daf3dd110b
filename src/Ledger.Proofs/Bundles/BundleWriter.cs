using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Ledger.Proofs;

/// <summary>
/// Writes a bundle in constant memory and without a temporary file: the events are read once for each file made from them. The output
/// depends on the inputs alone.
/// </summary>
public sealed class BundleWriter
{
    static readonly DateTimeOffset FixedTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    readonly List<KeyValuePair<string, string>> _hashes = [];
    readonly List<KeyValuePair<string, ReadOnlyMemory<byte>>> _extras = [];

    /// <summary>What was asked for; the events given are tested against it, so a source may yield more than belongs.</summary>
    public required BundleScope Scope { get; init; }

    /// <summary>The log's key, put into the bundle for comparing.</summary>
    public required VerifierKey Key { get; init; }

    /// <summary>The journal's entries in ascending index; read several times, and must yield the same each time.</summary>
    public required Func<IAsyncEnumerable<(long Index, ReadOnlyMemory<byte> Bytes)>> Events { get; init; }

    /// <summary>Fills the manifest's nonce.</summary>
    public required FillRandom Random { get; init; }

    /// <summary>The field key of a sealed field of the event at an index, or null where its key has gone. Asked only where the scope is opened.</summary>
    public Func<long, SealedField, FieldContext, byte[]?> Opener { get; init; } = (_, _, _) => null;

    /// <summary>Records the export under the manifest's hash (lowercase hexadecimal) and says at which index and in what bytes.</summary>
    public required Func<string, ValueTask<(long Index, ReadOnlyMemory<byte> Bytes)>> RecordExport { get; init; }

    /// <summary>Waits for a signed checkpoint of more leaves than the index, and gives its note and the tree of exactly its size.</summary>
    public required Func<long, ValueTask<(TileReader Tree, string Note)>> Publish { get; init; }

    /// <summary>The timestamps there are of checkpoints of this log under its present origin, of at most this size, ascending by size.</summary>
    public Func<long, ValueTask<IReadOnlyList<StampMark>>> Stamps { get; init; } = static _ => new([]);

    /// <summary>The note and the token of a timestamp of that size; one that is not over a checkpoint of <see cref="Key"/> is left out.</summary>
    public Func<long, ValueTask<(string Note, ReadOnlyMemory<byte> Token)>> Stamp { get; init; } = static _ => throw new InvalidOperationException("No stamps were given.");

    /// <summary>Number of events written.</summary>
    public long EventsWritten { get; private set; }

    /// <summary>Adds report.html, report.pdf or verify.html.</summary>
    public void Add(string name, ReadOnlyMemory<byte> content)
    {
        if (!BundleFile.OperatorsWords.Contains(name) || _extras.Exists(extra => extra.Key == name))
        {
            throw new ArgumentException("Not one of the names a bundle may hold besides, or given twice.", nameof(name));
        }
        _extras.Add(KeyValuePair.Create(name, content));
    }

    /// <summary>
    /// Writes the whole bundle; the stream stays open. Throws <see cref="InvalidOperationException"/> where the events or their keys
    /// changed while it was written: then what was written is no bundle.
    /// </summary>
    public async Task WriteAsync(Stream output, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(output);
        using var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        WriteFile(zip, BundleFile.Scope, Scope.ToUtf8());
        var first = await WriteEvents(zip, cancel).ConfigureAwait(false);
        var shown = await WriteOpenings(zip, cancel).ConfigureAwait(false);
        var second = await WriteCsv(zip, cancel).ConfigureAwait(false);
        if (first != second.Events || shown != second.Openings)
        {
            throw new InvalidOperationException("The events or their keys changed during the export; export again.");
        }
        foreach (var (name, content) in _extras)
        {
            WriteFile(zip, name, content.Span);
        }
        WriteFile(zip, BundleFile.Key, Encoding.UTF8.GetBytes(Key + "\n"));
        var nonce = new byte[BundleManifest.NonceLength];
        Random(nonce);
        var manifest = new BundleManifest(nonce, EventsWritten, [.. _hashes]).ToUtf8();
        WriteFile(zip, BundleFile.Manifest, manifest);
        var export = await RecordExport(Convert.ToHexStringLower(SHA256.HashData(manifest))).ConfigureAwait(false);
        WriteFile(zip, BundleFile.Export, export.Bytes.Span);
        var (tree, note) = await Publish(export.Index).ConfigureAwait(false);
        var stamps = new StampChoice(await Stamps(tree.Size).ConfigureAwait(false));
        await WriteProof(zip, tree, export, stamps, cancel).ConfigureAwait(false);
        WriteFile(zip, BundleFile.Checkpoint, Encoding.UTF8.GetBytes(note));
        await WriteTimestamps(zip, tree, stamps.Chosen()).ConfigureAwait(false);
    }

    async Task<string> WriteEvents(ZipArchive zip, CancellationToken cancel)
    {
        using var file = Create(zip, BundleFile.Events);
        await foreach (var (_, stored) in InScope(cancel).ConfigureAwait(false))
        {
            file.Write(stored.Bytes.Span);
            file.WriteByte((byte)'\n');
            EventsWritten++;
        }
        return Close(BundleFile.Events, file);
    }

    async Task<string> WriteOpenings(ZipArchive zip, CancellationToken cancel)
    {
        using var file = Create(zip, BundleFile.Openings);
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var line = new ArrayBufferWriter<byte>(256);
        file.Write("["u8);
        var separator = "\n"u8.ToArray();
        await foreach (var (index, stored) in InScope(cancel).ConfigureAwait(false))
        {
            foreach (var opening in OpeningsOf(index, stored))
            {
                line.ResetWrittenCount();
                opening.WriteTo(line);
                file.Write(separator);
                file.Write(line.WrittenSpan);
                all.AppendData(line.WrittenSpan);
                separator = ",\n"u8.ToArray();
            }
        }
        file.Write("\n]\n"u8);
        Close(BundleFile.Openings, file);
        return Convert.ToHexStringLower(all.GetHashAndReset());
    }

    async Task<(string Events, string Openings)> WriteCsv(ZipArchive zip, CancellationToken cancel)
    {
        using var file = Create(zip, BundleFile.Csv);
        using IncrementalHash events = IncrementalHash.CreateHash(HashAlgorithmName.SHA256),
            openings = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var line = new ArrayBufferWriter<byte>(256);
        var row = new CsvRow();
        file.Write(CsvRow.Header);
        await foreach (var (index, stored) in InScope(cancel).ConfigureAwait(false))
        {
            events.AppendData(stored.Bytes.Span);
            events.AppendData("\n"u8);
            var values = new string?[stored.Sealed.Count];
            foreach (var opening in OpeningsOf(index, stored))
            {
                line.ResetWrittenCount();
                opening.WriteTo(line);
                openings.AppendData(line.WrittenSpan);
                var at = stored.Sealed.FindIndex(field => field.Pointer == opening.Pointer);
                values[at] = stored.Sealed[at].Field.Open(stored.ContextOf(stored.Sealed[at], Scope.OriginAt(index)), opening.Key).Value
                    ?? throw new InvalidOperationException($"The key given for {opening.Pointer} of event {index} does not open it.");
            }
            file.Write(row.Build(index, stored, values));
        }
        Close(BundleFile.Csv, file);
        return (Convert.ToHexStringLower(events.GetHashAndReset()), Convert.ToHexStringLower(openings.GetHashAndReset()));
    }

    async Task WriteProof(ZipArchive zip, TileReader tree, (long Index, ReadOnlyMemory<byte> Bytes) export, StampChoice stamps, CancellationToken cancel)
    {
        using var file = new BufferedStream(Create(zip, BundleFile.Proof), 1 << 16);
        var proof = new MultiproofWriter(file, tree);
        await foreach (var (index, stored) in InScope(cancel).ConfigureAwait(false))
        {
            proof.Leaf(index, MerkleTree.LeafHash(stored.Bytes.Span));
            stamps.Cover(index);
        }
        proof.Leaf(export.Index, MerkleTree.LeafHash(export.Bytes.Span));
        proof.Finish();
    }

    async Task WriteTimestamps(ZipArchive zip, TileReader tree, IReadOnlyList<StampMark> chosen)
    {
        List<BundledStamp> stamps = [];
        foreach (var mark in chosen)
        {
            var (note, token) = await Stamp(mark.Size).ConfigureAwait(false);
            using var opened = TimestampToken.Open(token, Encoding.UTF8.GetBytes(note), out _);
            // One that has gone bad where it was kept must not make the bundle one that is refused.
            if (opened is not null && Checkpoint.Open(note, Key) is { } checkpoint)
            {
                stamps.Add(new(note, checkpoint, token, tree.ConsistencyProof(mark.Size)));
            }
        }
        if (stamps.Count > 0)
        {
            WriteFile(zip, BundleFile.Timestamps, BundleTimestamps.ToUtf8(stamps));
        }
    }

    IEnumerable<Opening> OpeningsOf(long index, StoredEvent stored) => !Scope.Opened ? [] :
        from field in stored.Sealed
        let key = Opener(index, field.Field, stored.ContextOf(field, Scope.OriginAt(index)))
        where key is not null
        select new Opening(index, field.Pointer, key);

    async IAsyncEnumerable<(long Index, StoredEvent Stored)> InScope(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var (index, bytes) in Events().WithCancellation(cancel).ConfigureAwait(false))
        {
            if (index > Scope.Known)
            {
                yield break;
            }
            var stored = StoredEvent.Parse(bytes) ?? throw new InvalidDataException($"The entry at index {index} is not a stored event.");
            if (Scope.Includes(index, stored))
            {
                yield return (index, stored);
            }
        }
    }

    static HashingStream Create(ZipArchive zip, string name)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = FixedTime;
        return new HashingStream(entry.Open());
    }

    void WriteFile(ZipArchive zip, string name, ReadOnlySpan<byte> content)
    {
        using var file = Create(zip, name);
        file.Write(content);
        Close(name, file);
    }

    string Close(string name, HashingStream file)
    {
        _hashes.Add(KeyValuePair.Create(name, file.Hash));
        return file.Hash;
    }
}
