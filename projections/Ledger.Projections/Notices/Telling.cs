using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;
using Ledger.Law;
using Ledger.Registers;

namespace Ledger.Projections;

/// <summary>How far the telling of one recipient is.</summary>
public enum NoticeState
{
    /// <summary>Nobody told the recipient yet.</summary>
    ToTell,

    /// <summary>The recipient was told and has not confirmed it: the confirmation is awaited.</summary>
    Told,

    /// <summary>The recipient confirmed it.</summary>
    Acknowledged,
}

/// <summary>One recipient who received the person's data, and must be told of one cause (152-FZ 20(3); GDPR 19): a wait of a DISC-09 duty, kept after it ended.</summary>
public sealed record Telling
{
    /// <summary>Index of the event that is the cause.</summary>
    public required long Cause { get; init; }

    /// <summary>Its place among the recipients of that cause.</summary>
    public required int Ordinal { get; init; }

    /// <summary>Who is to be told.</summary>
    public required string Recipient { get; init; }

    /// <summary>What.</summary>
    public required NoticeAbout About { get; init; }

    /// <summary>The cause's event type, without version.</summary>
    public required string Type { get; init; }

    /// <summary>When the cause arrived.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>End of the statutory period.</summary>
    public required DateTimeOffset Due { get; init; }

    /// <summary>End of the safe period.</summary>
    public required DateTimeOffset Safe { get; init; }

    /// <summary>Categories that were passed to the recipient, as far as the cause is about them.</summary>
    public ImmutableArray<string> Categories { get; init; } = [];

    /// <summary>When the recipient was told, or null.</summary>
    public DateTimeOffset? Told { get; init; }

    /// <summary>Index of the event that says so, or null.</summary>
    public long? ToldIndex { get; init; }

    /// <summary>How, or null.</summary>
    public string? Method { get; init; }

    /// <summary>When the recipient confirmed it, or null.</summary>
    public DateTimeOffset? Acknowledged { get; init; }

    /// <summary>Index of the event that says so, or null.</summary>
    public long? AcknowledgedIndex { get; init; }

    /// <summary>Whether the hash of a signed acknowledgement is on record.</summary>
    public bool InWriting { get; init; }

    /// <summary>Its id: index of the cause, and recipient.</summary>
    [JsonIgnore]
    public string Id => IdOf(Cause, Recipient);

    /// <summary>How far it is.</summary>
    [JsonIgnore]
    public NoticeState State => Acknowledged is not null ? NoticeState.Acknowledged : Told is not null ? NoticeState.Told : NoticeState.ToTell;

    /// <summary>The id of a telling.</summary>
    public static string IdOf(long cause, string recipient) => string.Create(CultureInfo.InvariantCulture, $"{cause}.{recipient}");

    /// <summary>Whether nobody told the recipient and the period has ended by then.</summary>
    public bool IsOverdue(DateTimeOffset at) => Told is null && Deadlines.HasPassed(RuleIds.TellRecipients, Due, at);
}
