using Ledger.Access;
using Ledger.Journal;
using MediatR;

namespace Ledger.Intake;

/// <summary>Publishes a batch of CloudEvents, all or none. Answers with one receipt per event, in order, once all are durable.</summary>
/// <param name="Events">Structured-mode CloudEvents 1.0 as UTF-8 JSON.</param>
/// <param name="Actor">Who publishes.</param>
public sealed record PublishEvents(IReadOnlyList<ReadOnlyMemory<byte>> Events, Actor Actor) : IRequest<Outcome<IReadOnlyList<Receipt>>>, IAuthorised
{
    /// <inheritdoc/>
    public IReadOnlyList<Role> Allowed { get; } = [Role.Publisher, Role.Officer];

    /// <summary>
    /// Whether the batch before this one was recorded, where several are sent in order: this one is prepared meanwhile, and recorded only once the
    /// answer is yes; otherwise it is refused (<see cref="Refusals.EarlierRefused"/>). Null for a batch that follows none.
    /// </summary>
    public Task<bool>? After { get; init; }
}

/// <summary>Hands publications to the <see cref="Publisher"/>.</summary>
public sealed class PublishEventsHandler(Publisher publisher) : IRequestHandler<PublishEvents, Outcome<IReadOnlyList<Receipt>>>
{
    /// <inheritdoc/>
    public async Task<Outcome<IReadOnlyList<Receipt>>> Handle(PublishEvents request, CancellationToken cancellationToken) =>
        await publisher.Publish(request.Events, request.Actor, request.After, cancellationToken);
}
