using System.Text.Json.Serialization;

namespace Ledger.Law;

/// <summary>What the law accepts as a reason for a later end.</summary>
public enum ExtensionKind
{
    /// <summary>A reasoned notice, sent before the original end (CNT-8).</summary>
    [JsonStringEnumMemberName("notice")] Notice,

    /// <summary>Blocking in place of a destruction that is impossible in time (152-FZ art. 21(6)).</summary>
    [JsonStringEnumMemberName("blocking")] Blocking,

    /// <summary>The period stands still while the regulator's own request is open; it has no length of its own.</summary>
    [JsonStringEnumMemberName("suspension")] Suspension,

    /// <summary>Being late must be explained; the end does not move (GDPR art. 33(1)).</summary>
    [JsonStringEnumMemberName("reasons")] Reasons,
}

/// <summary>From where the extension is counted.</summary>
public enum ExtensionStart
{
    /// <summary>Added to the original end: 10 + 5 working days are 15 from the start (CNT-8).</summary>
    [JsonStringEnumMemberName("originalEnd")] OriginalEnd,

    /// <summary>Counted from the fact that started the rule. Art. 21(6) states no start; this is its stricter reading.</summary>
    [JsonStringEnumMemberName("trigger")] Trigger,
}

/// <summary>To whom the notice of extension must go.</summary>
public enum NoticeAddressee
{
    /// <summary>The person whose data it is.</summary>
    [JsonStringEnumMemberName("subject")] Subject,

    /// <summary>The regulator.</summary>
    [JsonStringEnumMemberName("regulator")] Regulator,
}

/// <summary>The one extension a rule allows.</summary>
/// <param name="Kind">What it takes.</param>
/// <param name="Source">Act and article.</param>
/// <param name="Number">How many units; 0 where the kind has no length.</param>
/// <param name="Unit">How the number is counted; null where the kind has no length.</param>
/// <param name="CountedFrom">
/// From where. For art. 21(6) a lawyer may decide for <see cref="ExtensionStart.OriginalEnd"/>: change the data, raise the version.
/// </param>
/// <param name="Addressee">Who must be told, for <see cref="ExtensionKind.Notice"/>.</param>
public sealed record RuleExtension(
    ExtensionKind Kind,
    string Source,
    int Number = 0,
    PeriodUnit? Unit = null,
    ExtensionStart CountedFrom = ExtensionStart.OriginalEnd,
    NoticeAddressee? Addressee = null);
