using Ledger.Host.Migrate;
using Ledger.Host.Terminal;
using Ledger.Proofs;
using Ledger.Sqlite;

namespace Ledger.Host.Backup;

/// <summary>
/// Restores a backup into a database: first into a folder beside that of the answers, as ever, with all that is tested and destroyed there; then from the folder into the
/// database. The folder is marked as unfinished all the while, so that nothing serves it, and is overwritten whatever comes of it. What a killed one leaves in the database is to be removed.
/// </summary>
sealed class RestoringToDatabase(RestorePlan plan, Settings settings, TimeProvider clock, FillRandom random, Func<string, Progress> progress)
{
    /// <summary>Where the ledger is put together.</summary>
    public string Work { get; } = Path.TrimEndingDirectorySeparator(Path.GetFullPath(plan.Data)) + ".restoring";

    public async Task<Outcome<RestoredLedger>> Run(CancellationToken cancel)
    {
        var folder = settings with { Data = Work, Postgres = null };
        if (RestoredFolder.IsUnfinished(Work)) BackupPlace.Destroy(Work);   // left by an attempt that was killed
        var begun = false;
        try
        {
            var restored = await new Restoring(plan with { Data = Work }, folder, clock, random, progress) { Begun = () => begun = true, StaysUnfinished = true }.Run(cancel);
            if (restored.Refusal is not null) return restored;
            var moved = await new LedgerMove(folder with { Unfinished = true }, settings with { MasterKey = SqliteLedgerStore.MasterKeyGiven }, clock, random, progress).Run(cancel);
            return moved.Refusal is { } refusal ? refusal : restored;
        }
        finally
        {
            if (begun) BackupPlace.Destroy(Work);   // it has the whole vault in it
        }
    }
}
