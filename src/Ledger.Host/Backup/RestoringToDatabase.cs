using Ledger.Host.Migrate;
using Ledger.Host.Terminal;
using Ledger.Proofs;
using Ledger.Sqlite;

namespace Ledger.Host.Backup;

/// <summary>
/// Restores a backup into a database: first into a folder beside that of the answers, as ever, with all that is tested and destroyed there; then from the folder into the
/// database. Killed in between, both are to be removed, and it is begun anew.
/// </summary>
sealed class RestoringToDatabase(RestorePlan plan, Settings settings, TimeProvider clock, FillRandom random, Func<string, Progress> progress)
{
    /// <summary>Where the ledger is put together.</summary>
    public string Work { get; } = Path.TrimEndingDirectorySeparator(Path.GetFullPath(plan.Data)) + ".restoring";

    public async Task<Outcome<RestoredLedger>> Run(CancellationToken cancel)
    {
        var folder = settings with { Data = Work, Postgres = null };
        var restored = await new Restoring(plan with { Data = Work }, folder, clock, random, progress).Run(cancel);
        if (restored.Refusal is not null) return restored;
        var moved = await new LedgerMove(folder, settings with { MasterKey = SqliteLedgerStore.MasterKeyGiven }, clock, random, progress).Run(cancel);
        BackupPlace.Destroy(Work);
        return moved.Refusal is { } refusal ? refusal : restored;
    }
}
