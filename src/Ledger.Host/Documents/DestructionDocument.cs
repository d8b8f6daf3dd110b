using Ledger.Consents;
using Ledger.Policies;

namespace Ledger.Host.Documents;

/// <summary>Where the destruction of one person's data stands. No personal value is in it but the id it was asked by.</summary>
/// <param name="Person">Whose data.</param>
/// <param name="Known">Index (inclusive) up to which the journal was read.</param>
/// <param name="Causes">What ended the ground, and what each duty that came of it still waits for.</param>
/// <param name="Continued">What stays under another ground, and who decided it.</param>
/// <param name="Held">What systems hold that nobody reported destroyed.</param>
/// <param name="Holds">What forbids destruction, or did.</param>
/// <param name="Blocks">What is blocked, or was.</param>
/// <param name="Recipients">Who received the data and must be told.</param>
/// <param name="Reported">What systems reported destroyed.</param>
/// <param name="Shredded">Which content keys went, and when.</param>
/// <param name="Forgotten">When evidence and lookup went, or null.</param>
/// <param name="EvidenceUntil">Until when the evidence is kept, as far as its term has begun; null where nothing began it.</param>
sealed record DestructionDocument(
    PersonName Person, long Known, IReadOnlyList<CausePart> Causes, IReadOnlyList<ContinuedPart> Continued, IReadOnlyList<DataPart> Held,
    IReadOnlyList<HoldPart> Holds, IReadOnlyList<BlockPart> Blocks, IReadOnlyList<NoticeDocument> Recipients, IReadOnlyList<DestroyedPart> Reported,
    IReadOnlyList<ShreddedPart> Shredded, ShreddedPart? Forgotten, DateTimeOffset? EvidenceUntil);

/// <summary>A duty of destruction and the event it came of.</summary>
sealed record CausePart(
    long Index, string Type, DateTimeOffset At, string Rule, LocalText Text, IReadOnlyList<string> Purposes, DateTimeOffset Due, DateTimeOffset Safe,
    bool Extended, bool Provisional, bool Open, bool Overdue, bool Missed, DateTimeOffset? ClosedAt, long? ClosedIndex, IReadOnlyList<WaitPart> Waits);

/// <summary>What a duty still waits for; no category, or no system, is one the ledger was not told.</summary>
sealed record WaitPart(string? Category, string? System, string? SystemName);

/// <summary>What stays under another ground; no purpose means all.</summary>
sealed record ContinuedPart(string Category, string? Purpose, LegalBasis Basis, string DecidedBy, long Index, DateTimeOffset At);
