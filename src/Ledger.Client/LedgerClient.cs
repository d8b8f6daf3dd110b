using Ledger.Client.Asking;
using Ledger.Client.Listening;
using Ledger.Client.Outbox;
using Ledger.Client.Sending;
using Ledger.Journal;
using Microsoft.Extensions.Options;

namespace Ledger.Client;

/// <summary>The client: <c>AddLedgerClient</c> makes it.</summary>
sealed class LedgerClient(
    EventsRequest request, Endurance endurance, Gathering gathering, EventOutbox outbox, OwnEvents own, Questions questions, Follower follower,
    IOptions<LedgerClientOptions> options, TimeProvider clock) : ILedger
{
    readonly LedgerClientOptions _options = options.Value;

    public ILedgerOutbox Outbox => Configured;

    EventOutbox Configured => outbox.IsConfigured
        ? outbox : throw new InvalidOperationException("There is no outbox: set LedgerClientOptions.OutboxPath and OutboxKey.");

    public Task<Receipt> PublishAsync(IEventData data, string? subject = null, CancellationToken cancellationToken = default) =>
        PublishAsync(Now(data, subject), cancellationToken);

    public async Task<Receipt> PublishAsync(LedgerEvent happened, CancellationToken cancellationToken = default)
    {
        var outgoing = Outgoing.Of(happened, _options.Source);
        var receipt = await gathering.Send(outgoing, cancellationToken).ConfigureAwait(false);
        own.Recorded(outgoing.Concern, receipt.Index);
        return receipt;
    }

    public async Task<IReadOnlyList<Receipt>> PublishAsync(IReadOnlyList<LedgerEvent> events, CancellationToken cancellationToken = default)
    {
        var outgoing = Encode(events);
        if (outgoing.Length == 0) return [];
        var receipts = await endurance.Persist(cancel => request.Send(outgoing, cancel), _options.PublishTimeout, null, cancellationToken).ConfigureAwait(false);
        for (var at = 0; at < outgoing.Length; at++) own.Recorded(outgoing[at].Concern, receipts[at].Index);
        return receipts;
    }

    public Task EnqueueAsync(IEventData data, string? subject = null, CancellationToken cancellationToken = default) =>
        EnqueueAsync([Now(data, subject)], cancellationToken);

    public async Task EnqueueAsync(IReadOnlyList<LedgerEvent> events, CancellationToken cancellationToken = default)
    {
        var box = Configured;
        if (Encode(events) is { Length: > 0 } outgoing) await box.Enqueue(outgoing, cancellationToken).ConfigureAwait(false);
    }

    public Task<MayAnswer> MayAsync(MayQuestion request, CancellationToken cancellationToken = default) => questions.Ask(request, cancellationToken);

    public IAsyncEnumerable<FeedEvent> FollowAsync(FeedOptions? options = null, CancellationToken cancellationToken = default) =>
        follower.Follow(options ?? new(), cancellationToken);

    LedgerEvent Now(IEventData data, string? subject) => new(data, clock.GetUtcNow(), subject);

    Outgoing[] Encode(IReadOnlyList<LedgerEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        return [.. events.Select((happened, item) => Outgoing.Of(happened, _options.Source, item))];
    }
}
