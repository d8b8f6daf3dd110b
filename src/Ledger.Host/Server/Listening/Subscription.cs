using Ledger.Journal;
using Ledger.Listening;
using Ledger.Proofs;

namespace Ledger.Host.Server.Listening;

/// <summary>What delivering needs, the same for all webhooks.</summary>
sealed record DeliveryParts(Tail Tail, Delivery Delivery, WebhookSender Sender, NoticeParts Notices, TimeProvider Clock, FillRandom Random, ListeningSettings Settings);

/// <summary>Where a webhook is delivered, what it hears, and with what it signs, as loaded from the vault.</summary>
sealed record SubscriptionTerms(SubscriberRow Row, Uri Address, EventFilter Filter, byte[] Secret, byte[]? Previous)
{
    /// <summary>The address never prints.</summary>
    public override string ToString() => Row.Id;
}

/// <summary>
/// One webhook at work. One loop makes the first attempts, one after another in order of index; another makes what failed again, each when it is due. A
/// failed delivery does not hold up later ones; a receiver that fails again and again, or asks for time, is given a rest.
/// </summary>
sealed class Subscription(SubscriptionTerms terms, IOutlet outlet, Progress progress, DeliveryParts parts) : IAsyncDisposable
{
    static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(10);

    readonly CancellationTokenSource _ended = new();
    readonly Growth _changed = new();
    Task _work = Task.CompletedTask;
    long _held;   // moment until which everything waits, since the receiver asked
    volatile SubscriptionTerms _terms = terms;

    public SubscriptionTerms Terms => _terms;

    public Progress Progress => progress;

    /// <summary>Begins to deliver; <paramref name="failed"/> hears of what ends a loop for a while, never of a failed delivery.</summary>
    public void Start(Action<Exception> failed) =>
        _work = Task.WhenAll(Task.Run(() => Keep(FirstAttempts, failed)), Task.Run(() => Keep(LaterAttempts, failed)));

    /// <summary>Goes on under other terms: paused or not, with another secret.</summary>
    public void Change(SubscriptionTerms terms)
    {
        _terms = terms;
        _changed.Happened();
    }

    /// <summary>Goes on at once, whatever the receiver said before.</summary>
    public void Resume(SubscriptionTerms terms)
    {
        progress.Resume();
        Interlocked.Exchange(ref _held, 0);
        Change(terms);
    }

    /// <summary>Tries a dead letter again.</summary>
    public void Revive(DeliveryRow dead)
    {
        progress.Revive(dead, Now);
        _changed.Happened();
    }

    /// <summary>Ends its deliveries; once more does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_ended.IsCancellationRequested) return;
        await _ended.CancelAsync();
        await _work;
        _ended.Dispose();
    }

    async Task Keep(Func<CancellationToken, Task> loop, Action<Exception> failed)
    {
        while (!_ended.IsCancellationRequested)
        {
            try
            {
                await loop(_ended.Token);
            }
            catch (OperationCanceledException) when (_ended.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)   // the journal or the vault cannot be read: deliveries go on once they can
            {
                failed(error);
                await Task.Delay(TimeSpan.FromSeconds(1), parts.Clock, _ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    async Task FirstAttempts(CancellationToken cancel)
    {
        while (true)
        {
            await Ready(first: true, cancel);
            var grown = outlet.Grown;   // before looking, so that none is missed
            var page = await outlet.Next(progress.Now.Row.Position, cancel);
            foreach (var offer in page.Offers)
            {
                if (!offer.Passes)
                {
                    progress.Pass(offer.Index);
                    continue;
                }
                await Ready(first: true, cancel);
                await Try(offer, cancel);
                if (progress.Now.Row.Gone) break;   // this one is the first to be tried should it come back
                await Rest(progress.Rest, cancel);
            }
            if (page.Reached is { } reached) progress.Pass(reached - 1);
            if (page.Offers.Count == 0) await Wait(grown, page.Again ?? LookAgain, cancel);
        }
    }

    async Task LaterAttempts(CancellationToken cancel)
    {
        while (true)
        {
            await Ready(first: false, cancel);
            var changed = _changed.Next;
            if (progress.Due is not { } due) await changed.WaitAsync(cancel);
            else if (due.Due > Now) await Wait(changed, TimeSpan.FromMicroseconds(due.Due - Now), cancel);
            else await Try(new(due.Index, null, true), cancel);
        }
    }

    async Task Try(Offer offer, CancellationToken cancel)
    {
        var terms = _terms;
        byte[][] secrets = terms.Previous is { } previous && terms.Row.PreviousUntil > Now ? [terms.Secret, previous] : [terms.Secret];
        if (await outlet.Send(new(terms.Row.Id, terms.Address, secrets), offer, cancel) is not { } attempt)
        {
            progress.Drop(offer.Index);
            return;
        }
        if (attempt.Throttled && BackOff.Asked(attempt.Asked) is { } asked) Interlocked.Exchange(ref _held, Now + (asked.Ticks / TimeSpan.TicksPerMicrosecond));
        if (progress.Ended(offer.Index, attempt, Now, Jitter())) _changed.Happened();
    }

    /// <summary>Waits while it is paused, gone, asked to wait, or, for first attempts, too many failed ones wait.</summary>
    async Task Ready(bool first, CancellationToken cancel)
    {
        while (true)
        {
            var changed = _changed.Next;
            var blocked = _terms.Row.Paused || progress.Now.Row.Gone || (first && progress.IsFull);
            var held = Interlocked.Read(ref _held) - Now;
            if (!blocked && held <= 0) return;
            await Wait(changed, blocked ? LookAgain : TimeSpan.FromMicroseconds(held), cancel);
        }
    }

    /// <summary>A rest before the next first attempt; a delivery that succeeds, or its administrator, ends it.</summary>
    async Task Rest(TimeSpan rest, CancellationToken cancel)
    {
        for (var until = Now + (rest.Ticks / TimeSpan.TicksPerMicrosecond); progress.Rest > TimeSpan.Zero && until > Now;)
            await Wait(_changed.Next, TimeSpan.FromMicroseconds(until - Now), cancel);
    }

    async Task Wait(Task changed, TimeSpan atMost, CancellationToken cancel)
    {
        await changed.WaitAsync(atMost < LookAgain ? atMost : LookAgain, parts.Clock, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancel.ThrowIfCancellationRequested();
    }

    long Now => (parts.Clock.GetUtcNow().UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    double Jitter()
    {
        Span<byte> bytes = stackalloc byte[4];
        parts.Random(bytes);
        return BitConverter.ToUInt32(bytes) / (double)uint.MaxValue;
    }
}
