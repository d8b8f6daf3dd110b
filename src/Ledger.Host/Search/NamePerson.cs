using Ledger.Access;
using Ledger.Host.Sheets;
using Ledger.Journal;
using Ledger.Sealing;
using MediatR;

namespace Ledger.Host.Search;

/// <summary>
/// Asks for the operator's own id of the person a token means, for pages: their addresses name tokens alone. It tells no more than the registers do, and is
/// answered as they are, without a trace.
/// </summary>
/// <param name="Token">The token.</param>
/// <param name="Actor">Who asks.</param>
sealed record NamePerson(string Token, Actor Actor) : IRequest<Outcome<string>>, IAuthorised
{
    public IReadOnlyList<Role> Allowed => [Role.Officer, Role.Auditor];
}

/// <summary>Opens the id that the person's first event seals.</summary>
sealed class NamePersonHandler(IJournal journal, IKeyVault vault) : IRequestHandler<NamePerson, Outcome<string>>
{
    public async Task<Outcome<string>> Handle(NamePerson request, CancellationToken cancellationToken) =>
        request.Token.StartsWith("s-", StringComparison.Ordinal) && await new Identities(journal, vault).IdOf(request.Token, cancellationToken) is { } id
            ? id
            : new Refusal(Refusals.PersonUnknown, "Nothing is recorded about this person, or it is forgotten who it is.");
}
