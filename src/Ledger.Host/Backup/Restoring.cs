using Ledger.Backups;
using Ledger.Host.Terminal;
using Ledger.Journal;
using Ledger.Projections;
using Ledger.Proofs;
using Ledger.Sqlite;

namespace Ledger.Host.Backup;

/// <summary>
/// Restores a backup into a new folder. Everything is tested before anything is written; then the folder is marked as unfinished, the files are copied, the
/// tombstones are carried out in the vault, and only then is anything of it opened. The mark goes last.
/// </summary>
sealed class Restoring(RestorePlan plan, Settings settings, TimeProvider clock, FillRandom random, Func<string, Progress> progress)
{
    /// <summary>Told before the first byte is written into the folder.</summary>
    public Action Begun { get; init; } = static () => { };

    /// <summary>Whether the folder keeps its mark: it is no ledger to be served, but on its way to another place.</summary>
    public bool StaysUnfinished { get; init; }

    /// <summary>The restored ledger, closed; or why not.</summary>
    public async Task<Outcome<RestoredLedger>> Run(CancellationToken cancel)
    {
        if (Directory.Exists(plan.Data) && Directory.EnumerateFileSystemEntries(plan.Data).Any())
            return new Refusal(BackupRefusals.FolderNotEmpty, "The folder to restore into holds something: name a new one.");
        var tested = await new BackupReading(plan.Backup, plan.Vault, progress).Run(cancel);
        if (tested.Refusal is { } unfit) return unfit;
        var (manifest, key) = (tested.Value, VerifierKey.Parse(tested.Value.Key)!);
        var known = NewestKnown.Of(plan, manifest, key);
        if (known.Refusal is { } unbelieved) return unbelieved;
        var replay = known.Value.Head is { } head ? new TombstoneReplay(plan.Tombstones!, head, key, progress) : null;
        if (Refused(manifest, known.Value) is { } refusal) return refusal;
        if (replay?.Test(Origins(), cancel) is { } forged) return forged;
        var keys = plan.KeepKeys || !Continues(known.Value, manifest);
        await Place(manifest, known.Value, keys, cancel);
        return await Finish(manifest, known.Value, replay, keys, cancel);
    }

    /// <summary>Whether the ledger must go on under another name: only its own list shows that nothing was signed which the journal does not hold.</summary>
    bool Continues(KnownOfLog known, BackupManifest manifest) => plan.Origin is not null || plan.Vault is null || known.List.Count == 0 || known.Newest.Size > manifest.Size;

    Refusal? Refused(BackupManifest manifest, KnownOfLog known)
    {
        if (known.Head is { } head && head.UpTo < known.Newest.Size)
            return new(BackupRefusals.TombstonesEnd, $"The tombstones end at {head.UpTo}, and the log was signed at {known.Newest.Size}: whoever was destroyed in between would come back.");
        if (known.Head is null && (known.Newest.Size > manifest.Size || !known.Shown))
            return new(BackupRefusals.TombstonesNeeded, known.Newest.Size > manifest.Size
                ? $"The log was signed at {known.Newest.Size} and the backup holds {manifest.Size} events: without tombstones whoever was destroyed since would come back."
                : "Without tombstones it must be shown that this backup is the newest state: give the lost ledger's checkpoints.db or the newest checkpoint known.");
        if (!Continues(known, manifest) || plan.Origin is not null) return null;
        return new(BackupRefusals.OriginNeeded, known.Newest.Size > manifest.Size
            ? $"The log was signed at {known.Newest.Size} and the backup holds {manifest.Size} events: it goes on only under a new name (--origin)."
            : plan.Vault is null ? "Without its vault the log's key is lost: it goes on only under a new name (--origin)."
            : "Without the lost ledger's checkpoints.db nobody can tell that nothing more was signed: it goes on only under a new name (--origin).");
    }

    HashSet<string> Origins()
    {
        using var journal = JournalCopy.Open(Path.Combine(plan.Backup, "journal.db"));
        return journal.Origins.All.Select(origin => origin.Name).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Puts the files into the folder, which is marked before the first of them is there.</summary>
    async Task Place(BackupManifest manifest, KnownOfLog known, bool keys, CancellationToken cancel)
    {
        Begun();
        RestoredFolder.Begin(plan.Data);
        var continues = Continues(known, manifest);
        foreach (var file in manifest.Files)
        {
            if (file.Name == "service.db" ? !keys : file.Name.StartsWith("models", StringComparison.Ordinal) && continues) continue;
            await RestoredFolder.Copy(Path.Combine(plan.Backup, file.Name), plan.Data, cancel);
        }
        if (plan.Vault is not null) await RestoredFolder.Copy(Path.Combine(plan.Vault, "vault.db"), plan.Data, cancel);
        if (plan.MasterKey is { } master) await RestoredFolder.Copy(master, plan.Data, cancel, "master.key");
        if (continues) return;
        var list = Path.Combine(plan.Data, Origins().Count is 1 ? "checkpoints.db" : $"checkpoints-{Origins().Count}.db");
        await using var checkpoints = SqliteCheckpoints.Open(list);
        foreach (var signed in known.List) await checkpoints.Add(signed, cancel);
        // One that is not over its checkpoint is left behind; the list does not suffer by it.
        foreach (var stamp in CheckpointsCopy.Stamps(plan.Checkpoints!).Where(stamp => stamp.Verify() == stamp.Time)) await checkpoints.AddStamp(stamp, cancel);
    }

    async Task<Outcome<RestoredLedger>> Finish(BackupManifest manifest, KnownOfLog known, TombstoneReplay? replay, bool keys, CancellationToken cancel)
    {
        var replayed = await Destroy(manifest, replay, cancel);
        if (Continues(known, manifest))
        {
            var continued = await ContinuedLog.Begin(plan.Data, new(plan.Origin!, known.Note, VerifierKey.Parse(manifest.Key), settings.Actor.Name), clock, random, cancel);
            if (continued.Refusal is { } refusal) return refusal;
        }
        var recorded = await Tell(manifest, replay, cancel);
        if (!StaysUnfinished) RestoredFolder.Finish(plan.Data);
        return new RestoredLedger(manifest, known.Newest.Size, replayed, recorded, plan.Origin ?? manifest.Origin, Continues(known, manifest), keys);
    }

    /// <summary>In the vault alone, before the journal is opened.</summary>
    async Task<long> Destroy(BackupManifest manifest, TombstoneReplay? replay, CancellationToken cancel)
    {
        await using var vault = SqliteKeyVault.Open(Path.Combine(plan.Data, "vault.db"), Path.Combine(plan.Data, "master.key"), SqliteLedgerStore.MasterKeyGiven(), random);
        await vault.RetreatDestroyedUpTo(manifest.Size, cancel);   // the copy was taken after the journal's: what was carried out behind its end is told anew
        return replay is null ? 0 : await replay.Destroy(vault, cancel);
    }

    async Task<long> Tell(BackupManifest manifest, TombstoneReplay? replay, CancellationToken cancel)
    {
        using var folding = new Folding(progress("Events folded"));
        // Nothing of it is exported yet: a list of the new log would be of one that this backup knows nothing of, should this have to be done again.
        await using var ledger = await EmbeddedLedger.Open(settings with { Data = plan.Data, Unfinished = true, Tombstones = null }, clock, random, cancel, folding);
        return replay is null ? 0 : await replay.Record(manifest.Size, ledger.Get<IJournal>(), ledger.Get<Preparer>(), ledger.Get<Sequencer>(), settings.Actor.Name, cancel);
    }

    sealed class Folding(Progress progress) : IProgress<ProjectionProgress>, IDisposable
    {
        public void Report(ProjectionProgress value) => progress.Report(value.Position, value.Count);

        public void Dispose() => progress.Dispose();
    }
}
