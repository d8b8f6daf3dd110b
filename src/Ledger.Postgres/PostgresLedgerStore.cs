using System.Security.Cryptography;
using System.Text;
using Ledger.Journal;
using Ledger.Migration;
using Ledger.Reading;
using Ledger.Proofs;
using Ledger.Sealing;
using Ledger.Stamps;

namespace Ledger.Postgres;

/// <summary>Where a ledger's databases are, and the key its vault is under. Nothing of it ever prints.</summary>
/// <param name="ledger">The database of journal, checkpoints, read models and service tables.</param>
/// <param name="vault">That of the key vault, best one of its own with backups that do not live long; null for the same.</param>
/// <param name="masterKey">32 bytes; kept by the operator, in neither.</param>
public sealed class PostgresPlace(PostgresLogin ledger, PostgresLogin? vault, byte[] masterKey)
{
    internal PostgresLogin Ledger { get; } = ledger;

    internal PostgresLogin Vault { get; } = vault ?? ledger;

    internal byte[] MasterKey { get; } = masterKey;

    /// <summary>A key of 32 bytes that every replica derives alike from the master key (HKDF-SHA256, RFC 5869), for that purpose alone.</summary>
    public byte[] KeyFor(string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, MasterKey, 32, info: Encoding.UTF8.GetBytes(purpose));
}

/// <summary>A ledger's store in PostgreSQL, held by this process for as long as the turn to serve is its own.</summary>
public sealed class PostgresLedgerStore : ILedgerStore
{
    readonly Stack<IAsyncDisposable> _open;
    readonly PostgresTurn _turn;
    readonly PostgresKeyVault _vault;

    PostgresLedgerStore(PostgresTurn turn, PostgresJournal journal, PostgresKeyVault vault, PostgresDatabase database, PostgresServiceTables service, PostgresReadModelStore models, Stack<IAsyncDisposable> open)
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
    /// <exception cref="StoreFailedException">A database could not be reached.</exception>
    public static async ValueTask<PostgresLedgerStore> Open(
        PostgresPlace place, string origin, IReadOnlyCollection<Type> rows, long version, TimeProvider clock, FillRandom random, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(place);
        var open = new Stack<IAsyncDisposable>();
        try
        {
            var database = Opened(await PostgresDatabase.Open(place.Ledger, cancel));
            var turn = Opened(await PostgresTurn.TryTake(database, clock, random, cancel)
                ?? throw new StoreRefusedException(StoreRefusedException.InUse, "Another process serves this ledger."));
            // The vault comes first: a journal must never be there without the keys of its first event.
            var vault = Opened(await PostgresKeyVault.Open(Opened(await PostgresDatabase.OpenVault(place.Vault, cancel)), place.MasterKey, random, cancel));
            var journal = Opened(await PostgresJournal.Open(database, origin, turn, cancel));
            var service = Opened(await PostgresServiceTables.Open(database, turn, cancel));
            return new(turn, journal, vault, database, service, Opened(await PostgresReadModelStore.Open(database, rows, cancel, version)), open);
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

    /// <summary>
    /// Makes the schemas, or brings them up to this version, and gives the application roles their rights; false where nothing was to be done. What serves needs no owner
    /// afterwards.
    /// </summary>
    /// <exception cref="StoreRefusedException">A schema is a newer version's, or the server cannot be worked on.</exception>
    /// <exception cref="StoreFailedException">A database could not be reached.</exception>
    public static ValueTask<bool> Upgrade(PostgresPlace place, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(place);
        return PostgresDatabase.BringUp(place.Ledger, place.Vault, cancel);
    }

    /// <summary>Opens the ledger to be read beside whoever serves it, as the application roles.</summary>
    /// <exception cref="StoreRefusedException">It cannot be opened; the code says why.</exception>
    /// <exception cref="StoreFailedException">A database could not be reached.</exception>
    public static async ValueTask<LedgerParts> OpenBeside(PostgresPlace place, string origin, FillRandom random, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(place);
        var open = new Stack<IAsyncDisposable>();
        try
        {
            var database = Opened(await PostgresDatabase.Open(new(place.Ledger.Application), cancel));
            var vault = Opened(await PostgresKeyVault.Open(Opened(await PostgresDatabase.OpenVault(new(place.Vault.Application), cancel)), place.MasterKey, random, cancel));
            return new(Opened(await PostgresJournal.Open(database, origin, cancel)), vault, Opened(await PostgresServiceTables.Open(database, cancel)), open);
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
