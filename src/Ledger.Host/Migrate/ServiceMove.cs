using System.Linq.Expressions;
using System.Reflection;
using Ledger.Migration;
using Ledger.Reading;

namespace Ledger.Host.Migrate;

/// <summary>Copies the service tables: every row, whatever it is of, and removes what is not there any more. What a migration notes of a store stays with that.</summary>
sealed class ServiceMove(IServiceTables from, IServiceTables to)
{
    const int PageRows = 500;

    static readonly IReadOnlyList<Type> Rows = [.. ServiceRows.All.Where(row => row != typeof(UnfinishedRow) && row != typeof(MovedRow))];

    /// <summary>Copies all; how many rows there are.</summary>
    public Task<long> Run(CancellationToken cancel) => OfEach(nameof(Copy), cancel);

    /// <summary>How many rows differ.</summary>
    public Task<long> Differing(CancellationToken cancel) => OfEach(nameof(Compare), cancel);

    /// <summary>Whether there is no row in any table.</summary>
    public static async Task<bool> IsEmpty(IServiceTables tables, CancellationToken cancel) => await new ServiceMove(tables, tables).OfEach(nameof(Count), cancel) == 0;

    async Task<long> OfEach(string work, CancellationToken cancel)
    {
        var sum = 0L;
        foreach (var row in Rows)
            sum += await (Task<long>)typeof(ServiceMove).GetMethod(work, BindingFlags.Instance | BindingFlags.NonPublic)!.MakeGenericMethod(row).Invoke(this, [cancel])!;
        return sum;
    }

    async Task<long> Copy<TRow>(CancellationToken cancel) where TRow : class, IRow
    {
        await foreach (var page in Pages<TRow>(to, cancel)) await to.Commit([.. page.Select(row => new RowChange(typeof(TRow), row.Key, null))], cancel);
        var copied = 0L;
        await foreach (var page in Pages<TRow>(from, cancel))
        {
            await to.Commit([.. page.Select(row => new RowChange(typeof(TRow), row.Key, row))], cancel);
            copied += page.Count;
        }
        return copied;
    }

    async Task<long> Compare<TRow>(CancellationToken cancel) where TRow : class, IRow
    {
        var differing = 0L;
        await using var copies = Pages<TRow>(to, cancel).GetAsyncEnumerator(cancel);
        await foreach (var page in Pages<TRow>(from, cancel))
        {
            var copy = await copies.MoveNextAsync() ? copies.Current : [];
            differing += page.Except(copy).Count() + copy.Except(page).Count();
        }
        while (await copies.MoveNextAsync()) differing += copies.Current.Count;
        return differing;
    }

    async Task<long> Count<TRow>(CancellationToken cancel) where TRow : class, IRow
    {
        await foreach (var page in Pages<TRow>(from, cancel)) return page.Count;
        return 0;
    }

    static async IAsyncEnumerable<IReadOnlyList<TRow>> Pages<TRow>(IServiceTables tables, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel) where TRow : class, IRow
    {
        for (var after = ""; ;)
        {
            var (behind, key) = Behind<TRow>(after);
            var page = await tables.Query<TRow>(rows => rows.Where(behind).OrderBy(key).Take(PageRows), cancel);
            if (page.Count > 0) yield return page;
            if (page.Count < PageRows) yield break;
            after = page[^1].Key;
        }
    }

    /// <summary>The engines know the key as the row's own member, not as that of the interface.</summary>
    static (Expression<Func<TRow, bool>> Behind, Expression<Func<TRow, string>> Key) Behind<TRow>(string after)
    {
        var row = Expression.Parameter(typeof(TRow), "row");
        var key = Expression.Property(row, typeof(TRow).GetProperty(nameof(IRow.Key))!);
        var compared = Expression.Call(typeof(string), nameof(string.CompareOrdinal), null, key, Expression.Constant(after));
        return (Expression.Lambda<Func<TRow, bool>>(Expression.GreaterThan(compared, Expression.Constant(0)), row), Expression.Lambda<Func<TRow, string>>(key, row));
    }
}
