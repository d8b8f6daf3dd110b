using System.Diagnostics;
using EventStore.Client;
using Ledger.Journal;

namespace Ledger.Cluster;

/// <summary>
/// The ledger's stream on the server. Everything is asked of the node that leads, so that an answer is the truth, and asked again while nodes change; no longer,
/// though, than <see cref="Patience"/>.
/// </summary>
sealed class EventStream(EventStoreClientSettings settings, string name) : IAsyncDisposable
{
    /// <summary>
    /// How long one thing is asked for, again and again; how long a single answer is waited for; and the pauses between, which are short: a new leader is to be found as
    /// soon as there is one.
    /// </summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(45), Answer = TimeSpan.FromSeconds(10), ShortPause = TimeSpan.FromMilliseconds(25), LongPause = TimeSpan.FromMilliseconds(100);

    /// <summary>The bytes of a message: the server takes in the first ones of an append while the next are being written.</summary>
    const int MessageBytes = 64 << 10;

    /// <summary>After how long without a sign of life a connection counts as lost, and a node that was asked who leads as gone: silence is no answer of a leader whose machine lost its power.</summary>
    static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(1), Silence = TimeSpan.FromSeconds(2), Gossip = TimeSpan.FromSeconds(1);

    EventStoreClient _client = new(settings);

    /// <summary>The stream that says which origin the ledger was made with.</summary>
    string OriginStream => $"{name}-origin";

    /// <summary>Connects; nothing is asked of the server yet.</summary>
    public static EventStream Connect(EventStorePlace place)
    {
        var settings = EventStoreClientSettings.Create(place.Connection);
        settings.ConnectionName ??= "ledger";
        settings.ConnectivitySettings.NodePreference = NodePreference.Leader;
        (settings.ConnectivitySettings.KeepAliveInterval, settings.ConnectivitySettings.KeepAliveTimeout, settings.ConnectivitySettings.GossipTimeout) = (SignOfLife, Silence, Gossip);
        settings.OperationOptions.ThrowOnAppendFailure = true;
        settings.OperationOptions.BatchAppendSize = MessageBytes;
        return new(settings, place.Stream);
    }

    /// <summary>The newest entry, or null.</summary>
    public async Task<Found?> Newest(CancellationToken cancel) => (await Page(Direction.Backwards, StreamPosition.End, 1, cancel)).FirstOrDefault();

    /// <summary>At most so many entries, from an index on.</summary>
    public Task<List<Found>> Page(long from, long most, CancellationToken cancel) => Page(Direction.Forwards, StreamPosition.FromInt64(from), most, cancel);

    /// <summary>
    /// Appends at an index, all or nothing; false where the stream is not that long any more. Asked again under the same ids it is written once.
    /// </summary>
    /// <exception cref="UnansweredException">Nobody knows whether it was written.</exception>
    /// <exception cref="StoreFailedException">Nothing was written.</exception>
    public async Task<bool> Append(long first, StoredBatch events)
    {
        var (started, doubtful) = (Stopwatch.GetTimestamp(), false);
        for (var pause = ShortPause; ; pause = Longer(pause))
        {
            var client = Volatile.Read(ref _client);
            try
            {
                return await AppendOnce(client, first, events, doubtful);
            }
            catch (StoreFailedException failed) when (doubtful && failed.Code != StoreFailedException.Damaged)
            {
                throw new UnansweredException(failed);   // it is what was to say whether an attempt before has written it
            }
            catch (Exception exception) when (EventStoreFailure.IsOfEngine(exception) || WasGivenUp(client, exception))
            {
                // One who does not know yet what was acknowledged is a leader new in its office.
                var passes = EventStoreFailure.Passes(exception) || exception is WrongExpectedVersionException || WasGivenUp(client, exception);
                doubtful |= passes || EventStoreFailure.IsUnclear(exception);
                if (!doubtful) throw EventStoreFailure.AsFailed(exception);
                if (!passes || Stopwatch.GetElapsedTime(started) > Patience) throw new UnansweredException(exception);
                GiveUp(client, exception);
            }
            await Task.Delay(pause, CancellationToken.None);
        }
    }

    /// <summary>Gives the ledger its first origin, where it has none; the one it has.</summary>
    public async Task<string> Made(string origin, CancellationToken cancel)
    {
        if (await OriginNow(cancel) is { } made) return made;
        if (await Newest(cancel) is not null) throw new StoreFailedException(StoreFailedException.Damaged, "The journal is damaged: it does not know its origin.");
        var said = StoredEntry.Origin(origin);
        try
        {
            await Again(client => client.AppendToStreamAsync(OriginStream, StreamState.NoStream, [said], deadline: Answer, cancellationToken: cancel).WaitAsync(2 * Answer, cancel), cancel);
        }
        catch (WrongExpectedVersionException)   // another was faster
        {
        }
        return await OriginNow(cancel) ?? throw new StoreFailedException(StoreFailedException.Damaged, "The journal does not know its origin.");
    }

    /// <summary>What is stored from an index on, and then what comes, until the connection goes.</summary>
    public IAsyncEnumerable<ResolvedEvent> Subscribe(long from, CancellationToken cancel) =>
        Volatile.Read(ref _client).SubscribeToStream(name, from == 0 ? FromStream.Start : FromStream.After(StreamPosition.FromInt64(from - 1)), cancellationToken: cancel);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _client.DisposeAsync();

    async Task<bool> AppendOnce(EventStoreClient client, long first, StoredBatch events, bool doubtful)
    {
        Activity.Current = null;   // else the client writes its ids into the metadata of every event
        try
        {
            var appending = first == 0
                ? client.AppendToStreamAsync(name, StreamState.NoStream, events, deadline: Answer)
                : client.AppendToStreamAsync(name, StreamRevision.FromInt64(first - 1), events, deadline: Answer);
            var written = await appending.WaitAsync(2 * Answer);   // a server that is stopped answers nothing at all
            if (written.NextExpectedStreamRevision.ToInt64() != first + events.Count - 1)
                throw new StoreFailedException(StoreFailedException.Damaged, "The journal is damaged: its stream does not begin at 0.");
            return true;
        }
        catch (WrongExpectedVersionException wrong) when (wrong.ActualStreamRevision.ToInt64() >= first)
        {
            return doubtful && (await Page(first, 1, default)) is [var there] && there.Id == events[0].EventId;
        }
    }

    async Task<string?> OriginNow(CancellationToken cancel) => await Again(async client =>
    {
        try
        {
            await foreach (var said in client.ReadStreamAsync(Direction.Forwards, OriginStream, StreamPosition.Start, 1, deadline: Answer, cancellationToken: cancel))
                return StoredEntry.OriginOf(said.Event);
        }
        catch (StreamNotFoundException)
        {
        }
        return null;
    }, cancel);

    async Task<List<Found>> Page(Direction direction, StreamPosition from, long most, CancellationToken cancel) => await Again(async client =>
    {
        List<Found> page = [];
        try
        {
            await foreach (var read in client.ReadStreamAsync(direction, name, from, most, deadline: Answer, cancellationToken: cancel)) page.Add(StoredEntry.Read(read.Event));
        }
        catch (StreamNotFoundException)
        {
        }
        return page;
    }, cancel);

    async Task<TAnswer> Again<TAnswer>(Func<EventStoreClient, Task<TAnswer>> ask, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        for (var pause = ShortPause; ; pause = Longer(pause))
        {
            var client = Volatile.Read(ref _client);
            try
            {
                return await ask(client);
            }
            catch (Exception exception) when ((EventStoreFailure.IsOfEngine(exception) && exception is not WrongExpectedVersionException) || WasGivenUp(client, exception))
            {
                cancel.ThrowIfCancellationRequested();
                var passes = EventStoreFailure.Passes(exception) || WasGivenUp(client, exception);
                if (!passes || Stopwatch.GetElapsedTime(started) > Patience) throw EventStoreFailure.AsFailed(exception);
                GiveUp(client, exception);
            }
            await Task.Delay(pause, cancel);
        }
    }

    /// <summary>
    /// A client looks for another node only where its own refuses or says that it does not lead; where one falls silent it would ask that one for ever. Then a new client
    /// takes its place.
    /// </summary>
    void GiveUp(EventStoreClient client, Exception exception)
    {
        if (!EventStoreFailure.IsSilence(exception) || client != Volatile.Read(ref _client)) return;
        var next = new EventStoreClient(settings);
        var given = Interlocked.CompareExchange(ref _client, next, client) == client ? client : next;
        _ = given.DisposeAsync().AsTask();   // what it still waits for fails, and is asked of the new one
    }

    bool WasGivenUp(EventStoreClient client, Exception exception) => (exception is ObjectDisposedException or OperationCanceledException) && client != Volatile.Read(ref _client);

    static TimeSpan Longer(TimeSpan pause) => 2 * pause < LongPause ? 2 * pause : LongPause;
}

/// <summary>Something was asked for and nobody knows whether it happened.</summary>
sealed class UnansweredException(Exception cause) : Exception("An append was not answered.", cause);
