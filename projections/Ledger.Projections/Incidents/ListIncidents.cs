using Ledger.Access;
using Ledger.Incidents;
using Ledger.Reading;
using MediatR;

namespace Ledger.Projections;

/// <summary>The register of incidents: open ones soonest first, all of them in the order reported.</summary>
/// <param name="Actor">Who asks.</param>
public sealed record ListIncidents(Actor Actor) : ListRows<IncidentRow>(Actor)
{
    /// <summary>Only those with a duty still to be done.</summary>
    public bool OpenOnly { get; init; }

    /// <inheritdoc/>
    public override string What => "incidents";

    internal override Func<IQueryable<IncidentRow>, IQueryable<IncidentRow>> Query(string? token, Place? after, int take) => OpenOnly
        ? IncidentRow.Open(after?.Number ?? long.MinValue, after?.Second ?? -1, take)
        : IncidentRow.All(after?.Number ?? -1, take);

    internal override Place PlaceOf(IncidentRow row) => OpenOnly ? new(row.Soonest, row.Index) : new(row.Index);

    static readonly RowSort<IncidentRow> ByTime = new(i => i.Detected, i => i.Index), ByDue = new(i => i.Soonest, i => i.Index), ByNumber = new(i => i.Index, null, i => i.Key);

    internal override RowSort<IncidentRow>? SortOf(string order) =>
        order switch { RowOrders.Time => ByTime, RowOrders.Due => ByDue, RowOrders.Number => ByNumber, _ => null };

    internal override IQueryable<IncidentRow> Narrowed(IQueryable<IncidentRow> rows, string order) =>
        !OpenOnly ? rows : order == RowOrders.Due ? rows.Where(i => i.IsOpen) : rows.Where(i => (i.IsOpen ? 1 : 0) == 1);
}

/// <summary>Asks for one incident by its number, with its duties and notices.</summary>
/// <param name="Number">The operator's own number of it.</param>
/// <param name="Actor">Who asks.</param>
public sealed record ViewIncident(string Number, Actor Actor) : IRequest<Outcome<Answer<IncidentRow>>>, IAuthorised
{
    /// <inheritdoc/>
    public IReadOnlyList<Role> Allowed { get; } = [Role.Officer, Role.Auditor];
}

/// <summary>Answers from the read models.</summary>
public sealed class ViewIncidentHandler(IReadModelStore store) : IRequestHandler<ViewIncident, Outcome<Answer<IncidentRow>>>
{
    /// <inheritdoc/>
    public async Task<Outcome<Answer<IncidentRow>>> Handle(ViewIncident request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var rows = store.Current;
        var position = await rows.Position(cancellationToken);
        return await rows.Find<IncidentRow>(request.Number, cancellationToken) is { } row
            ? new Answer<IncidentRow>(row, position)
            : new Refusal(IncidentFile.IncidentUnknown, "No incident of this number is recorded.");
    }
}
