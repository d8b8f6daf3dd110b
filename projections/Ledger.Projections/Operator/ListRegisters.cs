using Ledger.Access;

namespace Ledger.Projections;

/// <summary>Every policy edition (6.1), in the order published.</summary>
/// <param name="Actor">Who asks.</param>
public sealed record ListEditions(Actor Actor) : ListRows<EditionRow>(Actor)
{
    /// <inheritdoc/>
    public override string What => "policies";

    internal override Func<IQueryable<EditionRow>, IQueryable<EditionRow>> Query(string? token, Place? after, int take) =>
        EditionRow.All(after?.Number ?? -1, take);

    internal override Place PlaceOf(EditionRow row) => new(row.Index);
}

/// <summary>The operator itself (152-FZ 14(7)(4)): one row, or none while it is not registered.</summary>
/// <param name="Actor">Who asks.</param>
public sealed record ListOperator(Actor Actor) : ListRows<OperatorRow>(Actor)
{
    /// <inheritdoc/>
    public override string What => "operator";

    internal override Func<IQueryable<OperatorRow>, IQueryable<OperatorRow>> Query(string? token, Place? after, int take) =>
        OperatorRow.All(after?.Text ?? "", take);

    internal override Place PlaceOf(OperatorRow row) => new(0, 0, row.Key);
}

/// <summary>The recipients registered, by id.</summary>
/// <param name="Actor">Who asks.</param>
public sealed record ListRecipients(Actor Actor) : ListRows<RecipientRow>(Actor)
{
    /// <inheritdoc/>
    public override string What => "recipients";

    internal override Func<IQueryable<RecipientRow>, IQueryable<RecipientRow>> Query(string? token, Place? after, int take) =>
        RecipientRow.All(after?.Text ?? "", take);

    internal override Place PlaceOf(RecipientRow row) => new(0, 0, row.Recipient);
}

/// <summary>The systems registered, by id.</summary>
/// <param name="Actor">Who asks.</param>
public sealed record ListSystems(Actor Actor) : ListRows<SystemRow>(Actor)
{
    /// <inheritdoc/>
    public override string What => "systems";

    internal override Func<IQueryable<SystemRow>, IQueryable<SystemRow>> Query(string? token, Place? after, int take) => SystemRow.All(after?.Text ?? "", take);

    internal override Place PlaceOf(SystemRow row) => new(0, 0, row.System);
}

/// <summary>Who has, or had, access to personal data (2.3), by name.</summary>
/// <param name="Actor">Who asks.</param>
public sealed record ListAccess(Actor Actor) : ListRows<AccessRow>(Actor)
{
    /// <inheritdoc/>
    public override string What => "access";

    internal override Func<IQueryable<AccessRow>, IQueryable<AccessRow>> Query(string? token, Place? after, int take) => AccessRow.All(after?.Text ?? "", take);

    internal override Place PlaceOf(AccessRow row) => new(0, 0, row.Actor);
}
