using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Ledger.Client.Outbox;

/// <summary>
/// The outbox's file: SQLite in WAL mode, every commit synced, deleted rows overwritten. One connection, which nobody else can have beside it, does all
/// the reading, writing and checkpointing; what is asked for at the same time shares one transaction and so one sync.
/// </summary>
sealed class OutboxFile : IAsyncDisposable
{
    const int GroupMax = 256, WaitSeconds = 10;

    readonly Channel<Job> _jobs = Channel.CreateUnbounded<Job>(new() { SingleReader = true });
    readonly SqliteConnection _connection;
    readonly OutboxTable _table;
    readonly Task _working;
    bool _uncertain;

    OutboxFile(SqliteConnection connection, OutboxTable table)
    {
        (_connection, _table, Counts) = (connection, table, table.Counts);
        _working = Task.Run(Work);
    }

    /// <summary>What is in it, as last committed.</summary>
    public OutboxCounts Counts { get; private set => Volatile.Write(ref field, value); }

    /// <summary>Opens or makes the file. Waits a little for a process that is about to end.</summary>
    /// <exception cref="LedgerOutboxException">It cannot be opened.</exception>
    public static OutboxFile Open(string path, OutboxSeal seal, OutboxLimits limits, int waitSeconds = WaitSeconds)
    {
        MakePrivate(path);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = waitSeconds }.ToString());
        var table = new OutboxTable(connection, seal, limits);
        try
        {
            connection.Open();
            Synced(connection, "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA fullfsync=ON; PRAGMA secure_delete=ON; PRAGMA journal_size_limit=16777216");
            Set(connection, "BEGIN IMMEDIATE");
            table.Make();
            table.Load();
            Set(connection, "COMMIT");
            return new(connection, table);
        }
        catch (Exception error)
        {
            table.Dispose();
            connection.Dispose();
            if (error is SqliteException sqlite) throw Failure(sqlite);
            throw;
        }
    }

    /// <summary>Does the work with others' in one transaction; answers once that is durable.</summary>
    /// <exception cref="LedgerOutboxException">It could not be done.</exception>
    public async Task<T> Do<T>(Func<OutboxTable, T> work)
    {
        var job = new Job<T>(work);
        ObjectDisposedException.ThrowIf(!_jobs.Writer.TryWrite(job), typeof(ILedgerOutbox));
        return await job.Done.Task.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_jobs.Writer.TryComplete()) return;
        await _working.ConfigureAwait(false);
        _table.Dispose();
        await _connection.DisposeAsync().ConfigureAwait(false);
    }

    async Task Work()
    {
        while (await _jobs.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            List<Job> group = [];
            while (group.Count < GroupMax && _jobs.Reader.TryRead(out var job)) group.Add(job);
            try
            {
                Commit(group);
            }
            catch (Exception error)   // whatever it is, those who wait must learn of it, and the next ones have their try
            {
                group.ForEach(job => job.Fail(error is SqliteException sqlite ? Failure(sqlite) : error));
            }
        }
    }

    void Commit(List<Job> group)
    {
        if (_uncertain) Recover();
        _uncertain = true;
        Set(_connection, "BEGIN IMMEDIATE");
        group.ForEach(job => job.Run(_table));
        Set(_connection, "COMMIT");
        _uncertain = false;
        Counts = _table.Counts;
        group.ForEach(job => job.Complete());
    }

    /// <summary>After a failure: ends the transaction, if SQLite has not done so by itself, and counts anew.</summary>
    void Recover()
    {
        if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle!) == 0) Set(_connection, "ROLLBACK");
        _table.Load();
    }

    static void Set(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    static void Synced(SqliteConnection connection, string pragmas)
    {
        Set(connection, pragmas);
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA synchronous";
        if (command.ExecuteScalar() is not 2L) throw new LedgerOutboxException(LedgerOutboxException.InputOutput, "The outbox cannot be opened with synced commits.");
    }

    static LedgerOutboxException Failure(SqliteException error) => error.SqliteErrorCode switch
    {
        5 or 6 => new(LedgerOutboxException.InUse, "Another process holds the outbox.", error),
        11 or 26 => new(LedgerOutboxException.Damaged, "The outbox's file is damaged or no outbox.", error),
        13 => new(LedgerOutboxException.InputOutput, "No space is left for the outbox.", error),
        _ => new(LedgerOutboxException.InputOutput, "The outbox's file could not be read or written.", error),
    };

    /// <summary>Makes the file with mode 0600; its side files take over its mode.</summary>
    static void MakePrivate(string path)
    {
        if (OperatingSystem.IsWindows() || File.Exists(path)) return;
        try
        {
            new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }).Dispose();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            if (!File.Exists(path)) throw new LedgerOutboxException(LedgerOutboxException.InputOutput, "The outbox's file cannot be made.", error);
        }
    }

    abstract class Job
    {
        public abstract void Run(OutboxTable table);

        public abstract void Complete();

        public abstract void Fail(Exception error);
    }

    sealed class Job<T>(Func<OutboxTable, T> work) : Job
    {
        T? _answer;
        LedgerOutboxException? _no;

        public TaskCompletionSource<T> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>A no that wrote nothing concerns this one alone.</summary>
        public override void Run(OutboxTable table)
        {
            try
            {
                _answer = work(table);
            }
            catch (LedgerOutboxException no)
            {
                _no = no;
            }
        }

        public override void Complete()
        {
            if (_no is not null) Done.TrySetException(_no);
            else Done.TrySetResult(_answer!);
        }

        public override void Fail(Exception error) => Done.TrySetException(error);
    }
}
