using Ledger.Access;
using Ledger.Reading;
using MediatR;

namespace Ledger.Projections;

/// <summary>
/// Asks how many persons' consents in force refer to purposes or categories, as somebody who is about to change them must know. Nobody is named. It reads the
/// person rows, not the journal.
/// </summary>
/// <param name="Purposes">The purposes.</param>
/// <param name="Categories">The categories.</param>
/// <param name="Actor">Who asks.</param>
public sealed record CountConsents(IReadOnlyList<string> Purposes, IReadOnlyList<string> Categories, Actor Actor) : IRequest<Outcome<ConsentCounts>>, IAuthorised
{
    /// <inheritdoc/>
    public IReadOnlyList<Role> Allowed { get; } = [Role.Officer, Role.Auditor];
}

/// <summary>How many persons it concerns.</summary>
/// <param name="ByPurpose">Persons with a consent in force for the purpose.</param>
/// <param name="ByCategory">Persons with a consent in force for data of the category.</param>
/// <param name="Persons">Persons with one for any of them.</param>
public sealed record ConsentCounts(IReadOnlyDictionary<string, long> ByPurpose, IReadOnlyDictionary<string, long> ByCategory, long Persons);

/// <summary>Goes through the person rows page by page; one that mentions none of the ids is not decoded.</summary>
public sealed class CountConsentsHandler(IReadModelStore store, TimeProvider clock) : IRequestHandler<CountConsents, Outcome<ConsentCounts>>
{
    const int PageRows = 1000;

    /// <inheritdoc/>
    public async Task<Outcome<ConsentCounts>> Handle(CountConsents request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (purposes, categories, persons) = (request.Purposes.ToDictionary(id => id, _ => 0L), request.Categories.ToDictionary(id => id, _ => 0L), 0L);
        string[] mentioned = [.. request.Purposes.Concat(request.Categories).Select(id => $"\"{id}\"")];
        var now = clock.GetUtcNow();
        for (var after = ""; mentioned.Length > 0;)
        {
            var last = after;
            var page = (await store.Current.Query<PersonRow>(
                rows => rows.Where(row => string.CompareOrdinal(row.Token, last) > 0).OrderBy(row => row.Token).Take(PageRows), cancellationToken)).Value;
            foreach (var row in page)
                if (mentioned.Any(id => row.State.Contains(id, StringComparison.Ordinal)) && Count(row.Read(), now, purposes, categories)) persons++;
            if (page.Count < PageRows) break;
            after = page[^1].Token;
        }
        return new ConsentCounts(purposes, categories, persons);
    }

    static bool Count(PersonState person, DateTimeOffset now, Dictionary<string, long> purposes, Dictionary<string, long> categories)
    {
        var any = false;
        foreach (var purpose in purposes.Keys)
        {
            if (!person.Consents.Any(consent => consent.IsValid(purpose, now))) continue;
            purposes[purpose]++;
            any = true;
        }
        foreach (var category in categories.Keys)
        {
            if (!person.Consents.Any(consent => consent.Categories.Contains(category) && consent.Purposes.Any(purpose => consent.IsValid(purpose, now, category)))) continue;
            categories[category]++;
            any = true;
        }
        return any;
    }
}
