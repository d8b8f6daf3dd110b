using Ledger.Access;
using MediatR;

namespace Ledger.Projections;

/// <summary>
/// Asks for what is recorded of somebody who was forgotten. Nobody can tell any more whose it was, so it is no person's file, and reading it leaves no trace:
/// the key that would seal the reason has gone too.
/// </summary>
/// <param name="Token">The token.</param>
/// <param name="At">As it was at that moment; null for all that is known.</param>
/// <param name="Actor">Who looks.</param>
public sealed record ViewForgotten(string Token, DateTimeOffset? At, Actor Actor) : IRequest<Outcome<PersonFile>>, IAuthorised
{
    /// <inheritdoc/>
    public IReadOnlyList<Role> Allowed => [Role.Officer, Role.Auditor];
}

/// <summary>Answers from the token's own stream, once it says that the person was forgotten.</summary>
public sealed class ViewForgottenHandler(PersonFiles files) : IRequestHandler<ViewForgotten, Outcome<PersonFile>>
{
    /// <inheritdoc/>
    public async Task<Outcome<PersonFile>> Handle(ViewForgotten request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var isToken = request.Token.StartsWith("s-", StringComparison.Ordinal);
        var file = isToken && await files.Read(request.Token, null, null, cancellationToken) is { State.Forgotten: not null } all
            ? request.At is null ? all : await files.Read(request.Token, request.At, null, cancellationToken)
            : null;
        return file is null ? new Refusal(Refusals.PersonUnknown, "Nobody of this token was forgotten.") : file;
    }
}
