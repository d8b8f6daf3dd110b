using System.Runtime.CompilerServices;
using Ledger.Journal;
using Ledger.Sqlite.Engine;

namespace Ledger.Sqlite;

/// <summary>
/// The journal in one SQLite file: WAL, <c>synchronous=FULL</c>, one writing connection, any number of read-only ones. Appending and
/// reading work on the calling thread. Readers take pages, each in a read transaction of its own, so that no slow reader keeps the WAL from
/// being emptied.
/// </summary>
public sealed class SqliteJournal : IJournal
{
    /// <summary>The format of a journal that was continued: a version that does not know its origins must not sign or open under the first.</summary>
    const int Continued = 2;

    const int CacheKibibytes = 32_768;

    readonly Database _database;
    readonly JournalWriter _writer;
    readonly ReaderPool<JournalReader> _readers;
    readonly Growth _growth = new();
    LogOrigins _origins;
    long _count;
    string? _broken;

    SqliteJournal(Database database, string path)
    {
        _database = database;
        _origins = JournalOrigins.Read(database);
        _count = database.Number("SELECT coalesce(max(idx)+1, 0) FROM events");
        _writer = new(database);
        _readers = new(() => new JournalReader(path));
    }

    /// <inheritdoc/>
    public string Origin => Origins.Current;

    /// <inheritdoc/>
    public LogOrigins Origins => Volatile.Read(ref _origins);

    /// <summary>
    /// Opens the journal at a path, or makes it with the origin given. A journal that is there already keeps its own.
    /// </summary>
    /// <exception cref="StoreRefusedException">It is damaged, of a newer format, something else, read-only, or not as durable as
    /// asked.</exception>
    public static SqliteJournal Open(string path, string origin)
    {
        var file = new StoreFile(path, StoreFile.Id("LdgJ"u8), Version: Continued) { Made = 1 };
        var database = file.Open(Durability.Full, CacheKibibytes, made => Make(made, origin));
        try
        {
            return new(database, path);
        }
        catch (SqliteFailure failure)
        {
            database.Dispose();
            throw failure.AsRefused(Path.GetFileName(path));
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask<long> Count(CancellationToken cancel) => new(Volatile.Read(ref _count));

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">An entry is empty or longer than <see cref="Entry.BytesMax"/>; nothing was written.</exception>
    /// <exception cref="StoreFailedException">The engine failed; every later append is refused until the journal is opened
    /// again.</exception>
    public ValueTask<Appended> Append(IReadOnlyList<Entry> batch, CancellationToken cancel) => new(Append(batch, null, cancel));

    /// <inheritdoc/>
    /// <exception cref="StoreFailedException">The engine failed; opening the journal again tells whether it was continued.</exception>
    public ValueTask<Appended> Continue(string origin, Entry first, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(first);
        var origins = Origins.With(first.Index, origin);
        var appended = Append([first], () =>
        {
            JournalOrigins.Add(_database, new(first.Index, origin));
            _database.Execute($"PRAGMA user_version={Continued}");
        }, cancel);
        if (appended == Appended.Yes) Volatile.Write(ref _origins, origins);
        return new(appended);
    }

    /// <inheritdoc/>
    public ValueTask<long> Length(string stream, CancellationToken cancel) => new(LengthOf(stream));

    /// <inheritdoc/>
    public ValueTask<Entry?> Find(PublicationKey publication, CancellationToken cancel) =>
        new(_readers.Use(reader => reader.Find(publication)));

    /// <inheritdoc/>
    public IAsyncEnumerable<Entry> Read(string stream, long from, CancellationToken cancel)
    {
        var end = LengthOf(stream);
        return Pages(from, end, (reader, at) => reader.Page(stream, at, end), entry => entry.Sequence, cancel);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<Entry> ReadAll(long from, CancellationToken cancel) => Range(from, Volatile.Read(ref _count), cancel);

    /// <inheritdoc/>
    public async IAsyncEnumerable<Entry> ReadAt(IReadOnlyList<long> indexes, [EnumeratorCancellation] CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(indexes);
        await Task.CompletedTask;
        var before = -1L;
        for (var at = 0; at < indexes.Count;)
        {
            cancel.ThrowIfCancellationRequested();
            var from = at;
            foreach (var entry in _readers.Use(reader => reader.Page(indexes, from)))
            {
                if (entry.Index <= before) throw NotAscending();
                before = entry.Index;
                at++;
                yield return entry;
            }
            if (at == from) throw indexes[at] >= 0 && indexes[at] < Volatile.Read(ref _count) ? Gap() : NotAscending();
        }

        static ArgumentException NotAscending() => new("The indexes do not ascend, or one of them is not there.", nameof(indexes));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<Entry> Follow(long from, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (var at = from; ;)
        {
            var growth = _growth.Next;
            var end = Volatile.Read(ref _count);
            await foreach (var entry in Range(at, end, cancel)) yield return entry;
            if (at >= end) await growth.WaitAsync(cancel);
            at = Math.Max(at, end);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _growth.End(nameof(SqliteJournal));
        _readers.Dispose();   // before the writer, so that it is the last to close and leaves no WAL behind
        _database.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>A read costs more than it seems, and every event asks: streams written lately are answered from memory.</summary>
    long LengthOf(string stream) => _writer.LatelyWritten(stream) ?? _readers.Use(reader => reader.Length(stream));

    Appended Append(IReadOnlyList<Entry> batch, Action? with, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (_broken is not null)
        {
            throw new StoreFailedException(StoreFailedException.Reopen, $"An append failed ({_broken}); open the journal again.");
        }
        foreach (var entry in batch)
        {
            if (entry.Bytes.Length is 0 or > Entry.BytesMax)
            {
                throw new ArgumentException($"Entry {entry.Index} has {entry.Bytes.Length} bytes.", nameof(batch));
            }
        }
        if (!Written(batch, with)) return Appended.Conflict;
        Volatile.Write(ref _count, _count + batch.Count);
        _growth.Happened();
        return Appended.Yes;
    }

    bool Written(IReadOnlyList<Entry> batch, Action? with)
    {
        try
        {
            return _writer.Append(batch, _count, with);
        }
        catch (SqliteFailure failure)
        {
            _broken = failure.Message;
            throw failure.AsFailed();
        }
    }

    IAsyncEnumerable<Entry> Range(long from, long end, CancellationToken cancel) =>
        Pages(from, end, (reader, at) => reader.Page(at, end), entry => entry.Index, cancel);

    async IAsyncEnumerable<Entry> Pages(
        long from, long end, Func<JournalReader, long, List<Entry>> page, Func<Entry, long> place,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask;
        for (var at = from; at < end;)
        {
            cancel.ThrowIfCancellationRequested();
            var start = at;
            foreach (var entry in _readers.Use(reader => page(reader, start)))
            {
                if (place(entry) != at++) throw Gap();
                yield return entry;
            }
            if (at == start) throw Gap();
        }
    }

    static StoreFailedException Gap() => new(StoreFailedException.Damaged, "An entry is missing in the journal.");

    static void Make(Database database, string origin)
    {
        database.Execute("""
            CREATE TABLE events (
              idx INTEGER PRIMARY KEY, stream TEXT NOT NULL, sequence INTEGER NOT NULL, publication BLOB NOT NULL, body BLOB NOT NULL,
              UNIQUE (stream, sequence), UNIQUE (publication)) STRICT
            """);
        JournalOrigins.Make(database, origin);
    }
}
