using System.Security.Cryptography;
using Ledger.Journal;
using Ledger.Proofs;
using Ledger.Sealing;

namespace Ledger.Backups;

/// <summary>A list of tombstones in a folder: a file of lines that is only ever appended to, and a head that is replaced (docs/backup.md).</summary>
/// <param name="folder">The folder.</param>
/// <param name="key">The key of the log whose list it is.</param>
public sealed class TombstoneList(string folder, VerifierKey key)
{
    /// <summary>The file of lines.</summary>
    public string LinesPath { get; } = Path.Combine(folder, NameOf(key) + ".tombstones");

    /// <summary>The file that says up to where the lines are all there are.</summary>
    public string HeadPath { get; } = Path.Combine(folder, NameOf(key) + ".head");

    /// <summary>The first 16 digits of the key's fingerprint: each log key has a list of its own.</summary>
    static string NameOf(VerifierKey key) => key.Fingerprint[..16];

    /// <summary>The head; null where there is none or this key did not sign it.</summary>
    public TombstoneHead? Head() => File.Exists(HeadPath) ? TombstoneHead.Open(File.ReadAllBytes(HeadPath), key) : null;

    /// <summary>
    /// Reads what the head vouches for, and hands over each tombstone in order of index; why it is not to be believed, or null. What stands behind that part
    /// was written for a head that never came and is left out.
    /// </summary>
    public Refusal? Read(TombstoneHead head, Action<Tombstone> each, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(head);
        ArgumentNullException.ThrowIfNull(each);
        if (!File.Exists(LinesPath)) return head.Lines == 0 ? null : Forged("The list of tombstones is missing beside its head.");
        using var file = new FileStream(LinesPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (previous, lines, bytes) = (-1L, 0L, 0L);
        foreach (var line in TombstoneLines.In(file, head.Bytes))
        {
            cancel.ThrowIfCancellationRequested();
            hash.AppendData(line);
            (lines, bytes) = (lines + 1, bytes + line.Length);
            if (line[^1] != '\n' || Tombstone.Parse(line.AsSpan(0, line.Length - 1)) is not { } tombstone) return Forged($"Line {lines} of the tombstones is no tombstone.");
            if (tombstone.Previous != previous || tombstone.Index <= previous)
                return new(BackupRefusals.TombstonesGap, $"Line {lines} of the tombstones follows #{tombstone.Previous}, and the line before it is #{previous}: a tombstone is missing.");
            if (tombstone.Index >= head.UpTo || !tombstone.IsProven(key)) return Forged($"The tombstone of #{tombstone.Index} is not proven to stand in the log.");
            previous = tombstone.Index;
            each(tombstone);
        }
        if (lines < head.Lines || bytes < head.Bytes)
            return new(BackupRefusals.TombstonesGap, $"The head vouches for {head.Lines} tombstones, and there are {lines}.");
        return lines == head.Lines && bytes == head.Bytes && Convert.ToHexStringLower(hash.GetCurrentHash()) == head.Sha256
            ? null
            : Forged("The tombstones are not those their head vouches for.");
    }

    /// <summary>What a tombstone's event says; null where it is none of this version's.</summary>
    /// <exception cref="InvalidDataException">The bytes are no recorded event.</exception>
    public static (RecordedEvent Event, KeyDestruction? Destroys) Destruction(Tombstone tombstone)
    {
        ArgumentNullException.ThrowIfNull(tombstone);
        var recorded = RecordedCodec.Read(new(tombstone.Index, "", 0, default, tombstone.Event));
        return (recorded, DestructionRecovery.Of(recorded.Data, recorded.Subject));
    }

    static Refusal Forged(string message) => new(BackupRefusals.TombstonesForged, message);
}

/// <summary>Lines of a file with their line feeds, each bounded.</summary>
public static class TombstoneLines
{
    /// <summary>The lines of the first <paramref name="bytes"/> bytes; the last one may lack its line feed. One that is too long ends them, cut off.</summary>
    public static IEnumerable<byte[]> In(Stream file, long bytes)
    {
        ArgumentNullException.ThrowIfNull(file);
        var line = new MemoryStream();
        for (long read = 0; read < bytes; read++)
        {
            var next = file.ReadByte();
            if (next < 0) break;
            line.WriteByte((byte)next);
            if (next != '\n' && line.Length <= Tombstone.LineMax) continue;
            yield return line.ToArray();
            if (next != '\n') yield break;
            line.SetLength(0);
        }
        if (line.Length > 0) yield return line.ToArray();
    }
}
