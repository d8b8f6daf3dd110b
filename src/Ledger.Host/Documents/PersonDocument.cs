using Ledger.Destruction;
using Ledger.Disclosures;
using Ledger.Persons;
using Ledger.Policies;
using Ledger.Registers;

namespace Ledger.Host.Documents;

/// <summary>
/// A person's file: the state as of <c>at</c> and <c>known</c>, and the events behind it. No personal value is in it but the id it was asked by, and
/// <c>values</c> where they were asked for in the clear.
/// </summary>
sealed record PersonDocument
{
    /// <summary>Whose file.</summary>
    public required PersonName Person { get; init; }

    /// <summary>Index (inclusive) up to which the journal was read.</summary>
    public required long Known { get; init; }

    /// <summary>The moment as of which it shows the person; null for all that is known.</summary>
    public DateTimeOffset? At { get; init; }

    public DateTimeOffset? Registered { get; init; }

    public string? Service { get; init; }

    public required Regime Regime { get; init; }

    public required IReadOnlyList<ConsentPart> Consents { get; init; }

    public required IReadOnlyList<ObjectionPart> Withdrawals { get; init; }

    public required IReadOnlyList<ObjectionPart> StopDemands { get; init; }

    /// <summary>What was documented to go on under another ground than the one that ended.</summary>
    public required IReadOnlyList<ContinuedPart> Continued { get; init; }

    public required IReadOnlyList<ChoicePart> Messaging { get; init; }

    /// <summary>How many messages were sent.</summary>
    public required long Messages { get; init; }

    public required IReadOnlyList<DataPart> Data { get; init; }

    public required IReadOnlyList<DisclosedPart> Disclosed { get; init; }

    public required IReadOnlyList<BlockPart> Blocks { get; init; }

    public required IReadOnlyList<HoldPart> Holds { get; init; }

    public required IReadOnlyList<AchievedPart> Achieved { get; init; }

    public required IReadOnlyList<NoticePart> Notices { get; init; }

    public required IReadOnlyList<AttachmentPart> Attachments { get; init; }

    public required IReadOnlyList<SupportPart> SupportCases { get; init; }

    public required IReadOnlyList<DutyDocument> Duties { get; init; }

    public required IReadOnlyList<PersonFindingPart> Findings { get; init; }

    public required IReadOnlyList<DestroyedPart> Destroyed { get; init; }

    public required IReadOnlyList<ShreddedPart> Shredded { get; init; }

    /// <summary>When evidence and lookup went: nobody can tell any more who this was.</summary>
    public ShreddedPart? Forgotten { get; init; }

    /// <summary>Events this version cannot read: nothing is decided on the person while there are any.</summary>
    public required long Unreadable { get; init; }

    public required IReadOnlyList<EventPart> Events { get; init; }

    /// <summary>Sealed values in the clear, where they were asked for.</summary>
    public IReadOnlyList<ValuePart>? Values { get; init; }
}

/// <summary>A consent as given, and what was withdrawn of it.</summary>
sealed record ConsentPart(
    string Id, long Index, DateTimeOffset Given, IReadOnlyList<string> Purposes, IReadOnlyList<string> Categories, IReadOnlyList<string> Recipients,
    string Edition, string Form, bool Separate, string Channel, DateTimeOffset? ValidUntil, bool Dissemination, IReadOnlyList<EndPart> Ended);

/// <summary>What ended of a consent; no category means all.</summary>
sealed record EndPart(string Purpose, string? Category, DateTimeOffset At, long Index);

/// <summary>A withdrawal of consent, or a demand that processing stop; an empty list means all.</summary>
sealed record ObjectionPart(
    long Index, DateTimeOffset At, IReadOnlyList<string> Purposes, IReadOnlyList<string> Categories, string? Consent, bool Dissemination);

/// <summary>The last choice about messages of a kind over a channel; absent means every one.</summary>
sealed record ChoicePart(string? Kind, string? Channel, bool Wanted, DateTimeOffset At, long Index);

/// <summary>Data of one category that one system holds, or held.</summary>
sealed record DataPart(
    string Category, string System, DataOrigin Origin, DateTimeOffset Since, IReadOnlyList<string> Purposes, DateTimeOffset? Rectified,
    DateTimeOffset? Anonymised, DateTimeOffset? MadePublic, DateTimeOffset? Destroyed, long Index);

/// <summary>Disclosures to one recipient for one purpose on one ground, together.</summary>
sealed record DisclosedPart(
    string Recipient, string Purpose, DisclosureGround? Ground, long Count, DateTimeOffset First, DateTimeOffset Last, long LastIndex,
    IReadOnlyList<string> Categories);

/// <summary>Processing that is, or was, suspended; no categories means all.</summary>
sealed record BlockPart(
    long Index, DateTimeOffset At, IReadOnlyList<string> Categories, BlockReason Reason, DateTimeOffset? Until, IReadOnlyList<string> Released,
    DateTimeOffset? Ended);

/// <summary>Destruction is, or was, forbidden; no categories means all.</summary>
sealed record HoldPart(string Id, long Index, DateTimeOffset At, HoldGround Ground, IReadOnlyList<string> Categories, DateTimeOffset? Lifted);

/// <summary>A purpose that was achieved.</summary>
sealed record AchievedPart(string Purpose, DateTimeOffset At, long Index);

/// <summary>What a recipient was told last about one matter.</summary>
sealed record NoticePart(string Recipient, NoticeAbout About, DateTimeOffset At, long Index, bool Acknowledged);

/// <summary>A document whose hash is on record.</summary>
sealed record AttachmentPart(string Kind, string Of, DateTimeOffset At, long Index);

/// <summary>A case at Support.</summary>
sealed record SupportPart(string Id, string Purpose, DateTimeOffset At, long Index);

/// <summary>A finding in the file; its answer where the operator gave one.</summary>
sealed record PersonFindingPart(
    string Id, string Code, LocalText Text, string? Clause, string? Rule, string Severity, string State, string Detail, DateTimeOffset At, long Index);

/// <summary>One system's report of destruction.</summary>
sealed record DestroyedPart(
    long Index, DateTimeOffset At, string System, IReadOnlyList<string> Categories, DestructionReason Reason, DateOnly On, string? Act);

/// <summary>Keys that went: what they sealed can never be read again; no categories means all.</summary>
sealed record ShreddedPart(DateTimeOffset At, long Index, IReadOnlyList<string> Categories);

/// <summary>An event of the file.</summary>
sealed record EventPart(long Index, string Type, DateTimeOffset Time, DateTimeOffset RecordedTime, string Source, string Actor);

/// <summary>A sealed value; absent where its key has been destroyed.</summary>
sealed record ValuePart(long Index, string Pointer, string? Value);
