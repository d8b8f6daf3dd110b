using Ledger.Policies;

namespace Ledger.Host.Web.Persons;

/// <summary>Kinds of events of a person's timeline.</summary>
public enum TimelineKind
{
    /// <summary>Consents, withdrawals, demands to stop.</summary>
    Consent,

    /// <summary>Choices about messages, and messages.</summary>
    Messages,

    /// <summary>Data gathered, corrected, blocked.</summary>
    Data,

    /// <summary>Data passed on, and what recipients were told.</summary>
    Disclosure,

    /// <summary>Destruction, and what forbids or demands it.</summary>
    Destruction,

    /// <summary>Everything else.</summary>
    Other,
}

/// <summary>Which kind an event is of, and what kinds are called.</summary>
static class TimelineKinds
{
    static readonly (string Prefix, TimelineKind Kind)[] Prefixes =
    [
        ("ledger.consent.", TimelineKind.Consent), ("ledger.processing.", TimelineKind.Consent), ("ledger.messaging.", TimelineKind.Messages),
        ("ledger.disclosure.", TimelineKind.Disclosure), ("ledger.recipient.", TimelineKind.Disclosure),
        ("ledger.data.destroyed", TimelineKind.Destruction), ("ledger.destruction.", TimelineKind.Destruction), ("ledger.retention.", TimelineKind.Destruction),
        ("ledger.person.", TimelineKind.Destruction), ("ledger.hold.", TimelineKind.Destruction), ("ledger.purpose.", TimelineKind.Destruction),
        ("ledger.data.", TimelineKind.Data), ("ledger.subject.", TimelineKind.Data), ("ledger.support.", TimelineKind.Data),
    ];

    /// <summary>The kind of an event's type.</summary>
    public static TimelineKind Of(string type)
    {
        foreach (var (prefix, kind) in Prefixes)
            if (type.StartsWith(prefix, StringComparison.Ordinal)) return kind;
        return TimelineKind.Other;
    }

    /// <summary>The code of a kind in addresses.</summary>
    public static string CodeOf(TimelineKind kind) => Documents.DocumentJson.Name(kind);

    /// <summary>The kind of that code, or null.</summary>
    public static TimelineKind? Parse(string? code)
    {
        foreach (var kind in Enum.GetValues<TimelineKind>())
            if (CodeOf(kind) == code) return kind;
        return null;
    }

    /// <summary>What a kind is called.</summary>
    public static LocalText NameOf(TimelineKind kind) => kind switch
    {
        TimelineKind.Consent => new("Согласия", "Consents"),
        TimelineKind.Messages => new("Сообщения", "Messages"),
        TimelineKind.Data => new("Данные", "Data"),
        TimelineKind.Disclosure => new("Передачи", "Disclosures"),
        TimelineKind.Destruction => new("Уничтожение", "Destruction"),
        _ => new("Прочее", "Other"),
    };
}
