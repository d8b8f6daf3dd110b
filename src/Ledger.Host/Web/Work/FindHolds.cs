using Ledger.Access;
using Ledger.Projections;
using Ledger.Reading;
using MediatR;

namespace Ledger.Host.Web.Work;

/// <summary>
/// Asks for a person's holds, lifted ones too, by the token: what the form of holds begins with. It tells no more than the register of holds does, and is answered as
/// that is, without a trace.
/// </summary>
/// <param name="Token">The person's token.</param>
/// <param name="Actor">Who asks.</param>
sealed record FindHolds(string Token, Actor Actor) : IRequest<Outcome<IReadOnlyList<HoldRow>>>, IAuthorised
{
    public IReadOnlyList<Role> Allowed { get; } = [Role.Officer, Role.Auditor];
}

/// <summary>Answers from the person's own rows, by their index.</summary>
sealed class FindHoldsHandler(IReadModelStore store) : IRequestHandler<FindHolds, Outcome<IReadOnlyList<HoldRow>>>
{
    public async Task<Outcome<IReadOnlyList<HoldRow>>> Handle(FindHolds request, CancellationToken cancellationToken) =>
        Outcome.Of((await store.Current.Query<HoldRow>(rows => rows.Where(hold => hold.Person == request.Token).OrderBy(hold => hold.Index), cancellationToken)).Value);
}
