using Ledger.Policies;
using Ledger.Projections;
using Ledger.Registers;

namespace Ledger.Host.Documents;

/// <summary>
/// A recipient to be told of a cause, and what became of it. <c>due</c> and <c>safe</c> are ends of periods: the first moment that is too late.
/// <c>overdue</c> is as of the answer.
/// </summary>
sealed record NoticeDocument(
    string Id, string Recipient, PersonName Person, long Cause, string Type, NoticeAbout About, LocalText Text, IReadOnlyList<string> Categories,
    DateTimeOffset At, DateTimeOffset Due, DateTimeOffset Safe, NoticeState State, bool Overdue, DateTimeOffset? Told, long? ToldIndex, string? Method,
    DateTimeOffset? Acknowledged, long? AcknowledgedIndex, bool InWriting);
