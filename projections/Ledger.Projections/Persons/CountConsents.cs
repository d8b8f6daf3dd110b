using Ledger.Access;
using Ledger.Reading;
using MediatR;

namespace Ledger.Projections;

/// <summary>
/// Asks how many persons' consents in force refer to purposes or categories, as somebody who is about to change them must know. Nobody is named. It reads the
/// person rows, not the journal. Without ids it only has the counting begun, for whoever is about to ask.
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
/// <param name="Known">Index of the newest event that is counted; null while the persons are still being counted, and then nothing else is known either.</param>
public sealed record ConsentCounts(IReadOnlyDictionary<string, long> ByPurpose, IReadOnlyDictionary<string, long> ByCategory, long Persons, long? Known);

/// <summary>
/// Answers at once: a ledger of few persons is counted for the answer; a larger one by itself, in the background, and the answer is of the last count unless that is
/// too old. To read every person takes a minute at a hundred thousand.
/// </summary>
public sealed class CountConsentsHandler(IReadModelStore store, TimeProvider clock) : IRequestHandler<CountConsents, Outcome<ConsentCounts>>
{
    const int PageRows = 1000;

    static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    readonly Lock _gate = new();
    Task? _counting;
    ConsentTally? _counted;

    /// <inheritdoc/>
    public async Task<Outcome<ConsentCounts>> Handle(CountConsents request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        lock (_gate)
        {
            if (IsFresh(_counted)) return _counted!.Of(request);
        }
        if ((await store.Current.Count<PersonRow>(rows => rows.OrderBy(row => row.Token).Take(PageRows), cancellationToken)).Value < PageRows)
        {
            var all = await Page("", cancellationToken);
            var tally = new ConsentTally(clock.GetUtcNow(), all.Position - 1);
            tally.Add(all.Value);
            return tally.Of(request);
        }
        return Counted()?.Of(request) ?? new ConsentCounts(new Dictionary<string, long>(), new Dictionary<string, long>(), 0, null);
    }

    /// <summary>The last count, where it is fresh; otherwise another is begun, unless one runs.</summary>
    ConsentTally? Counted()
    {
        lock (_gate)
        {
            if (IsFresh(_counted)) return _counted;
            if (_counting is null or { IsCompleted: true }) _counting = Task.Run(Count);
            return null;
        }
    }

    bool IsFresh(ConsentTally? counted) => counted is not null && clock.GetUtcNow() - counted.At < Fresh;

    async Task Count()
    {
        try
        {
            var page = await Page("", default);
            var tally = new ConsentTally(clock.GetUtcNow(), page.Position - 1);
            for (; ; page = await Page(page.Value[^1].Token, default))
            {
                tally.Add(page.Value);
                if (page.Value.Count < PageRows) break;
            }
            lock (_gate) _counted = tally;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The rows were swapped for others, or the ledger is closing: whoever asks next has it counted anew.
        }
    }

    ValueTask<Answer<IReadOnlyList<PersonRow>>> Page(string after, CancellationToken cancel) =>
        store.Current.Query<PersonRow>(rows => rows.Where(row => string.CompareOrdinal(row.Token, after) > 0).OrderBy(row => row.Token).Take(PageRows), cancel);
}

/// <summary>Persons by what they consent to: nearly all of many persons consent to one of a few sets of purposes and categories.</summary>
sealed class ConsentTally(DateTimeOffset at, long known)
{
    readonly Dictionary<string, (string[] Purposes, string[] Categories, long Persons)> _sets = new(StringComparer.Ordinal);

    /// <summary>When it was taken.</summary>
    public DateTimeOffset At => at;

    public void Add(IReadOnlyList<PersonRow> persons)
    {
        foreach (var person in persons)
        {
            var consents = StateJson.Read<ConsentsOf>(person.State).Consents;
            string[] purposes = [.. consents.SelectMany(consent => consent.Purposes.Where(purpose => consent.IsValid(purpose, at))).Distinct().Order(StringComparer.Ordinal)];
            string[] categories =
                [.. consents.SelectMany(consent => consent.Categories.Where(category => consent.Purposes.Any(purpose => consent.IsValid(purpose, at, category)))).Distinct().Order(StringComparer.Ordinal)];
            var key = $"{string.Join(' ', purposes)}|{string.Join(' ', categories)}";
            _sets[key] = (purposes, categories, _sets.GetValueOrDefault(key).Persons + 1);
        }
    }

    public ConsentCounts Of(CountConsents asked) => new(
        asked.Purposes.Distinct().ToDictionary(id => id, id => _sets.Values.Where(set => set.Purposes.Contains(id)).Sum(set => set.Persons)),
        asked.Categories.Distinct().ToDictionary(id => id, id => _sets.Values.Where(set => set.Categories.Contains(id)).Sum(set => set.Persons)),
        _sets.Values.Where(set => set.Purposes.Any(asked.Purposes.Contains) || set.Categories.Any(asked.Categories.Contains)).Sum(set => set.Persons), known);

    /// <summary>What is read of a person's state; the rest is skipped.</summary>
    sealed record ConsentsOf
    {
        public System.Collections.Immutable.ImmutableArray<Consent> Consents { get; init; } = [];
    }
}
