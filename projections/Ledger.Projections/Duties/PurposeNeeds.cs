using Ledger.Journal;
using Ledger.Persons;
using Ledger.Policies;
using Ledger.Sealing;

namespace Ledger.Projections;

/// <summary>
/// Which categories a purpose alone needs of a person: what goes when only that purpose goes. What is in doubt stays, for it can still go later
/// (docs/decisions/0015-what-goes-and-when.md).
/// </summary>
/// <param name="state">The person.</param>
/// <param name="history">The person's stream.</param>
/// <param name="registers">The operator's registers.</param>
/// <param name="at">When.</param>
sealed class PurposeNeeds(PersonState state, IReadOnlyList<RecordedEvent> history, OperatorRegisters registers, DateTimeOffset at)
{
    readonly Edition? _edition = registers.EditionInForce(at);

    /// <summary>The categories that serve these purposes and nothing else that is in force, in ordinal order.</summary>
    public IReadOnlyList<string> ServedOnlyBy(IReadOnlyCollection<string> purposes)
    {
        var going = Serving(purposes).Where(category => !IsNeeded(category, purposes)).ToHashSet(StringComparer.Ordinal);
        var published = history.Select(recorded => recorded.Data).OfType<DataMadePublic>().SelectMany(data => data.Categories).ToHashSet(StringComparer.Ordinal);
        // Where the person made data public says something of what was made public there, and goes with the last of it.
        if (published.Count > 0 && published.IsSubsetOf(going)) going.Add(KeyName.PublicResourceCategory);
        return [.. going.Order(StringComparer.Ordinal)];
    }

    /// <summary>What the policy declares for them, what consents named for them, and what was gathered for them, declared or not.</summary>
    IEnumerable<string> Serving(IReadOnlyCollection<string> purposes) =>
        purposes.SelectMany(Declared)
            .Concat(state.Consents.Where(consent => consent.Purposes.Any(purposes.Contains)).SelectMany(consent => consent.Categories))
            .Concat(state.Data.Where(data => data.Purposes.Any(purposes.Contains)).Select(data => data.Category))
            .Distinct();

    /// <summary>By the edition in force, or by the last that knew the purpose.</summary>
    IReadOnlyList<string> Declared(string purpose) =>
        (_edition?.Purpose(purpose) ?? registers.Editions.Reverse().Select(edition => edition.Purpose(purpose)).FirstOrDefault(known => known is not null))?.Categories ?? [];

    bool IsNeeded(string category, IReadOnlyCollection<string> purposes) =>
        state.Data.Any(data => data.Destroyed is null && data.Category == category && (data.Purposes.IsEmpty || data.Purposes.Any(p => !purposes.Contains(p))))
        || state.Consents.Any(consent => consent.Purposes.Any(purpose =>
            !purposes.Contains(purpose) && consent.IsValid(purpose, at, category) && _edition?.Purpose(purpose)?.Categories.Contains(category) != false))
        || state.Continued.Any(ground => ground.Keeps(category, []))   // documented (152-FZ 9(2))
        || (category == KeyName.ContactCategory && state.Choices.Any(choice => choice.Wanted) && IsContactNeeded(purposes));

    /// <summary>Messages the person asked for need the contact for any purpose that declares it, goes on, and was not objected to.</summary>
    bool IsContactNeeded(IReadOnlyCollection<string> purposes) => _edition?.Published.Terms.Purposes.Any(purpose =>
        !purposes.Contains(purpose.Id) && purpose.Categories.Contains(KeyName.ContactCategory) && !IsOver(purpose)) == true;

    bool IsOver(PolicyPurpose purpose) =>
        state.WithdrawnBy(purpose.Id, at, [KeyName.ContactCategory]) is not null || state.StoppedBy(purpose.Id, at, [KeyName.ContactCategory]) is not null
        || state.Achieved.Any(achieved => achieved.Purpose == purpose.Id);
}
