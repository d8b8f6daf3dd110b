using Ledger.Journal;
using Ledger.Projections;
using Ledger.Proofs;

namespace Ledger.Host;

/// <summary>Covers an index by folding up to it and signing: for one process that projects its own journal.</summary>
sealed class EmbeddedTransparency(Projector projector, TransparencyLog log) : ITransparency
{
    public VerifierKey Key => log.Key;

    public async ValueTask<Covering> Cover(long index, CancellationToken cancel)
    {
        await projector.CatchUp(cancel);
        var signed = await log.Sign(cancel);
        return signed is not null && signed.Size > index
            ? new(log.Tree(signed.Size), signed)
            : throw new InvalidOperationException("The tree could not be brought up to the journal.");
    }
}
