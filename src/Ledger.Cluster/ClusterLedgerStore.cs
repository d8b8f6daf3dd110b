using Ledger.Journal;
using Ledger.Postgres;
using Ledger.Proofs;
using Ledger.Reading;
using Ledger.Sealing;
using Ledger.Stamps;

namespace Ledger.Cluster;

/// <summary>
/// A ledger's store whose journal is in EventStoreDB, and all else in PostgreSQL: read models as Marten's documents, vault, checkpoints, service tables, and the turn to
/// serve. Held by this process for as long as the turn is its own.
/// </summary>
public sealed class ClusterLedgerStore : ILedgerStore
{
    readonly Stack<IAsyncDisposable> _open;
    readonly PostgresTurn _turn;
    readonly PostgresKeyVault _vault;

    ClusterLedgerStore(PostgresTurn turn, EventStoreJournal journal, PostgresKeyVault vault, PostgresDatabase database, PostgresServiceTables service, MartenReadModelStore models, Stack<IAsyncDisposable> open)
    {
        (_turn, Journal, Vault, _vault, Service, ReadModels, _open) = (turn, journal, vault, vault, service, models, open);
        var signed = Enumerable.Range(1, journal.Origins.All.Count).Select(origin => new PostgresCheckpoints(database, origin)).ToList();
        (EarlierCheckpoints, Checkpoints, Stamps) = (signed[..^1], signed[^1], signed[^1]);
    }

    /// <inheritdoc/>
    public IJournal Journal { get; }

    /// <inheritdoc/>
    public IKeyVault Vault { get; }

    /// <inheritdoc/>
    public ICheckpoints Checkpoints { get; }

    /// <inheritdoc/>
    public ICheckpointStamps Stamps { get; }

    /// <inheritdoc/>
    public IReadOnlyList<ICheckpoints> EarlierCheckpoints { get; }

    /// <inheritdoc/>
    public IServiceTables Service { get; }

    /// <inheritdoc/>
    public IReadModelStore ReadModels { get; }

    /// <inheritdoc/>
    public Task Lost => _turn.Lost;

    /// <inheritdoc/>
    public long? Turn => _turn.Number;

    /// <inheritdoc/>
    public ValueTask Announce(string address, CancellationToken cancel) => _turn.Announce(address, cancel);

    /// <inheritdoc/>
    public async ValueTask Scrub(CancellationToken cancel) => await _vault.Scrub(cancel);

    /// <summary>Opens the ledger, or makes one of that origin, where it is this process's turn. <paramref name="rows"/> are the types of its read models, and <paramref name="version"/> that of their folds.</summary>
    /// <exception cref="StoreRefusedException">Another process serves it (<see cref="StoreRefusedException.InUse"/>), or it cannot be opened; the code says why.</exception>
    /// <exception cref="StoreFailedException">A server could not be reached.</exception>
    public static async ValueTask<ClusterLedgerStore> Open(
        EventStorePlace events, PostgresPlace place, string origin, IReadOnlyCollection<Type> rows, long version, TimeProvider clock, FillRandom random, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(place);
        var open = new Stack<IAsyncDisposable>();
        try
        {
            var database = Opened(await PostgresDatabase.Open(place.Ledger, cancel));
            var turn = Opened(await PostgresTurn.TryTake(database, clock, random, cancel)
                ?? throw new StoreRefusedException(StoreRefusedException.InUse, "Another process serves this ledger."));
            // The vault comes first: a journal must never be there without the keys of its first event.
            var vault = Opened(await PostgresKeyVault.Open(Opened(await PostgresDatabase.OpenVault(place.Vault, cancel)), place.MasterKey, random, cancel));
            var journal = Opened(await EventStoreJournal.Open(events, origin, cancel));
            await new PostgresCheckpoints(database, journal.Origins.All.Count).Begin();
            var service = Opened(await PostgresServiceTables.Open(database, turn, cancel));
            return new(turn, journal, vault, database, service, Opened(await MartenReadModelStore.Open(database, rows, cancel, version)), open);
        }
        catch
        {
            await Close(open);
            throw;
        }

        TPart Opened<TPart>(TPart part) where TPart : IAsyncDisposable
        {
            open.Push(part);
            return part;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Close(_open);

    /// <summary>In the opposite order of opening: the turn is given back when nothing is written any more.</summary>
    static async ValueTask Close(Stack<IAsyncDisposable> open)
    {
        while (open.TryPop(out var part)) await part.DisposeAsync();
    }
}
