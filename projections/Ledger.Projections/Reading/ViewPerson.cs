using Ledger.Access;
using Ledger.Sealing;
using MediatR;

namespace Ledger.Projections;

/// <summary>Asks for a person's file. The reading is recorded before it is answered.</summary>
/// <param name="UserId">The operator's own id of the person.</param>
/// <param name="At">As it was at that moment; null for all that is known.</param>
/// <param name="Known">As the ledger knew it once the event of that index was recorded; null for now.</param>
/// <param name="Reason">Why the actor looks.</param>
/// <param name="Actor">Who looks.</param>
/// <param name="Opened">Whether sealed values are to be shown in the clear, which is for an officer alone.</param>
public sealed record ViewPerson(string UserId, DateTimeOffset? At, long? Known, string? Reason, Actor Actor, bool Opened = false)
    : IRequest<Outcome<PersonFile>>, IReadsPerson
{
    /// <inheritdoc/>
    public string What => Opened ? "opened-file" : "file";

    /// <inheritdoc/>
    public IReadOnlyList<Role> Allowed => Opened ? [Role.Officer] : [Role.Officer, Role.Auditor];
}

/// <summary>Answers from the person's own stream.</summary>
public sealed class ViewPersonHandler(PersonFiles files, IKeyVault vault) : IRequestHandler<ViewPerson, Outcome<PersonFile>>
{
    /// <inheritdoc/>
    public async Task<Outcome<PersonFile>> Handle(ViewPerson request, CancellationToken cancellationToken)
    {
        var file = vault.FindToken(request.UserId) is { } token ? await files.Read(token, request.At, request.Known, cancellationToken) : null;
        return file is null ? new Refusal(Refusals.PersonUnknown, "Nothing is recorded about this person.") : file;
    }
}
