using Ledger.Journal;

namespace Ledger.Cluster;

/// <summary>
/// The journal in EventStoreDB: one stream per ledger, so that an entry's index is its revision, and each append names the revision it expects: of several processes
/// that append at once one is at the head, and the others hear of a conflict. An entry is durable once a majority of the nodes has it.
/// </summary>
/// <remarks>
/// <see cref="Count"/>, <see cref="ReadAll"/> and <see cref="Read"/> ask the node that leads. <see cref="Length"/> and <see cref="Find"/> answer of what this process knew when it
/// asked last: whoever decides upon it appends at the index it knew, or hears of a conflict.
/// </remarks>
public sealed partial class EventStoreJournal : IJournal
{
    /// <summary>
    /// How many bytes of events one group may hold. What an append may hold is the server's MaxAppendSize, metadata included; it has to be 15 MiB (docs/cluster.md).
    /// </summary>
    public const long GroupBytesMax = 8 << 20;

    readonly EventStream _stream;
    readonly JournalIndex _index;
    readonly SemaphoreSlim _catching = new(1, 1);
    readonly CancellationTokenSource _closed = new();
    readonly Lock _gate = new();
    Task _asked = Task.CompletedTask;   // ends of reading that are being asked for
    LogOrigins _origins;
    string? _broken;

    EventStoreJournal(EventStream stream, JournalIndex index) => (_stream, _index, _origins) = (stream, index, index.Origins);

    /// <inheritdoc/>
    public string Origin => Origins.Current;

    /// <inheritdoc/>
    public LogOrigins Origins => Volatile.Read(ref _origins);

    long IJournal.GroupBytesMax => GroupBytesMax;

    /// <summary>Opens the journal, or makes it with the origin given; one that is there already keeps its own. All of it is read once, for its index.</summary>
    /// <exception cref="StoreRefusedException">It is damaged, or the connection string or user is not one to work with.</exception>
    /// <exception cref="StoreFailedException">The server could not be reached.</exception>
    public static async ValueTask<EventStoreJournal> Open(EventStorePlace place, string origin, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(place);
        EventStream? stream = null;
        try
        {
            stream = EventStream.Connect(place);
            var index = new JournalIndex(await stream.Made(origin, cancel));
            var opened = new EventStoreJournal(stream, index);
            await opened.CatchUp(whole: false, cancel);
            opened._origins = index.Origins;
            return opened;
        }
        catch (Exception exception)
        {
            if (stream is not null) await stream.DisposeAsync();
            if (exception is StoreFailedException || EventStoreFailure.IsOfEngine(exception)) throw EventStoreFailure.AsRefused(exception);
            throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="StoreFailedException">The server failed; or the journal is not the one it was.</exception>
    public ValueTask<long> Count(CancellationToken cancel) => CatchUp(whole: true, cancel);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">An entry is empty or longer than <see cref="Entry.BytesMax"/>; nothing was written.</exception>
    /// <exception cref="StoreFailedException">The server failed. Where it said so itself nothing was written; otherwise nobody knows, and every later append is
    /// refused until the journal is opened again.</exception>
    public ValueTask<Appended> Append(IReadOnlyList<Entry> batch, CancellationToken cancel) => Append(batch, null, cancel);

    /// <inheritdoc/>
    /// <exception cref="StoreFailedException">As with <see cref="Append(IReadOnlyList{Entry}, CancellationToken)"/>.</exception>
    public async ValueTask<Appended> Continue(string origin, Entry first, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(first);
        var origins = Origins.With(first.Index, origin);
        var appended = await Append([first], origin, cancel);
        if (appended == Appended.Yes) Volatile.Write(ref _origins, origins);
        return appended;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_closed.IsCancellationRequested) return;
        await _closed.CancelAsync();   // never disposed of: it has no timer, and a second closing finds it
        await _stream.DisposeAsync();
    }

    async ValueTask<Appended> Append(IReadOnlyList<Entry> batch, string? origin, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        DemandWhole();
        foreach (var entry in batch)
        {
            if (entry.Bytes.Length is 0 or > Entry.BytesMax) throw new ArgumentException($"Entry {entry.Index} has {entry.Bytes.Length} bytes.", nameof(batch));
        }
        if (batch.Count == 0) return Appended.Yes;
        await EndsAsked();
        if (!_index.Continues(batch)) return Appended.Conflict;
        var events = new StoredBatch(batch, origin);
        if (!await Written(batch[0].Index, events)) return Appended.Conflict;
        _index.Add([.. batch.Select((entry, place) => new Known(entry.Index, entry.Stream, entry.Sequence, entry.Publication, events[place].EventId, place == 0 ? origin : null))]);
        return Appended.Yes;
    }

    async ValueTask<bool> Written(long first, StoredBatch events)
    {
        try
        {
            return await _stream.Append(first, events);
        }
        catch (UnansweredException unanswered)
        {
            _broken = "it was not answered";
            throw new StoreFailedException(StoreFailedException.InputOutput, unanswered.Message, unanswered.InnerException);
        }
    }

    void DemandWhole()
    {
        // What was prepared for one origin opens under no other, so nothing more of it may be recorded.
        if (_index.Origins.All.Count != Origins.All.Count) _broken ??= "the log goes on under another origin";
        if (_broken is { } broken) throw new StoreFailedException(StoreFailedException.Reopen, $"An append failed ({broken}); open the journal again.");
    }

    /// <summary>A reading ends where the journal ended when it was asked for, so the question is on its way before the caller goes on.</summary>
    Task<TEnd> End<TEnd>(Task<TEnd> asked)
    {
        lock (_gate) _asked = _asked.IsCompleted ? asked : Task.WhenAll(_asked, asked);
        return asked;
    }

    /// <summary>Nothing is appended from here before all ends asked for are known. Whoever asked hears what failed.</summary>
    Task EndsAsked()
    {
        lock (_gate) return _asked.IsCompleted ? Task.CompletedTask : _asked.ContinueWith(asked => { _ = asked.Exception; }, TaskScheduler.Default);
    }
}
