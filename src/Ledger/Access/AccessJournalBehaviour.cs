using Ledger.Journal;
using Ledger.Proofs;
using Ledger.Sealing;
using MediatR;

namespace Ledger.Access;

/// <summary>
/// Records that a person's file is read, in the viewer's own stream, before the answer is given (152-FZ art. 19(2)(8); clause 2.3). If that cannot be
/// recorded, nothing is shown. Somebody of whom nothing is recorded leaves no trace: there is nothing to look at.
/// </summary>
public sealed class AccessJournalBehaviour<TRequest, T>(Sequencer sequencer, Preparer preparer, IKeyVault vault, TimeProvider clock, FillRandom random)
    : IPipelineBehavior<TRequest, Outcome<T>> where TRequest : IRequest<Outcome<T>>, IReadsPerson
{
    /// <inheritdoc/>
    public async Task<Outcome<T>> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<Outcome<T>> next)
    {
        if (vault.FindToken(request.UserId) is { } token)
        {
            var viewed = new RecordViewed(request.What, PersonalValue.Of(request.Reason));
            var written = preparer.Write(NewId(), viewed, token, clock.GetUtcNow(), request.Actor.Name);
            var submitted = await sequencer.Submit([new(written)], cancellationToken);
            if (submitted.Receipts is null) return submitted.Refusal ?? new Refusal(Refusals.Busy, "The reading could not be recorded; ask again.");
        }
        return await next();
    }

    string NewId()
    {
        Span<byte> bytes = stackalloc byte[16];
        random(bytes);
        return $"view-{Convert.ToHexStringLower(bytes)}";
    }
}
