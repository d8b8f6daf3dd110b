using Ledger.Journal;
using SQLitePCL;

namespace Ledger.Sqlite.Engine;

/// <summary>How much of what is committed survives a power cut.</summary>
enum Durability
{
    /// <summary>All of it: every commit is synced.</summary>
    Full,

    /// <summary>All but the last commits; the file is never torn.</summary>
    Ordered,

    /// <summary>Nothing is promised until the file is synced by hand: for a set that is dropped if it is not finished.</summary>
    None,
}

/// <summary>
/// One connection to one SQLite file, in WAL mode. Of a file exactly one connection writes and checkpoints; the others are read-only and
/// can do neither (SQLite before 3.51.3 may lose a commit when two connections checkpoint at once). Belongs to one thread at a time.
/// </summary>
sealed class Database : IDisposable
{
    const int BusyMilliseconds = 10_000, WalBytesKept = 64 << 20, CopiedPages = 4096;

    readonly sqlite3 _handle;
    readonly bool _owned;
    readonly List<Statement> _statements = [];

    static Database() => Batteries_V2.Init();

    Database(string path, bool readOnly)
    {
        var flags = raw.SQLITE_OPEN_NOMUTEX | (readOnly ? raw.SQLITE_OPEN_READONLY : raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);
        var code = raw.sqlite3_open_v2(path, out _handle, flags, null);
        if (code != raw.SQLITE_OK)
        {
            var failure = SqliteFailure.Of(_handle, code);
            _handle.Dispose();
            throw failure;
        }
        _owned = true;
        raw.sqlite3_extended_result_codes(_handle, 1);
        raw.sqlite3_busy_timeout(_handle, BusyMilliseconds);
    }

    Database(sqlite3 handle) => _handle = handle;

    /// <summary>Statements over a connection that somebody else opened and closes.</summary>
    public static Database Over(sqlite3 handle) => new(handle);

    /// <summary>
    /// The one connection that writes. The journal mode and the sync level are read back; the engine refusing either is an exception.
    /// </summary>
    public static Database Writer(string path, Durability durability, int cacheKibibytes)
    {
        MakePrivate(path);
        var database = new Database(path, readOnly: false);
        try
        {
            var level = durability switch { Durability.Full => 2, Durability.Ordered => 1, _ => 0 };
            database.Execute($"PRAGMA cache_size=-{cacheKibibytes}; PRAGMA temp_store=MEMORY; PRAGMA cell_size_check=ON");
            if (raw.sqlite3_db_readonly(database._handle, "main") != 0)
            {
                throw new StoreRefusedException(StoreRefusedException.ReadOnly, $"{Path.GetFileName(path)} cannot be written to.");
            }
            var mode = database.Text("PRAGMA journal_mode=WAL");
            database.Execute($"PRAGMA synchronous={level}; PRAGMA fullfsync=ON");
            // A longer log folds more writes of one page into one; what is rebuilt anyway can wait longer for it.
            database.Execute($"PRAGMA wal_autocheckpoint={(durability == Durability.Full ? 1000 : 4000)}; PRAGMA journal_size_limit={WalBytesKept}");
            if (mode != "wal" || database.Number("PRAGMA synchronous") != level)
            {
                throw new StoreRefusedException(StoreRefusedException.NotDurable,
                    $"{Path.GetFileName(path)} cannot be opened with a write-ahead log and the sync level asked for.");
            }
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>A connection that only reads, and sees each commit whole.</summary>
    public static Database Reader(string path, int cacheKibibytes)
    {
        var database = new Database(path, readOnly: true);
        try
        {
            database.Execute($"PRAGMA cache_size=-{cacheKibibytes}; PRAGMA query_only=ON; PRAGMA temp_store=MEMORY");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>
    /// A new file for a copy (mode 0600). Nothing is synced while it is written: whoever copies syncs the finished file, or drops it.
    /// </summary>
    public static Database Copy(string path)
    {
        MakePrivate(path);
        var database = new Database(path, readOnly: false);
        try
        {
            database.Execute("PRAGMA synchronous=OFF; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-65536");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Copies every page as this connection sees them at one moment, while others go on writing; tells pages done and pages in all. Until it ends the
    /// write-ahead log cannot be emptied.
    /// </summary>
    public void CopyTo(Database target, Action<long, long> progress, CancellationToken cancel)
    {
        Execute("BEGIN");
        try
        {
            Number("SELECT count(*) FROM sqlite_schema");   // from here on it sees no later commit, so that the copy never begins anew
            using var copy = raw.sqlite3_backup_init(target._handle, "main", _handle, "main");
            if (copy is null or { IsInvalid: true }) throw SqliteFailure.Of(target._handle, raw.sqlite3_errcode(target._handle));
            for (var code = raw.SQLITE_OK; code != raw.SQLITE_DONE;)
            {
                cancel.ThrowIfCancellationRequested();
                code = raw.sqlite3_backup_step(copy, CopiedPages);
                if (code is not (raw.SQLITE_OK or raw.SQLITE_DONE)) throw SqliteFailure.Of(target._handle, code);
                var pages = raw.sqlite3_backup_pagecount(copy);
                progress(pages - raw.sqlite3_backup_remaining(copy), pages);
            }
        }
        finally
        {
            Rollback();
        }
    }

    /// <summary>Makes the finished copy one file without side files.</summary>
    public void Seal()
    {
        if (Text("PRAGMA journal_mode=DELETE") != "delete") throw new SqliteFailure(raw.SQLITE_BUSY, "The copy could not be closed.");
    }

    /// <summary>A statement that lives as long as the connection.</summary>
    public Statement Prepare(string sql)
    {
        var statement = Once(sql, raw.SQLITE_PREPARE_PERSISTENT);
        _statements.Add(statement);
        return statement;
    }

    /// <summary>A statement its user disposes of.</summary>
    public Statement Once(string sql) => Once(sql, flags: 0);

    /// <summary>Runs one or more statements that answer nothing.</summary>
    public void Execute(string sql)
    {
        var code = raw.sqlite3_exec(_handle, sql);
        if (code != raw.SQLITE_OK) throw SqliteFailure.Of(_handle, code);
    }

    /// <summary>The first column of the first row as a number; 0 where there is none.</summary>
    public long Number(string sql) => First(sql, statement => statement.Int64(0));

    /// <summary>The first column of the first row as text; null where there is none.</summary>
    public string? Text(string sql) => First(sql, statement => statement.Text(0));

    /// <summary>Runs the work in one transaction: all of it is committed, or, where it throws, none.</summary>
    public void InTransaction(Action work)
    {
        Execute("BEGIN IMMEDIATE");
        try
        {
            work();
            Execute("COMMIT");
        }
        catch
        {
            Rollback();
            throw;
        }
    }

    /// <summary>Ends a transaction that SQLite has not ended by itself (it does so where the disk is full).</summary>
    public void Rollback()
    {
        if (raw.sqlite3_get_autocommit(_handle) == 0) raw.sqlite3_exec(_handle, "ROLLBACK");
    }

    /// <summary>Moves the whole WAL into the file and empties it, so that nothing overwritten is left there.</summary>
    public void Truncate()
    {
        var code = raw.sqlite3_wal_checkpoint_v2(_handle, "main", raw.SQLITE_CHECKPOINT_TRUNCATE, out _, out _);
        if (code != raw.SQLITE_OK) throw SqliteFailure.Of(_handle, code);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var statement in _statements) statement.Dispose();
        if (_owned) _handle.Dispose();
    }

    /// <summary>
    /// Makes the file with mode 0600: SQLite would leave it to whoever may enter the folder. Its side files take over its mode. What cannot be
    /// made here SQLite cannot make either, and says why.
    /// </summary>
    static void MakePrivate(string path)
    {
        if (OperatingSystem.IsWindows() || File.Exists(path)) return;
        try
        {
            using var made = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }
    }

    Statement Once(string sql, uint flags)
    {
        var code = raw.sqlite3_prepare_v3(_handle, sql, flags, out var prepared);
        return code == raw.SQLITE_OK ? new(_handle, prepared) : throw SqliteFailure.Of(_handle, code);
    }

    T? First<T>(string sql, Func<Statement, T> column)
    {
        using var statement = Once(sql);
        return statement.Step() ? column(statement) : default;
    }
}
