using Ledger.Journal;

namespace Ledger.Client;

/// <summary>
/// The service's way to its ledger. Registered by <c>AddLedgerClient</c> as a singleton; safe for concurrent use.
/// </summary>
public interface ILedger
{
    /// <summary>
    /// Publishes that this happened now, and returns once it is recorded for good (fsynced). Goes in one request with whatever else is being published,
    /// but is judged alone. What fails on the way is tried again for <see cref="LedgerClientOptions.PublishTimeout"/>.
    /// </summary>
    /// <param name="data">What happened: a record of the ledger's catalogue, such as <c>ConsentGiven</c>.</param>
    /// <param name="subject">The operator's own id of the person, where the type concerns one.</param>
    /// <param name="cancellationToken">Stops waiting; whether the event was recorded is then not known.</param>
    /// <exception cref="LedgerRefusedException">The ledger refused it; nothing was recorded.</exception>
    /// <exception cref="LedgerUnreachableException">No answer in time. To try again without a double, publish a <see cref="LedgerEvent"/>.</exception>
    Task<Receipt> PublishAsync(IEventData data, string? subject = null, CancellationToken cancellationToken = default);

    /// <summary>As the other overload, with id and time given: publishing the same object again is safe.</summary>
    /// <inheritdoc cref="PublishAsync(IEventData, string?, CancellationToken)"/>
    Task<Receipt> PublishAsync(LedgerEvent happened, CancellationToken cancellationToken = default);

    /// <summary>Publishes all of them or none, in one request; the receipts come in the same order. The limits of a batch are the server's.</summary>
    /// <exception cref="LedgerRefusedException">The ledger refused one, which <see cref="LedgerRefusedException.Item"/> names; nothing was recorded.</exception>
    /// <exception cref="LedgerUnreachableException">No answer in time; publishing the same events again is safe.</exception>
    Task<IReadOnlyList<Receipt>> PublishAsync(IReadOnlyList<LedgerEvent> events, CancellationToken cancellationToken = default);

    /// <summary>
    /// Puts into the outbox that this happened now, and returns once it is durable there: it reaches the ledger as soon as the ledger can be reached,
    /// after whatever was enqueued before, also when this process dies meanwhile.
    /// </summary>
    /// <exception cref="InvalidOperationException">No outbox is configured.</exception>
    /// <exception cref="LedgerRefusedException">The event is malformed: the ledger would refuse it. Nothing was enqueued.</exception>
    /// <exception cref="LedgerOutboxException">The outbox is full or cannot be written; nothing was enqueued.</exception>
    Task EnqueueAsync(IEventData data, string? subject = null, CancellationToken cancellationToken = default);

    /// <summary>Puts all of them or none into the outbox, in this order. On their way to the ledger each is judged alone.</summary>
    /// <inheritdoc cref="EnqueueAsync(IEventData, string?, CancellationToken)"/>
    Task EnqueueAsync(IReadOnlyList<LedgerEvent> events, CancellationToken cancellationToken = default);

    /// <summary>
    /// "May I?" Asks the ledger, or gives an answer kept for at most <see cref="LedgerClientOptions.AnswerLifetime"/>: only while the feed is heard,
    /// and not after it told, or this service itself said, anything about the person or the operator's registers. Waits for what this service has
    /// enqueued about the person. Whoever gets an exception instead of an answer must take it for a no.
    /// </summary>
    /// <exception cref="LedgerUnreachableException">No answer in time. There is never an old yes instead.</exception>
    /// <exception cref="LedgerRefusedException">The ledger refused the question.</exception>
    Task<MayAnswer> MayAsync(MayQuestion request, CancellationToken cancellationToken = default);

    /// <summary>
    /// What is recorded from now on, or behind <see cref="FeedOptions.After"/>, without end: each event once, in order, over lost connections and restarts
    /// of the server. An event counts as dealt with when the next one is asked for.
    /// </summary>
    /// <exception cref="LedgerRefusedException">
    /// The ledger refused: the key is unknown, a filter names nothing, or (<c>after-head</c>) the ledger has no such index, so that it is another or an
    /// older one.
    /// </exception>
    IAsyncEnumerable<FeedEvent> FollowAsync(FeedOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>What waits in the outbox, and what was refused.</summary>
    /// <exception cref="InvalidOperationException">No outbox is configured.</exception>
    ILedgerOutbox Outbox { get; }
}
