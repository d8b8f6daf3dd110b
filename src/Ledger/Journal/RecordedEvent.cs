namespace Ledger.Journal;

/// <summary>What an event says, typed: one record per event type, declared in its noun's folder and listed in the catalogue.</summary>
public interface IEventData;

/// <summary>An event that opens duties: their terms are worked out by the ledger when it records the event, and stored with it.</summary>
public interface IOpensDuties : IEventData
{
    /// <summary>The terms of the duties this event opened, written by the ledger; null as published.</summary>
    IReadOnlyList<DutyTerms>? Duties { get; }

    /// <summary>The same event with the terms written in (<c>this with { Duties = duties }</c>).</summary>
    IOpensDuties WithDuties(IReadOnlyList<DutyTerms> duties);
}

/// <summary>The terms of a duty as they were worked out when the event that opened it was recorded; never recomputed, whatever decree or amendment comes later.</summary>
/// <param name="Rule">Rule id, for example <c>WDR-01</c>.</param>
/// <param name="RuleVersion">Version of the rule that was applied.</param>
/// <param name="Calendar">Version of the production calendar that was applied.</param>
/// <param name="Provisional">Whether the calendar had no decree yet for a year it needed.</param>
/// <param name="Start">The moment that started the period.</param>
/// <param name="Due">End of the statutory period (exclusive: 24:00 of the last day, local, as an instant).</param>
/// <param name="Safe">End of the safe period: the nominal day, or the working day before it.</param>
public sealed record DutyTerms(
    string Rule, string RuleVersion, string Calendar, bool Provisional, DateTimeOffset Start, DateTimeOffset Due, DateTimeOffset Safe);

/// <summary>An event whose type or schema this version does not know: kept, exported and counted; nothing is decided on it.</summary>
/// <param name="Type">The full type as recorded.</param>
public sealed record UnknownEvent(string Type) : IEventData;

/// <summary>A recorded event, decoded and upcast to the newest schema of its type.</summary>
/// <param name="Index">Place in the ledger.</param>
/// <param name="Id">The publication's id.</param>
/// <param name="Source">The publication's source.</param>
/// <param name="Type">Type without version, for example <c>ledger.consent.given</c>.</param>
/// <param name="Subject">The person's token, or null.</param>
/// <param name="Time">When it happened.</param>
/// <param name="RecordedTime">When the ledger took it.</param>
/// <param name="Stream">Its stream.</param>
/// <param name="Sequence">Its place in the stream.</param>
/// <param name="Actor">Who published it.</param>
/// <param name="Data">What it says.</param>
public sealed record RecordedEvent(
    long Index, string Id, string Source, string Type, string? Subject, DateTimeOffset Time, DateTimeOffset RecordedTime,
    string Stream, long Sequence, string Actor, IEventData Data);
