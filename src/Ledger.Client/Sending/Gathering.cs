using System.Threading.Channels;
using Ledger.Journal;
using Microsoft.Extensions.Options;

namespace Ledger.Client.Sending;

/// <summary>
/// Lets single events that are published at about the same time travel together. One request is on its way at a time; what comes meanwhile goes with
/// the next one.
/// </summary>
sealed class Gathering : IAsyncDisposable
{
    /// <summary>Publishers beyond these wait before they are let in.</summary>
    const int WaitingMax = 10_000;

    readonly Channel<Passenger> _waiting = Channel.CreateBounded<Passenger>(new BoundedChannelOptions(WaitingMax) { SingleReader = true });
    readonly CancellationTokenSource _closing = new();
    readonly Delivery _delivery;
    readonly TimeProvider _clock;
    readonly LedgerClientOptions _options;
    readonly Task _driving;

    public Gathering(Delivery delivery, IOptions<LedgerClientOptions> options, TimeProvider clock)
    {
        (_delivery, _options, _clock) = (delivery, options.Value, clock);
        _driving = Task.Run(Drive);
    }

    /// <summary>Sends one event with whatever else waits. Its receipt, its own refusal, or <see cref="LedgerUnreachableException"/>.</summary>
    public async Task<Receipt> Send(Outgoing happened, CancellationToken cancel)
    {
        var passenger = new Passenger(happened);
        using var timeout = new CancellationTokenSource(_options.PublishTimeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
        try
        {
            await _waiting.Writer.WriteAsync(passenger, either.Token).ConfigureAwait(false);
            return await passenger.Arrival.Task.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw new LedgerUnreachableException($"The ledger did not answer in time: {passenger.Setback?.Cause ?? "others were still being published"}.", passenger.Setback?.Error);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(ILedger));
        }
        finally
        {
            passenger.Leave();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_waiting.Writer.TryComplete()) return;
        await _closing.CancelAsync().ConfigureAwait(false);
        await _driving.ConfigureAwait(false);
        while (_waiting.Reader.TryRead(out var left)) left.Arrival.TrySetException(new ObjectDisposedException(nameof(ILedger)));
        _closing.Dispose();
    }

    async Task Drive()
    {
        try
        {
            while (await _waiting.Reader.WaitToReadAsync(_closing.Token).ConfigureAwait(false))
            {
                if (_options.Linger > TimeSpan.Zero) await Task.Delay(_options.Linger, _clock, _closing.Token).ConfigureAwait(false);
                var load = Load();
                if (load.Count > 0) await Carry(load).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
        }
    }

    List<Passenger> Load()
    {
        List<Passenger> load = [];
        var bytes = 0L;
        while (load.Count < _options.BatchEventsMax && _waiting.Reader.TryPeek(out var next) && (load.Count == 0 || bytes + next.Event.Json.Length <= _options.BatchBytesMax))
        {
            _waiting.Reader.TryRead(out _);
            if (next.HasLeft) continue;
            load.Add(next);
            bytes += next.Event.Json.Length;
        }
        return load;
    }

    /// <summary>Tries as long as anybody still waits for it.</summary>
    async Task Carry(List<Passenger> load)
    {
        using var empty = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
        var aboard = load.Count;
        foreach (var passenger in load)
            passenger.OnLeaving(() => { if (Interlocked.Decrement(ref aboard) == 0) Cancel(empty); });
        try
        {
            await foreach (var done in _delivery.Send([.. load.Select(p => p.Event)], s => load.ForEach(p => p.Setback = s), empty.Token).ConfigureAwait(false))
            {
                for (var at = 0; at < done.Count; at++)
                {
                    if (done.Receipts is { } receipts) load[done.First + at].Arrival.TrySetResult(receipts[at]);
                    else load[done.First + at].Arrival.TrySetException(done.Refusal!);
                }
            }
        }
        catch (OperationCanceledException) when (empty.IsCancellationRequested)
        {
            foreach (var passenger in load) passenger.Arrival.TrySetException(new ObjectDisposedException(nameof(ILedger)));
        }
        catch (Exception error)   // a refusal of all of them, or a fault: either way each of them learns of it
        {
            foreach (var passenger in load) passenger.Arrival.TrySetException(error);
        }
    }

    static void Cancel(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)   // it arrived in that moment
        {
        }
    }

    /// <summary>An event on its way, and the publisher who waits for it.</summary>
    sealed class Passenger(Outgoing happened)
    {
        readonly Lock _gate = new();
        Action? _leaving;

        public Outgoing Event { get; } = happened;

        public TaskCompletionSource<Receipt> Arrival { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Why it has not arrived yet.</summary>
        public Setback? Setback { get; set; }

        /// <summary>Whether nobody waits for it any more.</summary>
        public bool HasLeft { get; private set; }

        public void Leave()
        {
            Action? leaving;
            lock (_gate)
            {
                if (HasLeft) return;
                HasLeft = true;
                leaving = _leaving;
            }
            leaving?.Invoke();
        }

        public void OnLeaving(Action leaving)
        {
            lock (_gate)
            {
                if (!HasLeft)
                {
                    _leaving = leaving;
                    return;
                }
            }
            leaving();
        }
    }
}
