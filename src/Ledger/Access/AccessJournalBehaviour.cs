using Ledger.Journal;
using Ledger.Proofs;
using Ledger.Sealing;
using MediatR;

namespace Ledger.Access;

/// <summary>
/// Records that a person's file is read, in the viewer's own stream, before the answer is given (152-FZ art. 19(2)(8); clause 2.3). If that cannot be
/// recorded, nothing is shown. Somebody of whom nothing is recorded leaves no trace: there is nothing to look at.
/// </summary>
public sealed class AccessJournalBehaviour<TRequest, TAnswer>(
    Sequencer sequencer, Preparer preparer, IKeyVault vault, TimeProvider clock, FillRandom random)
    : IPipelineBehavior<TRequest, TAnswer> where TRequest : IRequest<TAnswer> where TAnswer : IRefusable<TAnswer>
{
    readonly Readings _readings = new(sequencer, preparer, clock, random);

    /// <inheritdoc/>
    public async Task<TAnswer> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TAnswer> next) =>
        request is IReadsPerson { UserId: { } userId } reads && await Record(reads, userId, cancellationToken) is { } refusal ? TAnswer.Refused(refusal) : await next();

    ValueTask<Refusal?> Record(IReadsPerson reads, string userId, CancellationToken cancel) =>
        _readings.Record(vault.FindToken(userId) is { } token ? [token] : [], reads.What, reads.Reason, reads.Actor, cancel);
}
