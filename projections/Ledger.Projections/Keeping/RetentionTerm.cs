using Ledger.Law;

namespace Ledger.Projections;

/// <summary>One term of the edition in force: of a category, of a purpose, or none where rows hold the end itself. Moments are microseconds since 1970 UTC.</summary>
/// <param name="Kind">What has it, one of <see cref="KeepingKinds"/>.</param>
/// <param name="Term">The category or purpose; empty where rows hold the end itself.</param>
/// <param name="Edition">The edition that sets it, or null.</param>
/// <param name="Due">The end for what began at a moment: the first moment that is too late. It never falls as the moment rises.</param>
/// <param name="From">The first moment whose end is no earlier than one.</param>
sealed record RetentionTerm(string Kind, string Term, string? Edition, Func<long, long> Due, Func<long, long> From)
{
    /// <summary>The longest term in days; more is taken as this.</summary>
    const long DaysMax = 1_000_000;

    static readonly string[] Ends = [KeepingKinds.Consent, KeepingKinds.Act, KeepingKinds.Evidence];

    /// <summary>
    /// Every term there is at a moment. A category's is counted in whole days from the instant it was gathered; a purpose's to the end of the operator's local
    /// day. A term binds from when an edition first promised it: what was older then is due then.
    /// </summary>
    public static IReadOnlyList<RetentionTerm> All(OperatorRegisters registers, DateTimeOffset now)
    {
        List<RetentionTerm> terms = [.. Ends.Select(kind => new RetentionTerm(kind, "", null, at => at, due => due))];
        if (registers.EditionInForce(now) is not { } edition) return terms;
        foreach (var category in edition.Published.Terms.Categories.DistinctBy(c => c.Id))
            if (category.RetentionDays is { } days)
                terms.Add(OfCategory(category.Id, edition.Id, days, Micros.Of(Promised(registers, edition, e => DaysOfCategory(e, category.Id)))));
        foreach (var purpose in edition.Published.Terms.Purposes.DistinctBy(p => p.Id))
            if (purpose.RetentionDays is { } days)
                terms.Add(OfPurpose(purpose.Id, edition.Id, days, Micros.Of(Promised(registers, edition, e => e.Purpose(purpose.Id)?.RetentionDays)), registers.Clock));
        return terms;
    }

    /// <summary>Whether rows of it have ended at a moment, and may be recorded as ended by the ledger itself: a purpose's end is an event of a service.</summary>
    public bool IsStep => Kind != KeepingKinds.Achieved;

    static RetentionTerm OfCategory(string category, string edition, long days, long promised)
    {
        var length = Math.Clamp(days, 0, DaysMax) * (TimeSpan.TicksPerDay / TimeSpan.TicksPerMicrosecond);
        return new(KeepingKinds.Held, category, edition,
            at => Math.Max(at + length, promised), due => due <= promised ? long.MinValue : due - length);
    }

    static RetentionTerm OfPurpose(string purpose, string edition, long days, long promised, LegalClock clock)
    {
        var length = (int)Math.Clamp(days, 0, DaysMax);
        return new(KeepingKinds.Achieved, purpose, edition,
            at => Math.Max(Micros.Of(clock.EndOf(clock.LocalDate(Micros.ToMoment(at)).AddDays(length))), promised),
            due => due <= promised ? long.MinValue : Micros.Of(clock.EndOf(clock.LocalDate(Micros.ToMoment(due - 1)).AddDays(-length - 1))));
    }

    /// <summary>From when editions, one after the other up to this one, have promised the same term.</summary>
    static DateTimeOffset Promised(OperatorRegisters registers, Edition edition, Func<Edition, long?> days)
    {
        var at = registers.Editions.IndexOf(edition);
        while (at > 0 && days(registers.Editions[at - 1]) == days(edition)) at--;
        return registers.Editions[at].InForceFrom;
    }

    static long? DaysOfCategory(Edition edition, string category) =>
        edition.Published.Terms.Categories.FirstOrDefault(c => c.Id == category)?.RetentionDays;
}
