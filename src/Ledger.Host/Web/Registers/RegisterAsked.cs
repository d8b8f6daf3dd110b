using System.Globalization;
using Ledger.Host.Server;
using Ledger.Projections;

namespace Ledger.Host.Web.Registers;

/// <summary>What is asked of a register: the filters, the order, the page. What an address has besides, or wrongly, counts as not said.</summary>
public sealed class RegisterAsked
{
    const string Sort = "sort", Down = "down", Cursor = "cursor", Back = "back", Row = "row";

    const int TextMax = 200;

    static readonly string[] OfPaging = [Cursor, Back, Row];

    readonly HttpContext _context;

    internal RegisterAsked(HttpContext context, Register register)
    {
        _context = context;
        var known = Text(Sort) is { } name ? register.Columns.FirstOrDefault(column => column.Order == name) : null;
        Order = known is null ? register.Order : new(known.Order!, Text(Down) is "1");
        After = Text(Cursor) is { } cursor ? PagingCursor.Read(context, cursor) : null;
        IsBack = Text(Back) is "1" && (After is not null || Text(Cursor) is null);
        FirstRow = After is null && !IsBack ? 1 : long.TryParse(Text(Row), CultureInfo.InvariantCulture, out var row) && row > 0 ? row : null;
    }

    internal RowOrder Order { get; }

    internal Place? After { get; }

    internal bool IsBack { get; }

    /// <summary>The number of the page's first row, counted from the first page on; null where one came from the end.</summary>
    internal long? FirstRow { get; }

    /// <summary>The value of a parameter; null where it is not given.</summary>
    internal string? Text(string name) => _context.Request.Query[name] is [{ Length: > 0 and <= TextMax } value] ? value : null;

    internal DateOnly? Day(string name) => DateOnly.TryParseExact(Text(name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>The beginning of a day the parameter names.</summary>
    internal DateTimeOffset? From(string name, RegisterView view) => Day(name) is { } day ? view.Words.StartOf(day) : null;

    /// <summary>The end of a day the parameter names.</summary>
    internal DateTimeOffset? To(string name, RegisterView view) => Day(name) is { } day && day < DateOnly.MaxValue ? view.Words.StartOf(day.AddDays(1)) : null;

    /// <summary>The value of an enumeration that has that name.</summary>
    internal T? One<T>(string name) where T : struct, Enum => Text(name) is { } text ? Enum.GetValues<T>().Cast<T?>().FirstOrDefault(value => Documents.DocumentJson.Name(value!) == text) : null;

    /// <summary>The address of the first page in an order.</summary>
    internal string Sorted(string order, bool descending) => Address([], (Sort, order), (Down, descending ? "1" : null));

    /// <summary>The address of a page of the same rows in the same order.</summary>
    internal string Page(Place? place, bool back, long? row) => Address(
        [Sort, Down], (Cursor, place is null ? null : PagingCursor.Write(_context, place)), (Back, back ? "1" : null), (Row, row?.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The address of all of these rows as CSV.</summary>
    internal string Csv => Address([Sort, Down], file: "/csv");

    /// <summary>The address without filters.</summary>
    internal string Bare => _context.Request.Path;

    /// <summary>What a form of filters sends besides them: the order.</summary>
    internal IEnumerable<(string Name, string Value)> Kept => new[] { Sort, Down }.Where(name => Text(name) is not null).Select(name => (name, Text(name)!));

    string Address(string[] kept, params (string Name, string? Value)[] own) => Address(kept, "", own);

    string Address(string[] kept, string file, params (string Name, string? Value)[] own)
    {
        var query = new QueryString();
        foreach (var (name, values) in _context.Request.Query)
            if (!OfPaging.Contains(name) && (name is not (Sort or Down) || kept.Contains(name))) query = query.Add(name, values.ToString());
        foreach (var (name, value) in own)
            if (value is not null) query = query.Add(name, value);
        return $"{_context.Request.Path}{file}{query}";
    }
}
