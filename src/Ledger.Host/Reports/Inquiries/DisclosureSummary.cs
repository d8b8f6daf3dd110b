using System.Globalization;
using Ledger.Projections;
using Ledger.Reports;

namespace Ledger.Host.Reports.Inquiries;

/// <summary>The disclosures of an answer counted: one pass over their register, in constant memory but for a number a person.</summary>
sealed class DisclosureSummary
{
    const int PageRows = 1000, PersonsMax = 1_000_000;

    /// <summary>The grounds in the order in which they are shown; the last stands for none.</summary>
    public static readonly string[] Grounds = ["consent", "service", "law", DisclosureQueries.NoGround];

    readonly HashSet<UInt128> _persons = [];
    readonly Dictionary<DateOnly, long[]> _days = [];

    DisclosureSummary()
    {
    }

    public long Count { get; private set; }

    /// <summary>How many persons, at most a million.</summary>
    public long Persons => _persons.Count;

    public bool ManyMore => _persons.Count >= PersonsMax;

    /// <summary>How many by ground.</summary>
    public long[] ByGround { get; } = new long[Grounds.Length];

    public Dictionary<string, long> ByRecipient { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, long> ByPurpose { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, long> ByCategory { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, long> ByCountry { get; } = new(StringComparer.Ordinal);

    /// <summary>How many stand without a document behind their ground, where the ground is a law or a service (3.3.2, 3.3.3).</summary>
    public long WithoutDocument { get; private set; }

    public IEnumerable<FigureColumn> Days => _days.OrderBy(day => day.Key).Select(day => new FigureColumn(day.Key, day.Value));

    /// <summary>From the first to the last; of none the moment of the answer.</summary>
    public (DateTimeOffset From, DateTimeOffset To) Span { get; private set; }

    public static async ValueTask<DisclosureSummary> Read(AnswerCase on, CancellationToken cancel)
    {
        var summary = new DisclosureSummary { Span = (on.Scope.From ?? on.Now, on.Scope.To ?? on.Now) };
        await foreach (var row in Rows(on, PageRows, cancel)) summary.Add(row, on.Words.LocalDay(Micros.ToMoment(row.At)));
        return summary;
    }

    /// <summary>The rows of the scope, up to the index the report is taken at.</summary>
    public static async IAsyncEnumerable<DisclosureRow> Rows(AnswerCase on, int pageRows, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        for (var after = -1L; ;)
        {
            var page = (await on.Reading.Models.Query(DisclosureQueries.All(on.Scope.Recipient, null, on.Scope.From, on.Scope.To, after, pageRows), cancel)).Value;
            foreach (var row in page)
            {
                if (row.Index > on.Reading.Known) yield break;
                yield return row;
            }
            if (page.Count < pageRows) yield break;
            after = page[^1].Index;
        }
    }

    void Add(DisclosureRow row, DateOnly day)
    {
        var at = Micros.ToMoment(row.At);
        Span = Count == 0 ? (at, at) : (at < Span.From ? at : Span.From, at > Span.To ? at : Span.To);
        Count++;
        var ground = Array.IndexOf(Grounds, row.Ground ?? DisclosureQueries.NoGround);
        ByGround[ground]++;
        if (!_days.TryGetValue(day, out var grounds)) _days.Add(day, grounds = new long[Grounds.Length]);
        grounds[ground]++;
        if (row.Ground is "service" or "law" && row.Document is null) WithoutDocument++;
        if (_persons.Count < PersonsMax && UInt128.TryParse(row.Person.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var person)) _persons.Add(person);
        Raise(ByRecipient, row.Recipient);
        Raise(ByPurpose, row.Purpose);
        Raise(ByCountry, row.Country);
        foreach (var category in row.Categories.Split(' ', StringSplitOptions.RemoveEmptyEntries)) Raise(ByCategory, category);
    }

    static void Raise(Dictionary<string, long> counts, string name) => counts[name] = counts.GetValueOrDefault(name) + 1;
}
