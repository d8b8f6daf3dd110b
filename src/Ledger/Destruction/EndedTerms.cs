using Ledger.Consents;
using Ledger.Journal;

namespace Ledger.Destruction;

/// <summary>
/// Whether the ledger itself may say that a term ended. From a service both are facts and never refused; the ledger says them only where they are so, once, and
/// of data only while no hold forbids destroying it. Pure.
/// </summary>
public static class EndedTerms
{
    /// <summary>Nothing is held any more, or no such consent stands, or its end was recorded already.</summary>
    public const string NothingEnds = "nothing-ends";

    /// <summary>Null where it may; otherwise why not.</summary>
    internal static Refusal? Decide(IReadOnlyList<RecordedEvent> history, IEventData proposed, DateTimeOffset time) => proposed switch
    {
        RetentionEnded ended => Decide(history, ended),
        ConsentExpired expired => Decide(history, expired, time),
        _ => null,
    };

    static Refusal? Decide(IReadOnlyList<RecordedEvent> history, RetentionEnded ended)
    {
        var person = PersonErasure.Of(history);
        if (person.Holds.Values.Any(held => held.Count == 0 || held.Intersect(ended.Categories, StringComparer.Ordinal).Any()))
            return new(PersonErasure.HoldInPlace, "A hold forbids destruction.", "$.data.categories");
        var recorded = history.Any(e => e.Data is RetentionEnded earlier && earlier.GatheredUpTo >= ended.GatheredUpTo && ended.Categories.All(earlier.Categories.Contains));
        return recorded || !person.Held.Any(ended.Categories) ? new(NothingEnds, "Nothing is held whose term could end.", "$.data.categories") : null;
    }

    /// <summary>A consent given again under its id has the new end; one that was withdrawn altogether has none.</summary>
    static Refusal? Decide(IReadOnlyList<RecordedEvent> history, ConsentExpired expired, DateTimeOffset time)
    {
        var ends = history.Where(e => e.Data is ConsentGiven given && given.Consent == expired.Consent).Select(e => ((ConsentGiven)e.Data).ValidUntil).LastOrDefault();
        var given = Last(history, e => e.Data is ConsentGiven consent && consent.Consent == expired.Consent);
        var said = Last(history, e => e.Data is ConsentExpired earlier && earlier.Consent == expired.Consent);
        return ends <= time && said < given && PersonErasure.Of(history).Consents.ContainsKey(expired.Consent)
            ? null
            : new(NothingEnds, "No such consent stands whose term could end.", "$.data.consent");
    }

    static int Last(IReadOnlyList<RecordedEvent> history, Predicate<RecordedEvent> which)
    {
        for (var at = history.Count - 1; at >= 0; at--)
            if (which(history[at])) return at;
        return -1;
    }
}
