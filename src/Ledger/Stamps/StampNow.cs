using Ledger.Access;
using Ledger.Journal;
using MediatR;

namespace Ledger.Stamps;

/// <summary>Has a checkpoint over everything recorded stamped now.</summary>
/// <param name="Actor">Who asks for it.</param>
public sealed record StampNow(Actor Actor) : IRequest<Outcome<StampedCheckpoint>>, IAuthorised
{
    /// <inheritdoc/>
    public IReadOnlyList<Role> Allowed => [Role.Officer];
}

/// <summary>Signs what is recorded, and has it stamped.</summary>
public sealed class StampNowHandler(IJournal journal, ITransparency transparency, Stamper stamper) : IRequestHandler<StampNow, Outcome<StampedCheckpoint>>
{
    /// <inheritdoc/>
    public async Task<Outcome<StampedCheckpoint>> Handle(StampNow request, CancellationToken cancellationToken)
    {
        if (!stamper.Wanted) return Stamper.NoAuthority;
        if (await journal.Count(cancellationToken) is not (> 0 and var count)) return Stamper.NothingToStamp;
        return await stamper.Stamp((await transparency.Cover(count - 1, cancellationToken)).Checkpoint, cancellationToken);
    }
}
