using Ledger.Destruction;
using Ledger.Journal;
using Ledger.Reading;

namespace Ledger.Projections;

/// <summary>Asks the rows, and reads from the journal what they have not reached yet: exact, however far behind they are.</summary>
/// <param name="journal">The journal.</param>
/// <param name="store">The read models; null where there are none, then all is read from the journal.</param>
public sealed class NamedPersons(IJournal journal, IReadModelStore? store = null) : INamedPersons
{
    const int PageMax = 500;

    /// <inheritdoc/>
    public async ValueTask<Naming> Of(string token, CancellationToken cancel)
    {
        List<NamedRow> rows = [];
        var known = store is null ? 0 : await Read(store.Current, token, rows, cancel);
        await foreach (var entry in journal.ReadAll(known, cancel))
        {
            rows.AddRange(NamingTerms.Of(RecordedCodec.Read(entry)).Where(row => row.Token == token));
            known = entry.Index + 1;
        }
        var until = rows.Where(row => row.Stream.Length == 0).Max(row => (long?)row.Until);
        return new(
            until is { } end ? Micros.ToMoment(end) : null,
            [.. rows.Select(row => row.Stream).Where(stream => stream.Length > 0).Distinct(StringComparer.Ordinal)], known);
    }

    /// <summary>The position of the first page: what came after it is read from the journal, and a row seen twice says the same.</summary>
    static async ValueTask<long> Read(IReadModels models, string token, List<NamedRow> rows, CancellationToken cancel)
    {
        long? position = null;
        for (string? after = null; ;)
        {
            var page = await models.Query<NamedRow>(all => after is null
                ? all.Where(row => row.Token == token).OrderBy(row => row.Stream).Take(PageMax)
                : all.Where(row => row.Token == token && string.CompareOrdinal(row.Stream, after) > 0).OrderBy(row => row.Stream).Take(PageMax), cancel);
            position ??= page.Position;
            rows.AddRange(page.Value);
            if (page.Value.Count < PageMax) return position.Value;
            after = page.Value[^1].Stream;
        }
    }
}
