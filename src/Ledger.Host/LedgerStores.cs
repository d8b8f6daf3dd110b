using Ledger.Host.Cluster;
using Ledger.Journal;
using Ledger.Migration;
using Ledger.Postgres;
using Ledger.Projections;
using Ledger.Proofs;
using Ledger.Sqlite;

namespace Ledger.Host;

/// <summary>Opens the store of the profile that is set: the one place that knows the engines.</summary>
static class LedgerStores
{
    public static async ValueTask<ILedgerStore> Open(Settings settings, TimeProvider clock, FillRandom random, CancellationToken cancel)
    {
        if (settings.Postgres is { } postgres)
        {
            MakeFolder(settings.Data);
            if (postgres.EventStore is { } events) return await ClusterEngine.Open(events, postgres, settings.Origin, clock, random, cancel);
            return await PostgresLedgerStore.Open(postgres.Place, settings.Origin, ProjectionTables.All, FoldRow.Current, clock, random, cancel);
        }
        return await (settings.Unfinished
            ? SqliteLedgerStore.OpenUnfinished(settings.Data, ProjectionTables.All, random, cancel, settings.MasterKey)
            : SqliteLedgerStore.Open(settings.Data, settings.Origin, ProjectionTables.All, random, cancel, settings.MasterKey));
    }

    /// <summary>Whether a store was ever opened there, so that it has a ledger's name; nothing is made to find out but, in a database, the tables.</summary>
    public static async ValueTask<bool> IsThere(Settings settings, CancellationToken cancel)
    {
        if (settings.Postgres is not { } postgres) return SqliteLedgerStore.IsThere(settings.Data);
        await using var turns = await PostgresServing.Open(postgres.Place, cancel);
        return (await turns.Look(cancel)).Turn > 0;
    }

    /// <summary>The parts of a ledger on a database, to be read beside whoever serves it.</summary>
    public static ValueTask<LedgerParts> OpenBeside(Settings settings, FillRandom random, CancellationToken cancel) =>
        settings.Postgres is { EventStore: null } postgres
            ? PostgresLedgerStore.OpenBeside(postgres.Place, settings.Origin, random, cancel)
            : throw new InputException("A ledger on EventStoreDB cannot be backed up beside its server: stop it, and 'ledger migrate --to embedded' copies it into a folder.");

    /// <summary>Makes the tables of a database, or brings them up to date, as their owner; false where there was nothing to do.</summary>
    /// <exception cref="InputException">The profile has none.</exception>
    public static ValueTask<bool> Upgrade(Settings settings, CancellationToken cancel) => settings.Postgres is { } postgres
        ? PostgresLedgerStore.Upgrade(postgres.Place, cancel)
        : throw new InputException("The embedded engine brings its files up to date by itself, when it opens them: there is nothing to do.");

    /// <summary>Beside a database the folder holds deposited answers, for its owner alone.</summary>
    static void MakeFolder(string folder)
    {
        try
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
            else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StoreRefusedException(StoreRefusedException.ReadOnly, "The data folder could not be made.", error);
        }
    }
}
