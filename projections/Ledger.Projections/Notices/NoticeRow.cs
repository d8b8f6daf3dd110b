using Ledger.Law;
using Ledger.Reading;

namespace Ledger.Projections;

/// <summary>
/// A recipient to be told of a cause, and what became of it (152-FZ 20(3); GDPR 19). Whether it is overdue depends on the clock and is worked out when
/// asked. Moments are microseconds since 1970 UTC.
/// </summary>
/// <param name="Id">Index of the cause, and recipient.</param>
/// <param name="Recipient">Who is to be told.</param>
/// <param name="Person">Whose data: the person's token.</param>
/// <param name="Cause">Index of the event that is the cause.</param>
/// <param name="Type">Its type, without version.</param>
/// <param name="About">What the recipient is told: withdrawal, destruction or blocking.</param>
/// <param name="Categories">Which categories the recipient received, with spaces between.</param>
/// <param name="At">When the cause arrived.</param>
/// <param name="Due">End of the statutory period.</param>
/// <param name="Safe">End of the safe period.</param>
/// <param name="State">to-tell, told or acknowledged.</param>
/// <param name="IsOpen">Whether the recipient is still to be told, or to confirm it.</param>
/// <param name="Told">When the recipient was told, or null.</param>
/// <param name="ToldIndex">Index of the event that says so, or null.</param>
/// <param name="Method">How, or null.</param>
/// <param name="Acknowledged">When the recipient confirmed it, or null.</param>
/// <param name="AcknowledgedIndex">Index of the event that says so, or null.</param>
/// <param name="InWriting">Whether the hash of a signed acknowledgement is on record.</param>
/// <param name="Place">Its place among all: rises with the index of the cause.</param>
[RowIndex(nameof(State), nameof(Due), nameof(Place), nameof(Recipient))]
[RowIndex(nameof(IsOpen), nameof(Due), nameof(Place), nameof(Recipient))]
[RowIndex(nameof(Recipient), nameof(State), nameof(Due), nameof(Place))]
[RowIndex(nameof(Person), nameof(Due), nameof(Place))]
[RowIndex(nameof(Due), nameof(Place))]
public sealed record NoticeRow(
    string Id, string Recipient, string Person, long Cause, string Type, string About, string Categories, long At, long Due, long Safe, string State,
    bool IsOpen, long? Told, long? ToldIndex, string? Method, long? Acknowledged, long? AcknowledgedIndex, bool InWriting, long Place) : IRow
{
    /// <summary>How many recipients of one cause have places of their own.</summary>
    const int PlacesPerCause = 4096;

    /// <inheritdoc/>
    public string Key => Id;

    /// <summary>Whether nobody told the recipient and the statutory period has ended by then.</summary>
    public bool IsOverdue(DateTimeOffset at) => Told is null && Deadlines.HasPassed(RuleIds.TellRecipients, Micros.ToMoment(Due), at);

    /// <summary>The row of a telling.</summary>
    public static NoticeRow Of(Telling telling, string person) => new(
        telling.Id, telling.Recipient, person, telling.Cause, telling.Type, Names.Of(telling.About), string.Join(' ', telling.Categories),
        Micros.Of(telling.At), Micros.Of(telling.Due), Micros.Of(telling.Safe), Names.Of(telling.State), telling.State != NoticeState.Acknowledged,
        Moment(telling.Told), telling.ToldIndex, telling.Method, Moment(telling.Acknowledged), telling.AcknowledgedIndex, telling.InWriting,
        telling.Cause * PlacesPerCause + telling.Ordinal);

    static long? Moment(DateTimeOffset? moment) => moment is { } given ? Micros.Of(given) : null;
}
