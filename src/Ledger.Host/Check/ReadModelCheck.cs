using System.Reflection;
using Ledger.Projections;
using Ledger.Reading;

namespace Ledger.Host.Check;

/// <summary>
/// Folds the journal once more beside the live read models and compares every row; the live ones are left alone. They may go on folding meanwhile: they
/// are stopped for a few pages at a time only.
/// </summary>
sealed class ReadModelCheck(Projector projector)
{
    const int Page = 1000, PagesPerStep = 8;

    static readonly MethodInfo Table = typeof(ReadModelCheck).GetMethod(nameof(PagesOf), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>Compares the next page of one table; false after its last, or the first that differs.</summary>
    delegate ValueTask<bool> NextPage(IReadModels live, IReadModels fresh, CancellationToken cancel);

    /// <summary>How many rows were compared; the first differing row of each table is a fault.</summary>
    public async Task<long> Run(List<StoreFault> faults, IProgress<ProjectionProgress>? folding, CancellationToken cancel)
    {
        long rows = 0;
        Action<long> compared = count => rows += count;
        var tables = new Queue<NextPage>(ProjectionTables.All.Select(row => (NextPage)Table.MakeGenericMethod(row).Invoke(null, [faults, compared])!));
        await projector.Compare(async (live, fresh) =>
        {
            for (var page = 0; page < PagesPerStep && tables.Count > 0; page++)
                if (!await tables.Peek()(live, fresh, cancel)) tables.Dequeue();
            return tables.Count > 0;
        }, cancel, folding);
        return rows;
    }

    static NextPage PagesOf<TRow>(List<StoreFault> faults, Action<long> compared) where TRow : class, IRow
    {
        string? after = null;
        return async (live, fresh, cancel) =>
        {
            var (left, right) = (await Next<TRow>(live, after, cancel), await Next<TRow>(fresh, after, cancel));
            var same = left.Zip(right).TakeWhile(pair => pair.First.Equals(pair.Second)).Count();
            compared(same);
            if (same < Math.Max(left.Count, right.Count))
            {
                faults.Add(new("rows-differ", null, $"The read model {typeof(TRow).Name} is not what the journal folds to; 'ledger rebuild' mends it."));
                return false;
            }
            if (left.Count < Page) return false;
            after = left[^1].Key;
            return true;
        };
    }

    static async Task<IReadOnlyList<TRow>> Next<TRow>(IReadModels models, string? after, CancellationToken cancel) where TRow : class, IRow =>
        (await models.Query<TRow>(
            rows => (after is null ? rows : rows.Where(r => string.CompareOrdinal(r.Key, after) > 0)).OrderBy(r => r.Key).Take(Page), cancel)).Value;
}
