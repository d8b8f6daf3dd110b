using System.Runtime.CompilerServices;
using Ledger.Journal;
using Ledger.Postgres.Engine;

namespace Ledger.Postgres;

/// <summary>
/// The journal in a PostgreSQL database. Any number of processes may have it open and append: whoever is not at the head gets a conflict. Readers take pages,
/// each in a statement of its own.
/// </summary>
public sealed class PostgresJournal : IJournal
{
    /// <summary>How long a follower waits before it asks a server again that did not answer.</summary>
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    readonly JournalWriter _writer;
    readonly JournalReader _reader;
    readonly HeadWatch _watch;
    readonly Growth _growth = new();
    readonly Lock _gate = new();
    Task _asked = Task.CompletedTask;   // ends of reading that are being asked for
    readonly SeenHead _seen = new();
    readonly Guid? _holder;
    LogOrigins _origins;
    Tip? _tip;
    string? _broken;

    PostgresJournal(PostgresDatabase database, JournalReader reader, LogOrigins origins, Tip? tip, Guid? holder)
    {
        (_origins, _reader, _tip, _holder) = (origins, reader, tip, holder);
        _writer = new(database, holder);
        _watch = new(database, _growth, _seen);
        _seen.Saw((tip?.Index ?? -1) + 1);
    }

    /// <inheritdoc/>
    public string Origin => Origins.Current;

    /// <inheritdoc/>
    public LogOrigins Origins => Volatile.Read(ref _origins);

    /// <summary>
    /// Opens the journal of a database, or makes it with the origin given. A journal that is there already keeps its own. The database stays its opener's.
    /// </summary>
    /// <exception cref="StoreRefusedException">It is damaged, or the role may not write.</exception>
    /// <exception cref="StoreFailedException">The server could not be reached.</exception>
    public static ValueTask<PostgresJournal> Open(PostgresDatabase database, string origin, CancellationToken cancel) => Open(database, origin, holder: null, cancel);

    /// <summary>As <see cref="Open(PostgresDatabase, string, CancellationToken)"/>, to be appended to for as long as the turn is this process's.</summary>
    /// <exception cref="StoreRefusedException">It is damaged, or the role may not write.</exception>
    /// <exception cref="StoreFailedException">The server could not be reached.</exception>
    public static ValueTask<PostgresJournal> Open(PostgresDatabase database, string origin, PostgresTurn turn, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(turn);
        return Open(database, origin, turn.Holder, cancel);
    }

    static async ValueTask<PostgresJournal> Open(PostgresDatabase database, string origin, Guid? holder, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(database);
        try
        {
            await JournalOrigins.Make(database, origin);
            var reader = new JournalReader(database);
            await using var connection = await database.Events.OpenConnectionAsync(cancel);
            var opened = new PostgresJournal(database, reader, await JournalOrigins.Read(connection, cancel), await reader.Tip(cancel), holder);
            await database.Durable.Settle();   // what was found may be visible without being durable yet
            return opened;
        }
        catch (UnansweredException unanswered)
        {
            throw new StoreFailedException(StoreFailedException.InputOutput, unanswered.Message);
        }
        catch (Exception exception) when (PostgresFailure.IsOfEngine(exception))
        {
            throw PostgresFailure.AsRefused(exception);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="StoreFailedException">The server failed; or the journal is shorter than it was, so that it is another.</exception>
    public async ValueTask<long> Count(CancellationToken cancel)
    {
        var longest = _seen.Longest;
        var count = await _reader.Count(cancel);
        return _seen.Saw(count, longest) ? count : throw Gap();
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">An entry is empty or longer than <see cref="Entry.BytesMax"/>; nothing was written.</exception>
    /// <exception cref="StoreFailedException">The server failed. Where it said so itself nothing was written; otherwise nobody knows, and every later append is
    /// refused until the journal is opened again.</exception>
    public ValueTask<Appended> Append(IReadOnlyList<Entry> batch, CancellationToken cancel) => Append(batch, Origins, null, cancel);

    /// <inheritdoc/>
    /// <exception cref="StoreFailedException">As with <see cref="Append(IReadOnlyList{Entry}, CancellationToken)"/>.</exception>
    public async ValueTask<Appended> Continue(string origin, Entry first, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(first);
        var origins = Origins.With(first.Index, origin);
        var appended = await Append([first], Origins, origin, cancel);
        if (appended == Appended.Yes) Volatile.Write(ref _origins, origins);
        return appended;
    }

    /// <inheritdoc/>
    public ValueTask<long> Length(string stream, CancellationToken cancel) => _reader.Length(stream, cancel);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<long>> Lengths(IReadOnlyList<string> streams, CancellationToken cancel) => await _reader.Lengths([.. streams], cancel);

    /// <inheritdoc/>
    public ValueTask<Entry?> Find(PublicationKey publication, CancellationToken cancel) => _reader.Find(publication, cancel);

    /// <inheritdoc/>
    public IAsyncEnumerable<Entry> Read(string stream, long from, CancellationToken cancel) =>
        Pages(from, End(_reader.Length(stream, cancel)), (at, end) => _reader.Page(stream, at, end, cancel), entry => entry.Sequence, cancel);

    /// <inheritdoc/>
    public IAsyncEnumerable<Entry> ReadAll(long from, CancellationToken cancel) =>
        Pages(from, End(_reader.Count(cancel)), (at, end) => _reader.Page(at, end, cancel), entry => entry.Index, cancel);

    /// <inheritdoc/>
    public async IAsyncEnumerable<Entry> ReadAt(IReadOnlyList<long> indexes, [EnumeratorCancellation] CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(indexes);
        var (before, length) = (-1L, new PageLength());
        for (var at = 0; at < indexes.Count;)
        {
            long[] asked = [.. indexes.Skip(at).Take(length.Next)];
            var read = await _reader.Page(asked, cancel);
            var page = read.ToDictionary(entry => entry.Index);
            length.Read(read);
            for (var place = 0; place < asked.Length; place++, at++)
            {
                if (asked[place] <= before) throw NotAscending();
                before = asked[place];
                if (!page.TryGetValue(before, out var entry)) throw before < await Count(cancel) ? Gap() : NotAscending();
                yield return entry;
            }
        }

        static ArgumentException NotAscending() => new("The indexes do not ascend, or one of them is not there.", nameof(indexes));
    }

    /// <inheritdoc/>
    /// <remarks>It outlives the server: while that does not answer it waits. One that comes back with fewer entries ends it.</remarks>
    public async IAsyncEnumerable<Entry> Follow(long from, [EnumeratorCancellation] CancellationToken cancel)
    {
        _watch.Start();
        var length = new PageLength();
        for (var at = from; ;)
        {
            var growth = _growth.Next;
            var page = await PageOrNone(at, at + length.Next, cancel);
            if (_seen.IsLost) throw Gap();
            if (page is null) await Task.WhenAny(growth, Task.Delay(Pause, cancel));
            else if (page.Count == 0) await growth.WaitAsync(cancel);
            if (growth.IsFaulted) await growth;   // closed
            cancel.ThrowIfCancellationRequested();
            foreach (var entry in page ?? [])
            {
                if (entry.Index != at++ || _seen.IsLost) throw Gap();
                yield return entry;
            }
            length.Read(page ?? []);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _growth.End(nameof(PostgresJournal));
        await _watch.DisposeAsync();
    }

    async ValueTask<Appended> Append(IReadOnlyList<Entry> batch, LogOrigins origins, string? origin, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        DemandWhole();
        foreach (var entry in batch)
        {
            if (entry.Bytes.Length is 0 or > Entry.BytesMax) throw new ArgumentException($"Entry {entry.Index} has {entry.Bytes.Length} bytes.", nameof(batch));
        }
        await EndsAsked();
        if (!await Written(batch, origins.All.Count, origin))
        {
            // What was prepared for one origin opens under no other, so nothing more of it may be recorded.
            if (await _reader.Origins(default) != origins.All.Count) _broken = "the log goes on under another origin";
            if (_holder is { } holder && !await _reader.Serves(holder, default)) _broken = "another replica has taken the ledger over";
            DemandWhole();
            if (_tip is not { } tip || await _reader.Has(tip, default)) return Appended.Conflict;
            _seen.Lose();
            throw Gap();
        }
        if (batch is [.., var newest])
        {
            _tip = Tip.Of(newest);
            _seen.Saw(newest.Index + 1);
        }
        _growth.Happened();
        return Appended.Yes;
    }

    async ValueTask<bool> Written(IReadOnlyList<Entry> batch, int origins, string? origin)
    {
        try
        {
            return await _writer.Write(batch, origins, _tip, origin);
        }
        catch (UnansweredException unanswered)
        {
            _broken = unanswered.Why;
            throw new StoreFailedException(StoreFailedException.InputOutput, $"An append was not answered ({_broken}).");
        }
        catch (Exception exception) when (PostgresFailure.IsOfEngine(exception))
        {
            throw PostgresFailure.AsFailed(exception);
        }
    }

    void DemandWhole()
    {
        if (_broken is { } broken) throw new StoreFailedException(StoreFailedException.Reopen, $"An append failed ({broken}); open the journal again.");
    }

    /// <summary>A reading ends where the journal ended when it was asked for, so the question is on its way before the caller goes on.</summary>
    Task<long> End(ValueTask<long> asked)
    {
        var end = asked.AsTask();
        lock (_gate) _asked = _asked.IsCompleted ? end : Task.WhenAll(_asked, end);
        return end;
    }

    /// <summary>Nothing is appended from here before all ends asked for are known. Whoever asked hears what failed.</summary>
    Task EndsAsked()
    {
        lock (_gate) return _asked.IsCompleted ? Task.CompletedTask : _asked.ContinueWith(asked => { _ = asked.Exception; }, TaskScheduler.Default);
    }

    async ValueTask<List<Entry>?> PageOrNone(long from, long end, CancellationToken cancel)
    {
        try
        {
            return await _reader.Page(from, end, cancel);
        }
        catch (StoreFailedException failed) when (failed.Code == StoreFailedException.InputOutput)
        {
            return null;
        }
    }

    static async IAsyncEnumerable<Entry> Pages(long from, Task<long> asked, Func<long, long, ValueTask<List<Entry>>> page, Func<Entry, long> place,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        var (end, length) = (await asked, new PageLength());
        for (var at = from; at < end;)
        {
            cancel.ThrowIfCancellationRequested();
            var entries = await page(at, Math.Min(end, at + length.Next));
            if (entries.Count == 0) throw Gap();
            foreach (var entry in entries)
            {
                if (place(entry) != at++) throw Gap();
                yield return entry;
            }
            length.Read(entries);
        }
    }

    static StoreFailedException Gap() => new(StoreFailedException.Damaged, "An entry is missing in the journal: it is damaged, or the database was replaced by one that lacks it.");
}
