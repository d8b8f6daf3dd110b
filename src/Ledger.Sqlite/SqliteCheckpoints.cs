using System.Runtime.CompilerServices;
using Ledger.Journal;
using Ledger.Sqlite.Engine;
using Ledger.Stamps;

namespace Ledger.Sqlite;

/// <summary>
/// Every checkpoint ever signed, and their timestamps, in one SQLite file of its own: what a backup of the journal must not bring back to an older state.
/// </summary>
public sealed partial class SqliteCheckpoints : ICheckpoints, ICheckpointStamps, IAsyncDisposable
{
    const int CacheKibibytes = 1024, PageLength = 256;

    readonly Lock _gate = new();
    readonly Database _database;
    readonly Statement _add, _get, _newest, _page;
    string? _broken;

    SqliteCheckpoints(Database database)
    {
        _database = database;
        _add = database.Prepare("INSERT INTO checkpoints (size, root, note) VALUES (?, ?, ?)");
        _get = database.Prepare("SELECT size, root, note FROM checkpoints WHERE size = ?");
        _newest = database.Prepare("SELECT size, root, note FROM checkpoints ORDER BY size DESC LIMIT 1");
        _page = database.Prepare($"SELECT size, root, note FROM checkpoints WHERE size >= ? ORDER BY size LIMIT {PageLength}");
        _addStamp = database.Prepare("INSERT INTO stamps (size, time, token) VALUES (?, ?, ?)");
        _stamp = database.Prepare($"{StampsOf} WHERE size = ?");
        _newestStamp = database.Prepare($"{StampsOf} ORDER BY size DESC LIMIT 1");
        _stamps = database.Prepare("SELECT size, time FROM stamps WHERE size <= ? ORDER BY size");
    }

    /// <summary>Opens the list at a path, or makes it.</summary>
    /// <exception cref="StoreRefusedException">It is damaged, of a newer format, something else, read-only, or not as durable as
    /// asked.</exception>
    public static SqliteCheckpoints Open(string path)
    {
        var database = new StoreFile(path, StoreFile.Id("LdgC"u8), Version: 1).Open(Durability.Full, CacheKibibytes, made => made.Execute(
            "CREATE TABLE checkpoints (size INTEGER PRIMARY KEY, root BLOB NOT NULL, note TEXT NOT NULL) STRICT"));
        try
        {
            // Lists made before there were timestamps have no such table; a version that knows none passes it over.
            database.Execute("CREATE TABLE IF NOT EXISTS stamps (size INTEGER PRIMARY KEY, time INTEGER NOT NULL, token BLOB NOT NULL) STRICT");
            return new(database);
        }
        catch (SqliteFailure failure)
        {
            database.Dispose();
            throw failure.AsRefused(Path.GetFileName(path));
        }
    }

    /// <inheritdoc/>
    public ValueTask<SignedCheckpoint?> Newest(CancellationToken cancel) => new(Use(() => First(_newest)));

    /// <inheritdoc/>
    /// <exception cref="StoreFailedException">The engine failed; the checkpoint must not be shown.</exception>
    public ValueTask<SignedCheckpoint> Add(SignedCheckpoint checkpoint, CancellationToken cancel) => new(Use(() =>
    {
        if (First(_get.Bind(1, checkpoint.Size)) is { } kept)
        {
            return kept.Root.AsSpan().SequenceEqual(checkpoint.Root)
                ? kept
                : throw new InvalidOperationException($"A checkpoint of size {checkpoint.Size} was signed with another root.");
        }
        Keep(() => _add.Bind(1, checkpoint.Size).Bind(2, checkpoint.Root).Bind(3, checkpoint.Note).Run());
        return checkpoint;
    }));

    /// <inheritdoc/>
    public ValueTask AddAll(IReadOnlyList<SignedCheckpoint> checkpoints, CancellationToken cancel)
    {
        Use(() =>
        {
            Keep(() =>
            {
                foreach (var checkpoint in checkpoints)
                    if (First(_get.Bind(1, checkpoint.Size)) is null) _add.Bind(1, checkpoint.Size).Bind(2, checkpoint.Root).Bind(3, checkpoint.Note).Run();
            });
            return true;
        });
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<SignedCheckpoint> All(long fromSize, [EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask;
        for (var from = fromSize; ;)
        {
            cancel.ThrowIfCancellationRequested();
            var start = from;
            var page = Use(() => Page(start));
            foreach (var checkpoint in page) yield return checkpoint;
            if (page.Count < PageLength) yield break;
            from = page[^1].Size + 1;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        lock (_gate) _database.Dispose();
        return ValueTask.CompletedTask;
    }

    static SignedCheckpoint? First(Statement statement)
    {
        if (!statement.Step()) return null;
        var first = Current(statement);
        statement.Reset();
        return first;
    }

    static SignedCheckpoint Current(Statement row) => new(row.Int64(0), row.Blob(1).ToArray(), row.Text(2));

    List<SignedCheckpoint> Page(long from)
    {
        var page = new List<SignedCheckpoint>();
        _page.Bind(1, from);
        while (_page.Step()) page.Add(Current(_page));
        return page;
    }

    void Keep(Action insert)
    {
        if (_broken is not null)
        {
            throw new StoreFailedException(StoreFailedException.Reopen, $"A checkpoint was not kept ({_broken}); open the store again.");
        }
        try
        {
            _database.InTransaction(insert);
        }
        catch (SqliteFailure failure) when (failure.AsFailed().Code != StoreFailedException.Full)
        {
            _broken = failure.Message;   // nobody knows what a failed sync left on the disk
            throw;
        }
    }

    TAnswer Use<TAnswer>(Func<TAnswer> work)
    {
        lock (_gate)
        {
            try
            {
                return work();
            }
            catch (SqliteFailure failure)
            {
                throw failure.AsFailed();
            }
        }
    }
}
