namespace Ledger.Projections;

/// <summary>Whether what an event names is within the policy: services (1.2), categories (2.1), purposes (2.2), systems and their countries (3.1).</summary>
static class ScopeJudge
{
    public static void Service(in Bench bench, string? service, Verdict verdict)
    {
        if (service is not null && !bench.Edition.Covers(service)) verdict.Add(FindingKinds.ServiceOutOfScope, service);
    }

    public static void Purposes(in Bench bench, IEnumerable<string> purposes, Verdict verdict)
    {
        var edition = bench.Edition;
        verdict.Add(FindingKinds.PurposeUnknown, purposes.Where(p => edition.Purpose(p) is null));
    }

    /// <summary>A category is in order when some of the purposes declares it; the policy must name it at all.</summary>
    public static void Categories(in Bench bench, IReadOnlyList<string> purposes, IEnumerable<string> categories, Verdict verdict)
    {
        var edition = bench.Edition;
        var undeclared = categories.Where(c => !purposes.Any(p => edition.Purpose(p)?.Categories.Contains(c) == true)).ToList();
        if (undeclared.Count == 0) return;
        verdict.Add(FindingKinds.CategoryUnknown, undeclared.Where(c => !edition.Knows(c)));
        // Where no purpose is known, that is the finding, and every category would only repeat it.
        if (purposes.Any(p => edition.Purpose(p) is not null)) verdict.Add(FindingKinds.CategoryUndeclared, undeclared.Where(edition.Knows));
    }

    public static void System(in Bench bench, string? system, Verdict verdict)
    {
        if (system is null) return;
        if (!bench.Registers.Systems.TryGetValue(system, out var known)) verdict.Add(FindingKinds.SystemUnknown, system);
        else if (!bench.Edition.Stores(known.Terms.Country)) verdict.Add(FindingKinds.StorageAbroad, $"{system}:{known.Terms.Country}");
    }

    /// <summary>Whether nothing lets the purpose go on: consent is its only basis or was withdrawn, and no valid one is there for some category.</summary>
    public static bool LacksConsent(in Bench bench, string purpose, IReadOnlyList<string> categories)
    {
        if (bench.Edition.Purpose(purpose) is not { } declared) return false;   // an unknown purpose is a finding of its own
        var (person, at) = (bench.Person, bench.At);
        var byConsentAlone = declared.Bases.All(b => b == Consents.LegalBasis.Consent);
        return categories.Any(c => !person.Withdrawals.IsEmpty && person.WithdrawnBy(purpose, at, [c]) is { } withdrawal
            ? withdrawal.ContinuedFor(purpose, [c]).IsEmpty
            : byConsentAlone && person.ValidConsent(purpose, at, c) is null);
    }
}
