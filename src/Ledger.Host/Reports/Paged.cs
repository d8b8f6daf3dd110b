using System.Runtime.CompilerServices;
using Ledger.Reading;

namespace Ledger.Host.Reports;

/// <summary>Reads a register to its end, a page at a time, each going on behind the last row of the one before: constant memory, however many rows there are.</summary>
static class Paged
{
    public const int Rows = 1000;

    /// <summary>The pages.</summary>
    /// <param name="models">Holds the rows.</param>
    /// <param name="next">The query of the page behind that row, or of the first.</param>
    /// <param name="cancel">Ends it.</param>
    public static async IAsyncEnumerable<IReadOnlyList<TRow>> Read<TRow>(
        IReadModels models, Func<TRow?, Func<IQueryable<TRow>, IQueryable<TRow>>> next, [EnumeratorCancellation] CancellationToken cancel) where TRow : class, IRow
    {
        for (TRow? last = null; ;)
        {
            var page = (await models.Query(next(last), cancel)).Value;
            if (page.Count > 0) yield return page;
            if (page.Count < Rows) yield break;
            last = page[^1];
        }
    }
}
