using System.Collections.Frozen;
using Ledger.Access;
using Ledger.Journal;

namespace Ledger.Listening;

/// <summary>
/// Need to know: which event types a role hears. A publisher, and a webhook, hears what tells a service what it may do and must undo; officers, auditors
/// and administrators hear all; the regulator hears nothing. What a key may publish does not narrow what it hears.
/// </summary>
public static class Hearing
{
    /// <summary>Every type of the catalogue, without version, and whether services hear it.</summary>
    public static IReadOnlyDictionary<string, bool> OfServices { get; } = new Dictionary<string, bool>
    {
        ["ledger.policy.published"] = true,
        ["ledger.subject.registered"] = true,
        ["ledger.data.collected"] = true,
        ["ledger.data.rectified"] = true,
        ["ledger.data.blocked"] = true,
        ["ledger.data.unblocked"] = true,
        ["ledger.data.made-public"] = true,
        ["ledger.data.anonymised"] = true,
        ["ledger.data.destroyed"] = true,
        ["ledger.purpose.achieved"] = true,
        ["ledger.consent.given"] = true,
        ["ledger.consent.refused"] = true,
        ["ledger.consent.withdrawn"] = true,
        ["ledger.consent.expired"] = true,
        ["ledger.processing.continued"] = true,
        ["ledger.processing.stop-demanded"] = true,
        ["ledger.processing.stop-extended"] = false,
        ["ledger.messaging.opted-in"] = true,
        ["ledger.messaging.opted-out"] = true,
        ["ledger.messaging.sent"] = false,
        ["ledger.disclosure.made"] = false,
        ["ledger.disclosure.refused"] = false,
        ["ledger.recipient.notified"] = false,
        ["ledger.support.case-opened"] = false,
        ["ledger.evidence.attached"] = false,
        ["ledger.destruction.demanded"] = true,
        ["ledger.retention.ended"] = true,
        ["ledger.hold.placed"] = true,
        ["ledger.hold.lifted"] = true,
        ["ledger.person.shredded"] = true,
        ["ledger.person.forgotten"] = true,
        ["ledger.act.issued"] = false,
        ["ledger.act.signed"] = false,
        ["ledger.act.removed"] = false,
        ["ledger.operator.registered"] = true,
        ["ledger.recipient.registered"] = true,
        ["ledger.system.registered"] = true,
        ["ledger.system.retired"] = true,
        ["ledger.access.granted"] = false,
        ["ledger.access.revoked"] = false,
        ["ledger.record.viewed"] = false,
        ["ledger.report.exported"] = false,
        ["ledger.inquiry.received"] = false,
        ["ledger.inquiry.extended"] = false,
        ["ledger.inquiry.answered"] = false,
        ["ledger.inquiry.refused"] = false,
        ["ledger.inquiry.answer-deposited"] = false,
        ["ledger.inquiry.answer-removed"] = false,
        ["ledger.incident.reported"] = false,
        ["ledger.incident.regulator-notified"] = false,
        ["ledger.incident.investigated"] = false,
        ["ledger.finding.explained"] = false,
        ["ledger.finding.accepted"] = false,
        ["ledger.log.continued"] = false,
        ["ledger.log.key-rotated"] = false,
        ["ledger.backup.taken"] = false,
        ["ledger.backup.removed"] = false,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether the role hears events of this type (without version); a service hears none that the table does not name.</summary>
    public static bool Hears(Role role, string name) => role switch
    {
        Role.Officer or Role.Auditor or Role.Administrator => true,
        Role.Publisher => OfServices.GetValueOrDefault(name),
        _ => false,
    };

    /// <summary>The catalogue's name of a type as a filter names it: with or without <c>ledger.</c> and version; null where there is none.</summary>
    public static string? NameOf(string type)
    {
        ArgumentNullException.ThrowIfNull(type);
        var full = type.StartsWith("ledger.", StringComparison.Ordinal) ? type : $"ledger.{type}";
        return (EventCatalogue.Find(full) ?? EventCatalogue.Newest(full))?.Name;
    }
}
