using System.Collections.Concurrent;
using Ledger.Access;
using Ledger.Journal;
using Ledger.Listening;
using Ledger.Reading;

namespace Ledger.Host.Server.Listening;

/// <summary>
/// The webhooks of a served ledger: each delivers by itself; how far they are is saved together, once a second, so that delivering costs no sync of its own.
/// Changes go one at a time.
/// </summary>
sealed partial class Webhooks(Subscribers subscribers, IServiceTables tables, DeliveryParts parts, ILogger<Webhooks> log) : BackgroundService
{
    readonly ConcurrentDictionary<string, Subscription> _all = new(StringComparer.Ordinal);
    readonly SemaphoreSlim _changing = new(1, 1), _saving = new(1, 1);

    /// <summary>All of them, in the order of their ids.</summary>
    public IReadOnlyList<Subscription> All => [.. _all.Values.OrderBy(subscription => subscription.Terms.Row.Id, StringComparer.Ordinal)];

    /// <summary>The webhook of that id, or null.</summary>
    public Subscription? Find(string id) => _all.GetValueOrDefault(id);

    /// <summary>Subscribes one, from the head on.</summary>
    public Task<Outcome<SubscriberWithSecret>> Add(SubscriberTerms terms, CancellationToken cancel) => Changing(async () =>
    {
        var added = await subscribers.Add(terms, cancel);
        if (added.Refusal is null) await Begin(added.Value.Row, CancellationToken.None);   // it is kept: whether or not its caller has gone
        return added;
    }, cancel);

    /// <summary>Gives it another secret; the one before signs too for a day.</summary>
    public Task<Outcome<SubscriberWithSecret>> Rotate(string id, CancellationToken cancel) => Changing(async () =>
    {
        if (Find(id) is not { } found) return Unknown;
        var rotated = await subscribers.Rotate(found.Terms.Row, cancel);
        found.Change(await TermsOf(rotated.Row, CancellationToken.None));
        return (Outcome<SubscriberWithSecret>)rotated;
    }, cancel);

    /// <summary>Pauses it, or goes on, also after its receiver said it was gone.</summary>
    public Task<Outcome<Subscription>> Pause(string id, bool paused, CancellationToken cancel) => Changing(async () =>
    {
        if (Find(id) is not { } found) return Unknown;
        var terms = found.Terms with { Row = await subscribers.Pause(found.Terms.Row, paused, cancel) };
        if (paused) found.Change(terms);
        else found.Resume(terms);
        await Save(cancel);
        return (Outcome<Subscription>)found;
    }, cancel);

    /// <summary>
    /// Ends it; answers false where there is none. It is unknown only once its rows have gone: one whose removal fails could else not be removed again, and
    /// would deliver after the next start.
    /// </summary>
    public Task<bool> Remove(string id, CancellationToken cancel) => Changing(async () =>
    {
        if (Find(id) is not { } found) return false;
        await found.DisposeAsync();
        await _saving.WaitAsync(CancellationToken.None);   // what is being saved might bring its rows back
        try
        {
            await subscribers.Remove(id, CancellationToken.None);
            return _all.TryRemove(id, out _);
        }
        finally
        {
            _saving.Release();
        }
    }, cancel);

    /// <summary>Tries a dead letter again, at once.</summary>
    public Task<Outcome<Subscription>> Redeliver(string id, long index, CancellationToken cancel) => Changing(async () =>
    {
        if (Find(id) is not { } found) return Unknown;
        await Save(cancel);
        if (await tables.Find<DeliveryRow>(DeliveryRow.KeyOf(id, index), cancel) is not { Dead: true } dead)
            return new Refusal(ListeningRefusals.DeadLetterUnknown, "No dead letter of this index is kept.");
        found.Revive(dead);
        await Save(cancel);
        return (Outcome<Subscription>)found;
    }, cancel);

    /// <summary>The dead letters after an index, in order.</summary>
    public async Task<IReadOnlyList<DeliveryRow>> DeadLetters(string id, long after, int max, CancellationToken cancel)
    {
        await Save(cancel);
        return await tables.Query<DeliveryRow>(rows => rows.Where(row => row.Subscriber == id && row.Dead && row.Index > after).OrderBy(row => row.Index).Take(max), cancel);
    }

    public override void Dispose()
    {
        _changing.Dispose();
        _saving.Dispose();
        base.Dispose();
    }

    /// <summary>All are known before anybody can ask for one.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Changing(async () =>
            {
                foreach (var row in await subscribers.All(cancellationToken)) await TryBegin(row, cancellationToken);
                return true;
            }, cancellationToken);
        }
        catch (StoreFailedException error)   // service.db cannot be read: the ledger serves all the same
        {
            NotBegun(log, "all", error.GetType().Name);
        }
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await Task.Delay(parts.Settings.SaveInterval, parts.Clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                await TrySave();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        foreach (var subscription in _all.Values) await subscription.DisposeAsync();
        await TrySave();
    }

    /// <summary>One whose address or secret the vault does not know, or whose filter means nothing any more, is left out: the others deliver.</summary>
    async Task TryBegin(SubscriberRow row, CancellationToken cancel)
    {
        try
        {
            await Begin(row, cancel);
        }
        catch (Exception error) when (error is StoreFailedException or InvalidOperationException or UriFormatException)
        {
            NotBegun(log, row.Id, error.GetType().Name);
        }
    }

    async Task Begin(SubscriberRow row, CancellationToken cancel)
    {
        var saved = await tables.Find<SubscriberProgressRow>(row.Id, cancel) ?? new(row.Id, row.From, false, 0, null, null, null);
        var waiting = await tables.Query<DeliveryRow>(rows => rows.Where(delivery => delivery.Subscriber == row.Id && !delivery.Dead), cancel);
        var terms = await TermsOf(row, cancel);
        var subscription = new Subscription(terms, await OutletOf(terms, waiting, cancel), new Progress(row.Id, saved, waiting, parts.Settings), parts);
        _all[row.Id] = subscription;
        subscription.Start(error => Interrupted(log, row.Id, error.GetType().Name));
    }

    /// <summary>A service hears the feed; a recipient is told what it must be told, but for what was given up.</summary>
    async ValueTask<IOutlet> OutletOf(SubscriptionTerms terms, IReadOnlyList<DeliveryRow> waiting, CancellationToken cancel)
    {
        if (terms.Row.Recipient is not { } recipient) return new FeedOutlet(parts.Tail, parts.Delivery, parts.Sender, terms.Filter);
        var dead = await tables.Query<DeliveryRow>(rows => rows.Where(delivery => delivery.Subscriber == terms.Row.Id && delivery.Dead), cancel);
        return new NoticeOutlet(recipient, waiting.Concat(dead).Select(delivery => delivery.Index), parts.Notices);
    }

    async Task<SubscriptionTerms> TermsOf(SubscriberRow row, CancellationToken cancel)
    {
        var (secret, previous) = await subscribers.SecretsOf(row, cancel);
        var filter = EventFilter.Of(Role.Publisher, row.Types.Split(' ', StringSplitOptions.RemoveEmptyEntries), row.Purposes.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        return new(row, new Uri(await subscribers.AddressOf(row.Id, cancel)), filter.Value, secret, previous);
    }

    async Task Save(CancellationToken cancel)
    {
        await _saving.WaitAsync(cancel);
        var taken = _all.Values.Select(subscription => (subscription.Progress, Changes: subscription.Progress.Take())).ToList();
        try
        {
            RowChange[] changes = [.. taken.SelectMany(one => one.Changes)];
            if (changes.Length > 0) await tables.Commit(changes, CancellationToken.None);
        }
        catch
        {
            foreach (var (progress, changes) in taken) progress.Keep(changes);
            throw;
        }
        finally
        {
            _saving.Release();
        }
    }

    async Task TrySave()
    {
        try
        {
            await Save(CancellationToken.None);
        }
        catch (Exception error) when (error is StoreFailedException or ObjectDisposedException)
        {
            NotSaved(log, error.GetType().Name);
        }
    }

    async Task<T> Changing<T>(Func<Task<T>> change, CancellationToken cancel)
    {
        await _changing.WaitAsync(cancel);
        try
        {
            return await change();
        }
        finally
        {
            _changing.Release();
        }
    }

    static Refusal Unknown => new(ListeningRefusals.WebhookUnknown, "No webhook has this id.");

    [LoggerMessage(40, LogLevel.Error, "Webhook {Webhook} was not begun ({Error})")]
    static partial void NotBegun(ILogger log, string webhook, string error);

    [LoggerMessage(41, LogLevel.Error, "Webhook {Webhook} was interrupted ({Error}); it goes on")]
    static partial void Interrupted(ILogger log, string webhook, string error);

    [LoggerMessage(42, LogLevel.Error, "How far webhooks are could not be saved ({Error}); it is tried again")]
    static partial void NotSaved(ILogger log, string error);
}
