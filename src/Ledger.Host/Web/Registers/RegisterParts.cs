using Ledger.Policies;
using Ledger.Projections;

namespace Ledger.Host.Web.Registers;

/// <summary>What stands in a cell of a register, on the page and in its CSV alike.</summary>
/// <param name="Text">The text.</param>
public sealed record RegisterCell(string Text)
{
    /// <summary>Nothing.</summary>
    public static RegisterCell Nothing { get; } = new("");

    /// <summary>A state.</summary>
    internal static RegisterCell Badged((string Kind, string Text) state) => new(state.Text) { Badge = state.Kind };

    /// <summary>Where it leads, or null.</summary>
    public string? Link { get; init; }

    /// <summary>The kind of the badge it is shown as, or null.</summary>
    public string? Badge { get; init; }

    /// <summary>What is said below it, small, or null.</summary>
    public string? Note { get; init; }

    /// <summary>Whether it is an id or a number of a document.</summary>
    public bool IsCode { get; init; }

    /// <summary>Whether it names a person.</summary>
    public bool IsPerson { get; init; }

    /// <summary>The moment it shows, or null.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>All that a spreadsheet gets of it, where that is not the text and what is below it.</summary>
    public string? Whole { get; init; }

    /// <summary>What is said where one points at it, or null.</summary>
    public string? Title { get; init; }
}

/// <summary>A column of a register.</summary>
/// <param name="Title">Its head.</param>
/// <param name="Order">The order of rows it stands for; null where one cannot sort by it.</param>
/// <param name="Descending">Whether the greatest comes first when it is chosen.</param>
/// <param name="IsNumber">Whether it holds numbers.</param>
public record RegisterColumn(LocalText Title, string? Order = null, bool Descending = false, bool IsNumber = false)
{
    /// <summary>Whether it stands in the table for spreadsheets alone.</summary>
    public bool IsOnlyInCsv { get; init; }

    /// <summary>By what exactly it sorts, where its cells do not show it.</summary>
    public LocalText? OrderedBy { get; init; }
}

/// <summary>A column that knows what stands in it.</summary>
sealed record RegisterColumn<TRow>(LocalText Title, Func<TRow, RegisterView, CancellationToken, ValueTask<RegisterCell>> Cell, string? Order = null, bool Descending = false, bool IsNumber = false)
    : RegisterColumn(Title, Order, Descending, IsNumber)
{
    public RegisterColumn(LocalText title, Func<TRow, RegisterView, RegisterCell> cell, string? order = null, bool descending = false, bool isNumber = false)
        : this(title, (row, view, _) => new(cell(row, view)), order, descending, isNumber)
    {
    }

    /// <summary>What rows are compared by where all of them are read; null in a register that sorts by its indexes.</summary>
    public Func<TRow, RegisterView, IComparable?>? Key { get; init; }
}

/// <summary>What a register can be narrowed by: one of several, or a day.</summary>
/// <param name="Name">The name of the parameter.</param>
/// <param name="Label">What it is called.</param>
/// <param name="Choices">The values there are and what they are called; null for a day.</param>
public sealed record RegisterFilter(string Name, LocalText Label, Func<RegisterView, CancellationToken, ValueTask<IEnumerable<RegisterChoice>>>? Choices = null)
{
    internal RegisterFilter(string name, LocalText label, Func<RegisterView, IEnumerable<RegisterChoice>> choices) : this(name, label, (view, _) => new(choices(view)))
    {
    }

    /// <summary>What stands for no choice.</summary>
    public LocalText Any { get; init; } = new("все", "all");
}

/// <summary>A value of a filter.</summary>
public sealed record RegisterChoice(string Value, string Text);

/// <summary>Some rows of a register, ready to be shown.</summary>
/// <param name="Rows">The cells of each row.</param>
/// <param name="Known">Index of the newest event the rows hold for.</param>
public sealed record RegisterSlice(IReadOnlyList<IReadOnlyList<RegisterCell>> Rows, long Known)
{
    /// <summary>Where the next page goes on; null on the last.</summary>
    public Place? Next { get; init; }

    /// <summary>Where the page before ends; null on the first.</summary>
    public Place? Previous { get; init; }

    /// <summary>How many rows there are; null where only counting them would tell.</summary>
    public long? Total { get; init; }

    /// <summary>The rows behind these; null on the last page.</summary>
    public Func<CancellationToken, ValueTask<RegisterSlice>>? More { get; init; }
}
