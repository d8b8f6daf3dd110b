using Ledger.Access;
using Ledger.Findings;
using Ledger.Reading;
using MediatR;

namespace Ledger.Projections;

/// <summary>The register of findings, oldest first.</summary>
/// <param name="Actor">Who asks.</param>
public sealed record ListFindings(Actor Actor) : ListRows<FindingRow>(Actor)
{
    /// <summary>Only those that stand so; null for all.</summary>
    public FindingState? State { get; init; }

    /// <summary>Only of this kind, see <see cref="FindingKinds"/>.</summary>
    public string? Code { get; init; }

    /// <summary>Only as grave as that.</summary>
    public Severity? Severity { get; init; }

    /// <inheritdoc/>
    public override string What => "findings";

    internal override Func<IQueryable<FindingRow>, IQueryable<FindingRow>> Query(string? token, Place? after, int take) => token is null
        ? FindingQueries.All(State, Code, Severity, after?.Number ?? -1, take)
        : FindingQueries.OfPerson(token, State, Code, Severity, after?.Number ?? -1, take);

    internal override Place PlaceOf(FindingRow row) => new(row.Place);

    static readonly RowSort<FindingRow> ByTime = new(f => f.At, f => f.Place), ByKind = new(f => f.Place, null, f => f.Code);

    internal override RowSort<FindingRow>? SortOf(string order) => order switch { RowOrders.Time => ByTime, RowOrders.Kind => ByKind, _ => null };

    internal override IQueryable<FindingRow> Narrowed(IQueryable<FindingRow> rows, string order) => FindingQueries.Sorted(rows, order, State, Code, Severity);
}

/// <summary>Asks for one finding by its id, with what became of it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Actor">Who asks.</param>
public sealed record ViewFinding(string Id, Actor Actor) : IRequest<Outcome<Answer<FindingRow>>>, IAuthorised
{
    /// <inheritdoc/>
    public IReadOnlyList<Role> Allowed { get; } = [Role.Officer, Role.Auditor];
}

/// <summary>Answers from the read models.</summary>
public sealed class ViewFindingHandler(IReadModelStore store) : IRequestHandler<ViewFinding, Outcome<Answer<FindingRow>>>
{
    /// <inheritdoc/>
    public async Task<Outcome<Answer<FindingRow>>> Handle(ViewFinding request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var rows = store.Current;
        var position = await rows.Position(cancellationToken);
        return await rows.Find<FindingRow>(request.Id, cancellationToken) is { } row
            ? new Answer<FindingRow>(row, position)
            : new Refusal(FindingFile.FindingUnknown, "No finding of this id was made.");
    }
}
