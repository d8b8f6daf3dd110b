using Ledger.Journal;
using Ledger.Proofs;
using Ledger.Reading;
using Ledger.Sealing;

namespace Ledger.Sqlite;

/// <summary>An embedded ledger's store: everything in one data folder, held by this process until it is disposed of.</summary>
public sealed class SqliteLedgerStore : IAsyncDisposable
{
    /// <summary>Environment variable with the master key, 32 bytes in base64. Where it is set there is no <c>master.key</c> file.</summary>
    public const string MasterKeyVariable = "LEDGER_MASTER_KEY";

    readonly Stack<IAsyncDisposable> _open;
    readonly DataFolder _folder;

    SqliteLedgerStore(DataFolder folder, string origin, IReadOnlyCollection<Type> rows, FillRandom random, Stack<IAsyncDisposable> open)
    {
        (_folder, _open) = (folder, open);
        // The vault comes first: a journal must never be there without the keys of its first event.
        Vault = Opened(SqliteKeyVault.Open(folder.Vault, folder.MasterKey, MasterKeyGiven(), random));
        Checkpoints = Opened(SqliteCheckpoints.Open(folder.Checkpoints));
        Journal = Opened(SqliteJournal.Open(folder.Journal, origin));
        Service = Opened(SqliteServiceTables.Open(folder.Service));
        ReadModels = Opened(SqliteReadModelStore.Open(Path.GetDirectoryName(folder.Journal)!, rows));
        folder.Finish();
    }

    /// <summary>The journal; its origin is the one the ledger was made with.</summary>
    public IJournal Journal { get; }

    /// <summary>The key vault.</summary>
    public IKeyVault Vault { get; }

    /// <summary>The signed checkpoints.</summary>
    public ICheckpoints Checkpoints { get; }

    /// <summary>What is kept beside the journal and not folded from it.</summary>
    public IServiceTables Service { get; }

    /// <summary>The read models.</summary>
    public IReadModelStore ReadModels { get; }

    /// <summary>
    /// Opens the ledger in a folder, or makes one of that origin. <paramref name="rows"/> are the types of its read models; keys and tokens
    /// come from
    /// <paramref name="random"/>. A ledger whose making was cut off is made to its end.
    /// </summary>
    /// <exception cref="StoreRefusedException">The folder cannot be opened; its code says why, and it is left as it was.</exception>
    public static async ValueTask<SqliteLedgerStore> Open(
        string folder, string origin, IReadOnlyCollection<Type> rows, FillRandom random, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var held = DataFolder.Open(folder);
        var open = new Stack<IAsyncDisposable>();
        try
        {
            return new(held, origin, rows, random, open);
        }
        catch
        {
            await Close(held, open);
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Close(_folder, _open);

    static byte[]? MasterKeyGiven() =>
        Environment.GetEnvironmentVariable(MasterKeyVariable) is { Length: > 0 } text ? MasterKey.Decode(text) : null;

    /// <summary>In the opposite order of opening, and the lock last.</summary>
    static async ValueTask Close(DataFolder folder, Stack<IAsyncDisposable> open)
    {
        while (open.TryPop(out var part)) await part.DisposeAsync();
        folder.Dispose();
    }

    TPart Opened<TPart>(TPart part) where TPart : IAsyncDisposable
    {
        _open.Push(part);
        return part;
    }
}
