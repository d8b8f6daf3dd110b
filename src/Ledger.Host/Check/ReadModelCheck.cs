using System.Reflection;
using Ledger.Projections;
using Ledger.Reading;

namespace Ledger.Host.Check;

/// <summary>Folds the journal once more beside the live read models and compares every row; the live ones are left alone.</summary>
sealed class ReadModelCheck(Projector projector, IReadModelStore store)
{
    const int Page = 1000;

    static readonly MethodInfo Comparison = typeof(ReadModelCheck).GetMethod(nameof(Compare), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>How many rows were compared; the first differing row of each table is a fault.</summary>
    public async Task<long> Run(List<StoreFault> faults, IProgress<ProjectionProgress> folding, CancellationToken cancel)
    {
        await projector.CatchUp(cancel);
        await using var fresh = await projector.Build(cancel, folding);
        long rows = 0;
        foreach (var table in ProjectionTables.All)
            rows += await (Task<long>)Comparison.MakeGenericMethod(table).Invoke(null, [store.Current, fresh, faults, cancel])!;
        return rows;
    }

    static async Task<long> Compare<TRow>(IReadModels live, IReadModels fresh, List<StoreFault> faults, CancellationToken cancel) where TRow : class, IRow
    {
        long rows = 0;
        for (string? after = null; ;)
        {
            var (left, right) = (await Next<TRow>(live, after, cancel), await Next<TRow>(fresh, after, cancel));
            var same = left.Zip(right).TakeWhile(pair => pair.First.Equals(pair.Second)).Count();
            rows += same;
            if (same < Math.Max(left.Count, right.Count))
            {
                faults.Add(new("rows-differ", null, $"The read model {typeof(TRow).Name} is not what the journal folds to; 'ledger rebuild' mends it."));
                return rows;
            }
            if (left.Count < Page) return rows;
            after = left[^1].Key;
        }
    }

    static async Task<IReadOnlyList<TRow>> Next<TRow>(IReadModels models, string? after, CancellationToken cancel) where TRow : class, IRow =>
        (await models.Query<TRow>(
            rows => (after is null ? rows : rows.Where(r => string.CompareOrdinal(r.Key, after) > 0)).OrderBy(r => r.Key).Take(Page), cancel)).Value;
}
