using Ledger.Access;
using Ledger.Sealing;
using MediatR;

namespace Ledger.Projections;

/// <summary>Asks where the destruction of a person's data stands. The reading is recorded before it is answered.</summary>
/// <param name="UserId">The operator's own id of the person.</param>
/// <param name="Reason">Why the actor looks.</param>
/// <param name="Actor">Who looks.</param>
public sealed record ViewDestruction(string UserId, string? Reason, Actor Actor) : IRequest<Outcome<PersonFile>>, IReadsPerson
{
    /// <inheritdoc/>
    public string What => "destruction";

    /// <inheritdoc/>
    public IReadOnlyList<Role> Allowed => [Role.Officer, Role.Auditor];
}

/// <summary>Answers from the person's own stream.</summary>
public sealed class ViewDestructionHandler(PersonFiles files, IKeyVault vault) : IRequestHandler<ViewDestruction, Outcome<PersonFile>>
{
    /// <inheritdoc/>
    public async Task<Outcome<PersonFile>> Handle(ViewDestruction request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var file = vault.FindToken(request.UserId) is { } token ? await files.Read(token, null, null, cancellationToken) : null;
        return file is null ? new Refusal(Refusals.PersonUnknown, "Nothing is recorded about this person.") : file;
    }
}
