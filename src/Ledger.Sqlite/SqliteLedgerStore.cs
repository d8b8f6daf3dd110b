using Ledger.Journal;
using Ledger.Proofs;
using Ledger.Reading;
using Ledger.Sealing;
using Ledger.Stamps;

namespace Ledger.Sqlite;

/// <summary>An embedded ledger's store: everything in one data folder, held by this process until it is disposed of.</summary>
public sealed class SqliteLedgerStore : ILedgerStore
{
    /// <summary>Environment variable with the master key, 32 bytes in base64. Where it is set there is no <c>master.key</c> file.</summary>
    public const string MasterKeyVariable = "LEDGER_MASTER_KEY";

    /// <summary>Environment variable with the path of a file that holds the same, as secrets are mounted; the file is read and never written.</summary>
    public const string MasterKeyFileVariable = "LEDGER_MASTER_KEY_FILE";

    /// <summary>The file that marks a data folder as one whose restore is under way; such a folder opens for nobody else.</summary>
    public const string UnfinishedMark = DataFolder.UnfinishedMark;

    readonly Stack<IAsyncDisposable> _open;
    readonly DataFolder _folder;

    SqliteLedgerStore(
        DataFolder folder, CheckpointLists lists, string origin, IReadOnlyCollection<Type> rows, Func<byte[]?> masterKey, FillRandom random, Stack<IAsyncDisposable> open)
    {
        (_folder, _open) = (folder, open);
        // The vault comes first: a journal must never be there without the keys of its first event.
        Vault = Opened(SqliteKeyVault.Open(folder.Vault, folder.MasterKey, masterKey(), random));
        List<SqliteCheckpoints> signed = [Opened(lists.First())];
        Journal = Opened(SqliteJournal.Open(folder.Journal, origin));
        signed.AddRange(lists.Later(Journal.Origins).Select(Opened));
        (EarlierCheckpoints, Checkpoints, Stamps) = (signed[..^1], signed[^1], signed[^1]);
        Service = Opened(SqliteServiceTables.Open(folder.Service));
        ReadModels = Opened(SqliteReadModelStore.Open(Path.GetDirectoryName(folder.Journal)!, rows));
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
    public Task Lost { get; } = new TaskCompletionSource().Task;   // the folder's lock goes with the process

    /// <inheritdoc/>
    public ValueTask Scrub(CancellationToken cancel) => ValueTask.CompletedTask;   // overwritten where they lay

    /// <summary>
    /// Opens the ledger in a folder, or makes one of that origin. <paramref name="rows"/> are the types of its read models; keys and tokens
    /// come from
    /// <paramref name="random"/>, the master key from the environment (<see cref="MasterKeyGiven"/>) unless <paramref name="masterKey"/> says otherwise. A ledger whose
    /// making was cut off is made to its end.
    /// </summary>
    /// <exception cref="StoreRefusedException">The folder cannot be opened; its code says why, and it is left as it was.</exception>
    public static ValueTask<SqliteLedgerStore> Open(
        string folder, string origin, IReadOnlyCollection<Type> rows, FillRandom random, CancellationToken cancel, Func<byte[]?>? masterKey = null) =>
        Open(folder, origin, rows, masterKey ?? MasterKeyGiven, random, restored: false, unfinished: false, cancel);

    /// <summary>Whether a folder has a journal, which names the ledger.</summary>
    public static bool IsThere(string folder) => File.Exists(Path.Combine(folder, "journal.db"));

    /// <summary>
    /// Opens what a restore put into a folder (journal.db at least), so as to <see cref="Continue"/> it: the list of signed checkpoints may be missing, as it
    /// is in no backup. Until then the folder opens in no other way, so that nothing is signed under the origin it came with.
    /// </summary>
    /// <exception cref="StoreRefusedException">The folder cannot be opened; its code says why.</exception>
    public static ValueTask<SqliteLedgerStore> OpenRestored(
        string folder, IReadOnlyCollection<Type> rows, FillRandom random, CancellationToken cancel)
    {
        if (!IsThere(folder))
            throw new StoreRefusedException(StoreRefusedException.NotALedger, "The folder holds no journal.db to go on with.");
        return Open(folder, "unknown", rows, MasterKeyGiven, random, restored: true, unfinished: true, cancel);
    }

    /// <summary>Opens a ledger in a folder that bears the mark of a restore under way (<see cref="UnfinishedMark"/>): nobody else may.</summary>
    /// <exception cref="StoreRefusedException">The folder cannot be opened; its code says why.</exception>
    public static ValueTask<SqliteLedgerStore> OpenUnfinished(
        string folder, IReadOnlyCollection<Type> rows, FillRandom random, CancellationToken cancel, Func<byte[]?>? masterKey = null) =>
        Open(folder, "unknown", rows, masterKey ?? MasterKeyGiven, random, restored: false, unfinished: true, cancel);

    /// <inheritdoc/>
    /// <remarks>A crash leaves the folder as it was before, or continued.</remarks>
    public async ValueTask<Appended> Continue(string origin, Entry first, CancellationToken cancel)
    {
        // The new list is there before the journal needs it: from then on one that is missing was lost.
        await using (var next = SqliteCheckpoints.Open(_folder.Checkpoints(Journal.Origins.All.Count + 1)))
        {
            if (await next.Newest(cancel) is not null) throw CheckpointLists.OlderThanItsLists();
        }
        var appended = await Journal.Continue(origin, first, cancel);
        if (appended == Appended.Yes) Finish();
        return appended;
    }

    /// <summary>
    /// A restored folder whose journal was continued is a ledger's from now on. <see cref="Continue"/> does it; after a crash before that it is done here.
    /// </summary>
    public void Finish() => _folder.Finish();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Close(_folder, _open);

    static async ValueTask<SqliteLedgerStore> Open(
        string folder, string origin, IReadOnlyCollection<Type> rows, Func<byte[]?> masterKey, FillRandom random, bool restored, bool unfinished, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var held = DataFolder.Open(folder, unfinished);
        var open = new Stack<IAsyncDisposable>();
        try
        {
            var lists = new CheckpointLists(held, restored);
            var store = new SqliteLedgerStore(held, lists, origin, rows, masterKey, random, open);
            await lists.Demand(store.Journal, store.Checkpoints, cancel);
            if (!restored) held.Finish();
            return store;
        }
        catch
        {
            await Close(held, open);
            throw;
        }
    }

    /// <summary>The variable that gives the master key, or null where none does and the data folder has its own.</summary>
    public static string? MasterKeyGivenBy =>
        new[] { MasterKeyVariable, MasterKeyFileVariable }.FirstOrDefault(name => Environment.GetEnvironmentVariable(name) is { Length: > 0 });

    /// <summary>The master key of the environment, or of the file it names; null where neither is set.</summary>
    /// <exception cref="StoreRefusedException">It is not 32 bytes in base64, or its file cannot be read.</exception>
    public static byte[]? MasterKeyGiven() => MasterKeyGivenBy switch
    {
        MasterKeyVariable => MasterKey.Decode(Environment.GetEnvironmentVariable(MasterKeyVariable)!),
        MasterKeyFileVariable => MasterKey.Decode(MasterKeyRead(Environment.GetEnvironmentVariable(MasterKeyFileVariable)!)),
        _ => null,
    };

    static string MasterKeyRead(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StoreRefusedException(StoreRefusedException.MasterKeyMissing, $"The file that {MasterKeyFileVariable} names cannot be read.");
        }
    }

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
