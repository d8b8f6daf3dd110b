using Ledger.Reading;

namespace Ledger.Projections;

/// <summary>A duty and its deadline. Whether it is overdue depends on the clock and is worked out when asked. Moments are microseconds since 1970 UTC.</summary>
/// <param name="Id">Index of the event that opened it, and rule.</param>
/// <param name="Rule">Rule id (docs/answers.md).</param>
/// <param name="RuleVersion">Version of the rule that was applied.</param>
/// <param name="Calendar">Version of the production calendar that was applied.</param>
/// <param name="Provisional">Whether a year it needs had no decree yet.</param>
/// <param name="Start">The moment that started the period.</param>
/// <param name="Due">End of the statutory period.</param>
/// <param name="Safe">End of the safe period.</param>
/// <param name="IsOpen">Whether it is still to be done.</param>
/// <param name="ClosedAt">When it was done, or null.</param>
/// <param name="ClosedIndex">Index of the event that did it, or null.</param>
/// <param name="Missed">Whether it was done after its end.</param>
/// <param name="Extended">Whether its end was moved as the law allows.</param>
/// <param name="Waits">What it still waits for, <c>category@system</c>, with spaces between.</param>
/// <param name="Person">The person's token, or null.</param>
/// <param name="Inquiry">The inquiry's number, or null.</param>
/// <param name="Incident">The incident's number, or null.</param>
/// <param name="Opened">Index of the event that opened it.</param>
/// <param name="Place">Its place among all duties: rises with the index.</param>
[RowIndex(nameof(IsOpen), nameof(Due), nameof(Place), nameof(Rule))]
[RowIndex(nameof(Missed), nameof(Place), nameof(Due), nameof(Rule))]
[RowIndex(nameof(Person), nameof(Place))]
[RowIndex(nameof(Place), nameof(Due), nameof(Rule), nameof(IsOpen), nameof(Missed))]
[RowIndex(nameof(Due), nameof(Place), nameof(Rule), nameof(Missed))]
public sealed record DutyRow(
    string Id, string Rule, string RuleVersion, string Calendar, bool Provisional, long Start, long Due, long Safe, bool IsOpen, long? ClosedAt,
    long? ClosedIndex, bool Missed, bool Extended, string Waits, string? Person, string? Inquiry, string? Incident, long Opened, long Place) : IRow
{
    /// <inheritdoc/>
    public string Key => Id;

    /// <summary>Whether it is open and its statutory end has passed by then.</summary>
    public bool IsOverdue(DateTimeOffset at) => IsOpen && Deadlines.HasPassed(Rule, Micros.ToMoment(Due), at);

    internal static DutyRow Of(Duty duty, string? person, string? inquiry = null, string? incident = null)
    {
        var terms = duty.Terms;
        return new(
            duty.Id, terms.Rule, terms.RuleVersion, terms.Calendar, terms.Provisional, Micros.Of(terms.Start), Micros.Of(terms.Due),
            Micros.Of(terms.Safe), duty.IsOpen, duty.ClosedAt is { } closed ? Micros.Of(closed) : null, duty.ClosedIndex, Deadlines.IsMissed(duty),
            duty.ExtendedIndex is not null, string.Join(' ', duty.Waits), person, inquiry, incident, duty.Opened,
            duty.Opened * Finding.PlacesPerEvent + duty.Ordinal);
    }
}
