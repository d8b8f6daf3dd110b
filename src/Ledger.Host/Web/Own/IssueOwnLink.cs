using Ledger.Access;
using Ledger.Sealing;
using MediatR;

namespace Ledger.Host.Web.Own;

/// <summary>
/// Asks for a one-time link to a person's own page, to be handed to that person and nobody else. It shows nothing of the file to whoever asks; but whoever holds
/// the link is taken for the person, so who took it out is on record before it exists.
/// </summary>
/// <param name="UserId">The operator's own id of the person.</param>
/// <param name="Actor">Who asks: the operator's own pages, or an officer.</param>
sealed record IssueOwnLink(string UserId, Actor Actor) : IRequest<Outcome<OwnLink>>, IReadsPerson
{
    /// <summary>What the access journal calls it.</summary>
    public const string Recorded = "own-link";

    /// <summary>A service needs the right with its key: whoever holds a link is taken for the person.</summary>
    public IReadOnlyList<Role> Allowed => Actor is { Role: Role.Publisher, OwnLinks: true } ? [Role.Publisher, Role.Officer] : [Role.Officer];

    public string What => Recorded;

    public string Reason => Recorded;

    /// <summary>It names a person, and never prints.</summary>
    public override string ToString() => nameof(IssueOwnLink);
}

/// <summary>A link.</summary>
/// <param name="Path">Its path on this server.</param>
/// <param name="Until">When it can no longer be opened.</param>
public sealed record OwnLink(string Path, DateTimeOffset Until);

/// <summary>Signs it for whoever the vault knows.</summary>
sealed class IssueOwnLinkHandler(IKeyVault vault, OwnLinks links) : IRequestHandler<IssueOwnLink, Outcome<OwnLink>>
{
    public async Task<Outcome<OwnLink>> Handle(IssueOwnLink request, CancellationToken cancellationToken)
    {
        if (vault.FindToken(request.UserId) is not { } token) return new Refusal(Refusals.PersonUnknown, "Nothing is recorded about this person.");
        var (text, until) = await links.Issue(token, cancellationToken);
        return new OwnLink($"{OwnPages.Root}/open?link={text}", until);
    }
}
