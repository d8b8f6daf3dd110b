using Ledger.Backups;
using Ledger.Journal;
using Ledger.Proofs;
using Ledger.Sqlite;

namespace Ledger.Host.Backup;

/// <summary>Finds the newest checkpoint that is known of a log: in the backup, in a file, in the tombstones, in what is left of the lost ledger's list.</summary>
static class NewestKnown
{
    const int NoteMax = 1 << 20;

    /// <summary>What is known; or why something that was given cannot be believed.</summary>
    public static Outcome<KnownOfLog> Of(RestorePlan plan, BackupManifest manifest, VerifierKey key)
    {
        List<string> notes = [manifest.Checkpoint];
        IReadOnlyList<SignedCheckpoint> list = plan.Checkpoints is { } path ? CheckpointsCopy.Read(path) : [];
        var taken = Checkpoint.Open(manifest.Checkpoint, key)!.Size;
        if (plan.Checkpoints is not null && (list.Count == 0 || list[^1].Size < taken))
            return new Refusal(BackupRefusals.ListOlder, "The list of checkpoints ends before the backup was taken: it is no list of what the lost ledger signed last.");
        if (list.Any(signed => Checkpoint.Open(signed.Note, key) is not { } opened || opened.Size != signed.Size || !opened.Root.Span.SequenceEqual(signed.Root)))
            return new Refusal(BackupRefusals.CheckpointForeign, $"The list of checkpoints holds one that is not signed by the key of {manifest.Origin}, or is not what was signed.");
        if (list.Count > 0) notes.Add(list[^1].Note);
        var given = plan.Checkpoint is { } file ? Text(file) : null;
        if (given is not null) notes.Add(given);
        TombstoneHead? head = null;
        if (plan.Tombstones is { } folder)
        {
            var tombstones = new TombstoneList(folder, key);
            if (!File.Exists(tombstones.HeadPath)) return new Refusal(BackupRefusals.TombstonesMissing, $"The folder of tombstones holds no list of {manifest.Origin} ({Path.GetFileName(tombstones.HeadPath)}).");
            if ((head = tombstones.Head()) is null) return new Refusal(BackupRefusals.TombstonesForged, "The head of the tombstones is not signed by the log.");
            notes.Add(head.Checkpoint);
        }
        (Checkpoint Checkpoint, string Note)? newest = null;
        var shown = list.Count > 0;
        foreach (var note in notes)
        {
            if (Checkpoint.Open(note, key) is not { } opened)
                return new Refusal(BackupRefusals.CheckpointForeign, $"A checkpoint that was given is not signed by the key of {manifest.Origin}.");
            shown |= note == given && opened.Size >= taken;
            if (newest is null || opened.Size > newest.Value.Checkpoint.Size) newest = (opened, note);
        }
        return new KnownOfLog(newest!.Value.Checkpoint, newest.Value.Note, list, head, shown);
    }

    static string Text(string path) => new FileInfo(path).Length <= NoteMax ? File.ReadAllText(path) : throw new InputException($"{path} is no checkpoint.");
}
