using Ledger.Policies;
using Ledger.Projections;
using Ledger.Reading;
using MediatR;

namespace Ledger.Host.Web.Registers;

/// <summary>A register as people see it: what it is called, what it can be narrowed by, its columns, its rows.</summary>
public abstract class Register
{
    /// <summary>How many rows a page shows.</summary>
    public const int PageRows = 50;

    /// <summary>Its name in addresses.</summary>
    public required string Name { get; init; }

    /// <summary>Its name.</summary>
    public required LocalText Title { get; init; }

    /// <summary>What it holds, in a sentence.</summary>
    public required LocalText Lead { get; init; }

    /// <summary>What is said where it holds nothing of what was asked for.</summary>
    public LocalText Empty { get; init; } = new("Записей нет.", "There is nothing here.");

    /// <summary>What it can be narrowed by.</summary>
    public IReadOnlyList<RegisterFilter> Filters { get; init; } = [];

    /// <summary>The form that adds to it, and what that is called; for officers.</summary>
    public (string Address, LocalText Text)? Work { get; init; }

    /// <summary>Its columns.</summary>
    public abstract IReadOnlyList<RegisterColumn> Columns { get; }

    /// <summary>The order of its rows unless another is chosen.</summary>
    public required RowOrder Order { get; init; }

    /// <summary>Some of its rows.</summary>
    internal abstract Task<Outcome<RegisterSlice>> Read(IMediator mediator, RegisterAsked asked, RegisterView view, int take, CancellationToken cancel);
}

/// <summary>A register that can have millions of rows: it is read a page at a time, by the index of its order.</summary>
sealed class LongRegister<TRow>(IReadOnlyList<RegisterColumn<TRow>> columns, Func<RegisterAsked, RegisterView, ListRows<TRow>> request) : Register where TRow : class, IRow
{
    public override IReadOnlyList<RegisterColumn> Columns => columns;

    internal override async Task<Outcome<RegisterSlice>> Read(IMediator mediator, RegisterAsked asked, RegisterView view, int take, CancellationToken cancel)
    {
        var outcome = await mediator.Send(request(asked, view) with { Order = asked.Order, After = asked.After, Back = asked.IsBack, Take = take }, cancel);
        return outcome.Refusal is { } refusal ? refusal : await Slice(outcome.Value, view, cancel);
    }

    async ValueTask<RegisterSlice> Slice(Page<TRow> page, RegisterView view, CancellationToken cancel) => new(await RegisterCells.Of(columns, page.Rows, view, cancel), page.Known)
    {
        Next = page.Next, Previous = page.Previous, More = page.More is { } more ? async later => await Slice(await more(later), view, later) : null,
    };
}

/// <summary>A register of the operator's own acts, which are few: all its rows are read, and sorted by any of its columns as people sort.</summary>
sealed class ShortRegister<TRow>(IReadOnlyList<RegisterColumn<TRow>> columns, Func<RegisterView, ListRows<TRow>> request, Func<TRow, RegisterAsked, RegisterView, bool>? narrowed = null)
    : Register where TRow : class, IRow
{
    public override IReadOnlyList<RegisterColumn> Columns => columns;

    internal override async Task<Outcome<RegisterSlice>> Read(IMediator mediator, RegisterAsked asked, RegisterView view, int take, CancellationToken cancel)
    {
        var outcome = await mediator.Send(request(view) with { Take = ListRows<TRow>.TakeMax }, cancel);
        if (outcome.Refusal is { } refusal) return refusal;
        List<TRow> rows = [];
        for (var page = outcome.Value; ; page = await page.More(cancel))
        {
            rows.AddRange(page.Rows.Where(row => narrowed?.Invoke(row, asked, view) ?? true));
            if (page.More is null) break;
        }
        return await Slice(Sorted(rows, asked.Order, view), asked, view, take, outcome.Value.Known, cancel);
    }

    List<TRow> Sorted(List<TRow> rows, RowOrder order, RegisterView view)
    {
        var key = columns.First(column => column.Order == order.Name).Key!;
        var sorted = rows.Select(row => (Row: row, Key: key(row, view))).OrderBy(pair => pair.Key is null);
        return [.. (order.Descending ? sorted.ThenByDescending(pair => pair.Key, Keys.Instance) : sorted.ThenBy(pair => pair.Key, Keys.Instance)).Select(pair => pair.Row)];
    }

    async ValueTask<RegisterSlice> Slice(List<TRow> rows, RegisterAsked asked, RegisterView view, int take, long known, CancellationToken cancel)
    {
        var lastPage = Math.Max(0, (rows.Count - 1) / take * take);
        var first = asked.After is { } place ? Math.Clamp((int)Math.Min(place.Number, int.MaxValue), 0, lastPage) : asked.IsBack ? lastPage : 0;
        return new(await RegisterCells.Of(columns, [.. rows.Skip(first).Take(take)], view, cancel), known)
        {
            Total = rows.Count, Next = first + take < rows.Count ? new(first + take) : null, Previous = first > 0 ? new(Math.Max(0, first - take)) : null,
            More = first + take < rows.Count ? async later => await From(rows, first + take, view, take, known, later) : null,
        };
    }

    async ValueTask<RegisterSlice> From(List<TRow> rows, int first, RegisterView view, int take, long known, CancellationToken cancel) =>
        new(await RegisterCells.Of(columns, [.. rows.Skip(first).Take(take)], view, cancel), known)
        {
            Total = rows.Count, More = first + take < rows.Count ? async later => await From(rows, first + take, view, take, known, later) : null,
        };

    /// <summary>Words without regard to capitals; what has none comes last either way.</summary>
    sealed class Keys : IComparer<IComparable?>
    {
        public static Keys Instance { get; } = new();

        public int Compare(IComparable? x, IComparable? y) => (x, y) switch
        {
            (string a, string b) => string.Compare(a, b, StringComparison.OrdinalIgnoreCase),
            (null, _) or (_, null) => 0,
            _ => x.CompareTo(y),
        };
    }
}

/// <summary>Makes cells of rows.</summary>
static class RegisterCells
{
    public static async ValueTask<IReadOnlyList<IReadOnlyList<RegisterCell>>> Of<TRow>(
        IReadOnlyList<RegisterColumn<TRow>> columns, IReadOnlyList<TRow> rows, RegisterView view, CancellationToken cancel)
    {
        var made = new IReadOnlyList<RegisterCell>[rows.Count];
        for (var at = 0; at < made.Length; at++)
        {
            var cells = new RegisterCell[columns.Count];
            for (var column = 0; column < cells.Length; column++) cells[column] = await columns[column].Cell(rows[at], view, cancel);
            made[at] = cells;
        }
        return made;
    }
}
