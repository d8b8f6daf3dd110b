using Ledger.Journal;
using Ledger.Registers;

namespace Ledger.Host.Backup;

/// <summary>What the ledger answers once a backup is on record.</summary>
/// <param name="Index">Where it is recorded.</param>
/// <param name="Key">The log's public key (a C2SP vkey).</param>
/// <param name="Checkpoint">A signed checkpoint that covers it.</param>
sealed record BackupRecorded(long Index, string Key, string Checkpoint);

/// <summary>Records what becomes of backups, in this process or by asking the one that holds the ledger. Doing it twice records nothing new.</summary>
interface IBackupRecorder : IAsyncDisposable
{
    /// <summary>A backup is about to be taken: nothing is copied before this is durable, so that no copy of the vault exists of which the ledger does not know.</summary>
    Task<BackupRecorded> Taken(string backup, DateTimeOffset? vaultExpires, CancellationToken cancel);

    /// <summary>A backup's copy of the vault is no more.</summary>
    Task Removed(string backup, CancellationToken cancel);
}

/// <summary>Records in the ledger that this process holds.</summary>
sealed class BackupRecorder(IJournal journal, Preparer preparer, Sequencer sequencer, ITransparency transparency, TimeProvider clock, string actor) : IBackupRecorder
{
    public async Task<BackupRecorded> Taken(string backup, DateTimeOffset? vaultExpires, CancellationToken cancel)
    {
        var taken = new BackupTaken(backup, await journal.Count(cancel), vaultExpires is not null, vaultExpires);
        var index = await Record($"backup-taken-{backup}", taken, cancel);
        var covering = await transparency.Cover(index, cancel);
        return new(index, transparency.Key.ToString(), covering.Checkpoint.Note);
    }

    public Task Removed(string backup, CancellationToken cancel) => Record($"backup-removed-{backup}", new BackupRemoved(backup), cancel);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    async Task<long> Record(string id, LogEvent happened, CancellationToken cancel)
    {
        var prepared = preparer.Write(id, happened, null, clock.GetUtcNow(), actor);
        var submitted = await sequencer.Submit([new(prepared)], cancel);
        return submitted.Receipts is [var receipt] ? receipt.Index : throw new InvalidOperationException("The ledger did not record a backup.");
    }
}

/// <summary>Records in a ledger that was opened for it, and closes it afterwards.</summary>
sealed class OwnRecorder(EmbeddedLedger ledger, string actor) : IBackupRecorder
{
    readonly BackupRecorder _recorder = new(
        ledger.Get<IJournal>(), ledger.Get<Preparer>(), ledger.Get<Sequencer>(), ledger.Get<ITransparency>(), ledger.Get<TimeProvider>(), actor);

    public Task<BackupRecorded> Taken(string backup, DateTimeOffset? vaultExpires, CancellationToken cancel) => _recorder.Taken(backup, vaultExpires, cancel);

    public Task Removed(string backup, CancellationToken cancel) => _recorder.Removed(backup, cancel);

    public ValueTask DisposeAsync() => ledger.DisposeAsync();
}
