using System.Runtime.CompilerServices;
using Ledger.Exports;
using Ledger.Reading;

namespace Ledger.Projections;

/// <summary>The register of disclosures as an index of the journal.</summary>
public sealed class DisclosureIndex(Projector projector, IReadModelStore store) : IDisclosureIndex
{
    const int PageRows = 1000, UnknownMax = 1000;

    /// <summary>Less than a microsecond, the resolution of rows: what happened before a moment is before it rounded up.</summary>
    const long RoundingTicks = TimeSpan.TicksPerMicrosecond - 1;

    /// <inheritdoc/>
    public async ValueTask<IAsyncEnumerable<IReadOnlyList<long>>?> Find(
        string? recipient, DateTimeOffset? from, DateTimeOffset? to, long known, CancellationToken cancel)
    {
        await projector.CatchUp(cancel);
        var unknown = await store.Current.Query<UnknownRow>(rows => rows.OrderBy(row => row.Type).Take(UnknownMax), cancel);
        return unknown.Value.Count == UnknownMax || unknown.Value.Any(row => row.Type.StartsWith(IDisclosureIndex.Type + ".v", StringComparison.Ordinal))
            ? null
            : Pages(recipient, from, to < DateTimeOffset.MaxValue.AddTicks(-RoundingTicks) ? to.Value.AddTicks(RoundingTicks) : null, known, cancel);
    }

    async IAsyncEnumerable<IReadOnlyList<long>> Pages(
        string? recipient, DateTimeOffset? from, DateTimeOffset? to, long known, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (var after = -1L; ;)
        {
            var page = (await store.Current.Query(DisclosureQueries.All(recipient, null, from, to, after, PageRows), cancel)).Value;
            long[] indexes = [.. page.Select(row => row.Index).TakeWhile(index => index <= known)];
            if (indexes.Length > 0) yield return indexes;
            if (indexes.Length < PageRows) yield break;
            after = indexes[^1];
        }
    }
}
