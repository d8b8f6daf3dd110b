using System.Collections.Frozen;
using Ledger.Access;
using Ledger.Consents;
using Ledger.Destruction;
using Ledger.Disclosures;
using Ledger.Findings;
using Ledger.Incidents;
using Ledger.Inquiries;
using Ledger.Messaging;
using Ledger.Persons;
using Ledger.Policies;
using Ledger.Registers;
using Ledger.Support;

namespace Ledger.Journal;

using static Publishing;
using static StreamKind;
using static SubjectRule;

/// <summary>Every event type there is, in one table. The envelope is settled; the catalogue grows. Names and numbers are formats: never reuse one.</summary>
public static class EventCatalogue
{
    /// <summary>The catalogue's lines, by noun.</summary>
    public static IReadOnlyList<EventKind> All { get; } =
    [
        Line<PolicyPublished>("ledger.policy.published", 1, StreamKind.Registers, None, Command),

        Line<SubjectRegistered>("ledger.subject.registered", 1, Person, Required, Fact),
        Line<DataCollected>("ledger.data.collected", 1, Person, Required, Fact),
        Line<DataRectified>("ledger.data.rectified", 1, Person, Required, Fact),
        Line<DataBlocked>("ledger.data.blocked", 1, Person, Required, Fact),
        Line<DataUnblocked>("ledger.data.unblocked", 1, Person, Required, Fact),
        Line<DataMadePublic>("ledger.data.made-public", 1, Person, Required, Fact),
        Line<DataAnonymised>("ledger.data.anonymised", 1, Person, Required, Fact),
        Line<DataDestroyed>("ledger.data.destroyed", 1, Person, Required, Fact),
        Line<PurposeAchieved>("ledger.purpose.achieved", 1, Person, Required, Fact),

        Line<ConsentGiven>("ledger.consent.given", 1, Person, Required, Fact),
        Line<ConsentRefused>("ledger.consent.refused", 1, Person, Required, Fact),
        Line<ConsentWithdrawn>("ledger.consent.withdrawn", 1, Person, Required, Fact),
        Line<ConsentExpired>("ledger.consent.expired", 1, Person, Required, Fact),
        Line<ProcessingContinued>("ledger.processing.continued", 1, Person, Required, Command),
        Line<ProcessingStopDemanded>("ledger.processing.stop-demanded", 1, Person, Required, Fact),
        Line<ProcessingStopExtended>("ledger.processing.stop-extended", 1, Person, Required, Publishing.Ledger),

        Line<MessagingOptedIn>("ledger.messaging.opted-in", 1, Person, Required, Fact),
        Line<MessagingOptedOut>("ledger.messaging.opted-out", 1, Person, Required, Fact),
        Line<MessagingSent>("ledger.messaging.sent", 1, Person, Required, Fact),

        Line<DisclosureMade>("ledger.disclosure.made", 1, Person, Required, Fact),
        Line<DisclosureRefused>("ledger.disclosure.refused", 1, Person, Required, Fact),
        Line<RecipientNotified>("ledger.recipient.notified", 1, Person, Required, Fact),
        Line<SupportCaseOpened>("ledger.support.case-opened", 1, Person, Required, Fact),
        Line<EvidenceAttached>("ledger.evidence.attached", 1, Person, Required, Fact),

        Line<DestructionDemanded>("ledger.destruction.demanded", 1, Person, Required, Fact),
        Line<RetentionEnded>("ledger.retention.ended", 1, Person, Required, Fact),
        Line<HoldPlaced>("ledger.hold.placed", 1, Person, Required, Command),
        Line<HoldLifted>("ledger.hold.lifted", 1, Person, Required, Command),
        Line<PersonShredded>("ledger.person.shredded", 1, Person, Required, Command),
        Line<PersonForgotten>("ledger.person.forgotten", 1, Person, Required, Command),

        Line<ActIssued>("ledger.act.issued", 1, StreamKind.Act, None, Command),
        Line<ActSigned>("ledger.act.signed", 1, StreamKind.Act, None, Command),
        Line<ActRemoved>("ledger.act.removed", 1, StreamKind.Act, None, Command),

        Line<OperatorRegistered>("ledger.operator.registered", 1, StreamKind.Registers, None, Command),
        Line<RecipientRegistered>("ledger.recipient.registered", 1, StreamKind.Registers, None, Command),
        Line<SystemRegistered>("ledger.system.registered", 1, StreamKind.Registers, None, Command),
        Line<SystemRetired>("ledger.system.retired", 1, StreamKind.Registers, None, Command),
        Line<AccessGranted>("ledger.access.granted", 1, StreamKind.Registers, None, Command),
        Line<AccessRevoked>("ledger.access.revoked", 1, StreamKind.Registers, None, Command),
        Line<RecordViewed>("ledger.record.viewed", 1, Viewer, Optional, Publishing.Ledger),
        Line<ReportExported>("ledger.report.exported", 1, Viewer, Optional, Publishing.Ledger),

        Line<InquiryReceived>("ledger.inquiry.received", 1, Inquiry, Optional, Fact),
        Line<InquiryExtended>("ledger.inquiry.extended", 1, Inquiry, Optional, Command),
        Line<InquiryAnswered>("ledger.inquiry.answered", 1, Inquiry, Optional, Command),
        Line<InquiryRefused>("ledger.inquiry.refused", 1, Inquiry, Optional, Command),
        Line<AnswerDeposited>("ledger.inquiry.answer-deposited", 1, Inquiry, Optional, Publishing.Ledger),
        Line<AnswerRemoved>("ledger.inquiry.answer-removed", 1, Inquiry, Optional, Publishing.Ledger),

        Line<IncidentReported>("ledger.incident.reported", 1, Incident, None, Fact),
        Line<IncidentRegulatorNotified>("ledger.incident.regulator-notified", 1, Incident, None, Command),
        Line<IncidentInvestigated>("ledger.incident.investigated", 1, Incident, None, Command),

        Line<FindingExplained>("ledger.finding.explained", 1, Person, Optional, Command),
        Line<FindingAccepted>("ledger.finding.accepted", 1, Person, Optional, Command),

        Line<LogContinued>("ledger.log.continued", 1, StreamKind.Registers, None, Publishing.Ledger),
        Line<LogKeyRotated>("ledger.log.key-rotated", 1, StreamKind.Registers, None, Publishing.Ledger),
        Line<BackupTaken>("ledger.backup.taken", 1, StreamKind.Registers, None, Publishing.Ledger),
        Line<BackupRemoved>("ledger.backup.removed", 1, StreamKind.Registers, None, Publishing.Ledger),
    ];

    static readonly FrozenDictionary<string, EventKind> ByType = All.ToFrozenDictionary(kind => kind.FullType, StringComparer.Ordinal);
    static readonly FrozenDictionary<string, EventKind> ByName = All.ToFrozenDictionary(kind => kind.Name, StringComparer.Ordinal);
    static readonly FrozenDictionary<Type, EventKind> ByData = All.ToFrozenDictionary(kind => kind.Data);

    /// <summary>The line of a full type (<c>ledger.consent.given.v1</c>), or null where there is none.</summary>
    public static EventKind? Find(string fullType) => ByType.GetValueOrDefault(fullType);

    /// <summary>The line of a type without version (<c>ledger.consent.given</c>), which is its newest schema, or null where there is none.</summary>
    public static EventKind? Newest(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The line of a data type, at its newest schema; throws where there is none (a fault of the program).</summary>
    public static EventKind Of(Type data) => ByData[data];

    static EventKind Line<TData>(string name, int schema, StreamKind stream, SubjectRule subject, Publishing by) where TData : IEventData =>
        new(name, schema, typeof(TData), stream, subject, by);
}
