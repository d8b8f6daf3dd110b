using System.Collections.Immutable;
using Ledger.Reading;

namespace Ledger.Projections;

/// <summary>Writes the rows of those parts of a state that changed, and only those.</summary>
static class RowDifference
{
    public static void Put<TPart, TRow>(
        Action<IRow> put, ImmutableArray<TPart> before, ImmutableArray<TPart> after, Func<TPart, string> id, Func<TPart, TRow> row)
        where TPart : class where TRow : IRow
    {
        for (var at = 0; at < after.Length; at++)
        {
            // Parts are appended and rarely change, so the same part mostly stands at the same place.
            if (at < before.Length && ReferenceEquals(before[at], after[at])) continue;
            var now = row(after[at]);
            var key = id(after[at]);
            if (before.FirstOrDefault(b => id(b) == key) is { } earlier && row(earlier).Equals(now)) continue;
            put(now);
        }
    }
}
