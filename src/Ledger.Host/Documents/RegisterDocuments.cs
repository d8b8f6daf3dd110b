using Ledger.Inquiries;
using Ledger.Policies;

namespace Ledger.Host.Documents;

/// <summary>One disclosure: who received whose data, when, on what ground.</summary>
sealed record DisclosureDocument(
    long Index, DateTimeOffset At, string Recipient, PersonName Person, string Purpose, string? Ground, string? Basis, string Mode, string Country,
    IReadOnlyList<string> Categories, string? Consent, string? Document, string? Norm, string? System, long? Records, bool Anonymised);

/// <summary>A report of destruction: what a system destroyed, how, why and when. Who did it stands in the event and in the act.</summary>
sealed record DestroyedDocument(
    long Index, DateTimeOffset At, PersonName Person, string System, IReadOnlyList<string> Categories, bool Automated, string Method, string Reason,
    string DestroyedOn, string? Act, string? Processor, IReadOnlyList<string>? Purposes);

/// <summary>An act of destruction. <c>pending</c>: it is to be issued, or issued anew, since reports came that it does not hold.</summary>
sealed record ActDocument(
    string Act, long Reports, string? LastDestroyedOn, bool Pending, DateTimeOffset? IssuedAt, long? IssuedReports, long? Persons, string? MediaType,
    long Signers, DateTimeOffset? KeptUntil, DateTimeOffset? RemovedAt, long Index);

/// <summary>A duty. <c>due</c> and <c>safe</c> are ends of periods: the first moment that is too late. <c>overdue</c> is as of the answer.</summary>
sealed record DutyDocument(
    string Id, string Rule, LocalText Text, string RuleVersion, string Calendar, bool Provisional, DateTimeOffset Start, DateTimeOffset Due,
    DateTimeOffset Safe, bool Open, bool Overdue, bool Missed, bool Extended, DateTimeOffset? ClosedAt, long? ClosedIndex, IReadOnlyList<string> Waits,
    PersonName? Person, string? Inquiry, string? Incident, long Opened);

/// <summary>A finding, with its text.</summary>
sealed record FindingDocument(
    string Id, string Code, LocalText Text, string? Clause, string? Rule, string Severity, string State, string Detail, PersonName? Person, string Stream,
    long Index, DateTimeOffset At, long? AnsweredIndex, IReadOnlyList<FindingStepDocument> History);

/// <summary>What became of a finding: explained, accepted or resolved, when, by which event and which account.</summary>
sealed record FindingStepDocument(string State, DateTimeOffset At, long Index, string? By);

/// <summary>
/// An inquiry; its duties where one inquiry is asked for. <c>workingDaysLeft</c> counts to the last day of <c>due</c>, as of the answer; <c>repeatFrom</c> is from
/// when a repeat of the request is owed an answer, <c>earlyRepeat</c> that it came before that.
/// </summary>
sealed record InquiryDocument(
    string Number, InquiryFrom From, InquiryForm Form, string Channel, IReadOnlyList<InquiryCase> Cases, IReadOnlyList<InquiryCase> OpenCases, bool Open,
    bool Admissible, DateTimeOffset Received, DateTimeOffset? Due, DateTimeOffset? Answered, DateTimeOffset? Refused, DateTimeOffset? Extended,
    string? RepeatOf, PersonName? Person, long Index, IReadOnlyList<DutyDocument>? Duties = null)
{
    public int? WorkingDaysLeft { get; init; }

    public bool Overdue { get; init; }

    public DateTimeOffset? RepeatFrom { get; init; }

    public bool? EarlyRepeat { get; init; }

    public bool? Justified { get; init; }

    public IReadOnlyList<string>? Deficiencies { get; init; }

    public InquiryScope? Scope { get; init; }

    public string? ReceivedBy { get; init; }

    public string? RequestDate { get; init; }

    public IReadOnlyList<string>? Norms { get; init; }

    public string? Block { get; init; }

    public string? RefusalNorm { get; init; }

    public string? Via { get; init; }

    /// <summary>The deposit of what was sent, in a list its id.</summary>
    public string? Deposit { get; init; }

    public DateTimeOffset? Deposited { get; init; }
}

/// <summary>A notice of an incident that was given to an authority.</summary>
sealed record IncidentNoticeDocument(string Stage, string? Under, string Number, DateTimeOffset At, long Index);

/// <summary>An incident; its duties where one incident is asked for.</summary>
sealed record IncidentDocument(
    string Number, string Kind, string DetectedBy, DateTimeOffset Detected, DateTimeOffset KnownToOperator, DateTimeOffset? Notified,
    DateTimeOffset? Concluded, DateTimeOffset? Investigated, bool Open, bool RightsViolated, IReadOnlyList<string> Categories, long? Subjects, long Index,
    IReadOnlyList<DutyDocument>? Duties = null)
{
    public DateTimeOffset? Due { get; init; }

    public bool Overdue { get; init; }

    public IReadOnlyList<IncidentNoticeDocument>? Notices { get; init; }

    public string? Order { get; init; }

    public int? Culprits { get; init; }

    public string? System { get; init; }

    public string? Processor { get; init; }

    public IReadOnlyList<PersonName>? Affected { get; init; }
}

/// <summary>A line of the access journal: who looked at whose record, or took a copy out, and why.</summary>
sealed record ReadingDocument(
    long Index, DateTimeOffset At, string Viewer, string What, bool Exported, PersonName? Person, string? Inquiry, long? Events, string? Reason);
