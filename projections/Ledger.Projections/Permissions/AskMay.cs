using Ledger.Access;
using Ledger.Reading;
using Ledger.Sealing;
using MediatR;

namespace Ledger.Projections;

/// <summary>Asks "may I?". Not a reading of the person's file: nothing but yes or no and its reason is told.</summary>
/// <param name="UserId">The operator's own id of the person.</param>
/// <param name="Question">What is to be done, and when.</param>
/// <param name="AsOf">Whether to answer from the past: from what had happened by the question's moment, and was known at <paramref name="Known"/>.</param>
/// <param name="Known">The index up to which the ledger's knowledge counts; null for all of it.</param>
/// <param name="Actor">Who asks.</param>
public sealed record AskMay(string UserId, PermissionQuestion Question, bool AsOf, long? Known, Actor Actor)
    : IRequest<Outcome<Answer<PermissionAnswer>>>, IAuthorised
{
    /// <inheritdoc/>
    public IReadOnlyList<Role> Allowed { get; } = [Role.Publisher, Role.Officer, Role.Auditor];
}

/// <summary>Answers by token; who the operator's id stands for is looked up in the vault.</summary>
public sealed class AskMayHandler(PermissionService permissions, IKeyVault vault) : IRequestHandler<AskMay, Outcome<Answer<PermissionAnswer>>>
{
    /// <inheritdoc/>
    public async Task<Outcome<Answer<PermissionAnswer>>> Handle(AskMay request, CancellationToken cancellationToken)
    {
        var token = vault.FindToken(request.UserId);
        return request.AsOf
            ? await permissions.DecideAsOf(token, request.Question, request.Known, cancellationToken)
            : await permissions.Decide(token, request.Question, cancellationToken);
    }
}
