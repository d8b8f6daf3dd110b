using Ledger.Journal;
using Ledger.Reading;
using Ledger.Sqlite.Engine;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Ledger.Sqlite;

/// <summary>
/// One set of read models in one SQLite file. A commit may be lost in a power cut (it is folded again from the journal) but is never torn:
/// rows and position are one transaction. Once another set has been swapped in, reading goes on there; committing here is an error.
/// </summary>
sealed class SqliteReadModels : IReadModels
{
    const int CacheKibibytes = 65_536;

    readonly Lock _writing = new();
    readonly string _path;
    readonly IReadOnlyDictionary<Type, RowTable> _tables;
    readonly ReaderPool<RowReader> _readers;
    Database? _writer;
    RowWriter _rows;
    SqliteReadModels? _successor;
    long _position;

    SqliteReadModels(string path, IReadOnlyDictionary<Type, RowTable> tables, IModel model, Database writer)
    {
        (_path, _tables, _writer, _rows) = (path, tables, writer, new(writer, tables));
        _position = writer.Number("SELECT value FROM ledger_position");
        _readers = new(() => new RowReader(path, model, tables));
    }

    /// <summary>
    /// Opens the set at a path, or makes it empty; null where it is damaged or its tables are another version's, so that it must be folded
    /// anew.
    /// </summary>
    public static SqliteReadModels? Open(string path, IReadOnlyDictionary<Type, RowTable> tables, IModel model, Durability durability)
    {
        Database? writer = null;
        try
        {
            writer = Writer(path, tables, durability);
            if (writer.Text("SELECT value FROM ledger_shape") == Shape(tables)) return new(path, tables, model, writer);
            writer.Dispose();
            return null;
        }
        catch (SqliteFailure failure) when (failure.IsDamage || failure.IsMissingTable)
        {
            writer?.Dispose();
            return null;
        }
        catch (StoreRefusedException refused) when (refused.Code is StoreRefusedException.Damaged or StoreRefusedException.NotALedger)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public ValueTask<long> Position(CancellationToken cancel) =>
        Volatile.Read(ref _successor) is { } next ? next.Position(cancel) : new(Volatile.Read(ref _position));

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">Another set is current by now.</exception>
    /// <exception cref="StoreFailedException">The engine failed; nothing of it was written, and it can be tried again.</exception>
    public ValueTask Commit(IReadOnlyCollection<RowChange> changes, long position, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        lock (_writing)
        {
            ObjectDisposedException.ThrowIf(_writer is null, this);
            try
            {
                _writer.InTransaction(() => _rows.Write(changes, position));
            }
            catch (SqliteFailure failure)
            {
                throw failure.AsFailed();
            }
            Volatile.Write(ref _position, position);
        }
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<TRow?> Find<TRow>(string key, CancellationToken cancel) where TRow : class, IRow =>
        new(Read(reader => reader.Find<TRow>(key)));

    /// <inheritdoc/>
    public ValueTask<Answer<IReadOnlyList<TRow>>> Query<TRow>(Func<IQueryable<TRow>, IQueryable<TRow>> query, CancellationToken cancel)
        where TRow : class, IRow => new(Read(reader => reader.Query(query)));

    /// <inheritdoc/>
    public ValueTask<Answer<long>> Count<TRow>(Func<IQueryable<TRow>, IQueryable<TRow>> query, CancellationToken cancel)
        where TRow : class, IRow => new(Read(reader => reader.Count(query)));

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _readers.Dispose();
        lock (_writing)
        {
            _writer?.Dispose();
            _writer = null;
        }
        return ValueTask.CompletedTask;
    }

    /// <summary>Makes all of a set that was built without syncing durable, and goes on as a live one.</summary>
    public void Settle()
    {
        lock (_writing)
        {
            ObjectDisposedException.ThrowIf(_writer is null, this);
            _readers.CloseWaiting();
            _writer.Truncate();
            _writer.Dispose();
            using (var file = new FileStream(_path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
            {
                file.Flush(flushToDisk: true);
            }
            _writer = Writer(_path, _tables, Durability.Ordered);
            _rows = new(_writer, _tables);
        }
    }

    /// <summary>Closes the set; who still reads from it reads on from the next.</summary>
    public async ValueTask Retire(SqliteReadModels next)
    {
        Volatile.Write(ref _successor, next);
        await DisposeAsync();
    }

    TAnswer Read<TAnswer>(Func<RowReader, TAnswer> work)
    {
        try
        {
            return Volatile.Read(ref _successor) is { } next ? next.Read(work) : _readers.Use(work);
        }
        catch (ObjectDisposedException) when (_successor is not null)
        {
            return _successor.Read(work);
        }
    }

    /// <summary>The connection that writes, the file made where there is none.</summary>
    internal static Database Writer(string path, IReadOnlyDictionary<Type, RowTable> tables, Durability durability) =>
        new StoreFile(path, StoreFile.Id("LdgM"u8), Version: 1).Open(durability, CacheKibibytes, made =>
        {
            made.Execute("CREATE TABLE ledger_position (id INTEGER PRIMARY KEY CHECK (id = 0), value INTEGER NOT NULL) STRICT;"
                + "INSERT INTO ledger_position VALUES (0, 0); CREATE TABLE ledger_shape (value TEXT NOT NULL) STRICT;" + Shape(tables));
            using var shape = made.Once("INSERT INTO ledger_shape VALUES (?)");
            shape.Bind(1, Shape(tables)).Run();
        });

    /// <summary>What the file says of its tables: those of another shape are another version's.</summary>
    internal static string Shape(IReadOnlyDictionary<Type, RowTable> tables) =>
        string.Concat(tables.Values.Select(table => table.Ddl).Order(StringComparer.Ordinal));
}
