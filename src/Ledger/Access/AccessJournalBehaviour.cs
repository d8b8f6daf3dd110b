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
    /// <inheritdoc/>
    public async Task<TAnswer> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TAnswer> next) =>
        request is IReadsPerson { UserId: { } userId } reads && await Record(reads, userId, cancellationToken) is { } refusal ? TAnswer.Refused(refusal) : await next();

    async ValueTask<Refusal?> Record(IReadsPerson reads, string userId, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(reads.Reason)) return new(Refusals.ReasonMissing, "Say why you look: the reading is recorded with its reason.");
        if (vault.FindToken(userId) is not { } token) return null;
        var viewed = new RecordViewed(reads.What, PersonalValue.Of(reads.Reason));
        var submitted = await sequencer.Submit([new(preparer.Write(NewId(), viewed, token, clock.GetUtcNow(), reads.Actor.Name))], cancel);
        return submitted.Receipts is null ? submitted.Refusal ?? new(Refusals.Busy, "The reading could not be recorded; ask again.") : null;
    }

    string NewId()
    {
        Span<byte> bytes = stackalloc byte[16];
        random(bytes);
        return $"view-{Convert.ToHexStringLower(bytes)}";
    }
}
