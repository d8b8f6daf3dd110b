namespace Ledger.Projections;

/// <summary>The tables of a set of read models: what a store must be opened with.</summary>
public static class ProjectionTables
{
    /// <summary>The row types.</summary>
    public static IReadOnlyCollection<Type> All { get; } =
    [
        typeof(PersonRow), typeof(DutyRow), typeof(NoticeRow), typeof(FindingRow), typeof(DisclosureRow), typeof(InquiryRow), typeof(IncidentRow), typeof(EditionRow),
        typeof(RecipientRow), typeof(SystemRow), typeof(AccessRow), typeof(ReadingRow), typeof(DailyRow), typeof(UnknownRow), typeof(TileRow),
        typeof(DestructionRow), typeof(ActRow), typeof(OperatorRow),
        typeof(FoldRow), typeof(KeepingRow), typeof(HoldRow), typeof(NamedRow), typeof(RequestRow),
    ];
}
