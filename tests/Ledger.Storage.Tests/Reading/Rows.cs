using Ledger.Reading;

namespace Ledger.Storage.Tests;

/// <summary>A row that computes its key, with every kind of member.</summary>
[RowIndex(nameof(Person), nameof(Place)), RowIndex(nameof(Name))]
sealed record PlaceRow(string Person, long Place, string Name, string? Note, bool Open, bool? Known, long? Due) : IRow
{
    public string Key => $"{Person}/{Place}";

    public static PlaceRow Of(
        string person, long place, string name = "name", string? note = null, bool open = true, bool? known = null, long? due = null) =>
        new(person, place, name, note, open, known, due);
}

/// <summary>A row that stores its key, and sets a member outside its constructor.</summary>
sealed record CountRow(string Key, long Count) : IRow
{
    public bool Final { get; init; }
}

/// <summary>A row that is its key alone.</summary>
sealed record MarkRow(string Key) : IRow;

static class RowSet
{
    public static IReadOnlyList<Type> All { get; } = [typeof(PlaceRow), typeof(CountRow), typeof(MarkRow)];

    public static RowChange[] Put(params IRow[] rows) => [.. rows.Select(row => new RowChange(row.GetType(), row.Key, row))];
}
