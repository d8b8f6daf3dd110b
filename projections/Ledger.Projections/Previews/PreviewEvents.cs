using Ledger.Access;
using Ledger.Journal;
using MediatR;

namespace Ledger.Projections;

/// <summary>
/// Asks what would come of publishing a batch now: what would be recorded, which duties would open, close or move, which findings would be made, and which
/// purposes would no longer be allowed. It goes the way of <c>PublishEvents</c> with what it makes thrown away: nothing is recorded, and no key or token
/// outlives the answer.
/// </summary>
/// <param name="Events">Structured-mode CloudEvents 1.0 as UTF-8 JSON.</param>
/// <param name="Actor">Who asks.</param>
public sealed record PreviewEvents(IReadOnlyList<ReadOnlyMemory<byte>> Events, Actor Actor) : IRequest<Outcome<EventsPreview>>, IAuthorised
{
    /// <inheritdoc/>
    public IReadOnlyList<Role> Allowed { get; } = [Role.Officer];
}

/// <summary>What would come of it.</summary>
/// <param name="Events">What would be recorded, in order.</param>
/// <param name="Duties">Duties that would be opened, closed or moved.</param>
/// <param name="Findings">Findings that would be made or answered.</param>
/// <param name="Notices">Recipients who would have to be told, or would have been.</param>
/// <param name="Permissions">Purposes of which the answer to "may I?" would be another.</param>
/// <param name="Recorded">Index of the first of them that is recorded already; null where none is.</param>
/// <param name="Known">The journal's length it was worked out at.</param>
public sealed record EventsPreview(
    IReadOnlyList<PreviewedEvent> Events, IReadOnlyList<PreviewedChange<DutyRow>> Duties, IReadOnlyList<PreviewedChange<FindingRow>> Findings,
    IReadOnlyList<PreviewedChange<NoticeRow>> Notices, IReadOnlyList<PreviewedAnswer> Permissions, long? Recorded, long Known);

/// <summary>An event that would be recorded.</summary>
/// <param name="Entry">The event as it would be stored, at the place it would have now.</param>
/// <param name="Opened">The values of its sealed fields by JSON Pointer.</param>
/// <param name="Added">Whether the ledger adds it to what is published: it introduces a person, or is said in a person's own stream.</param>
public sealed record PreviewedEvent(Entry Entry, IReadOnlyDictionary<string, string?> Opened, bool Added)
{
    /// <summary>Values of it are personal: none prints.</summary>
    public override string ToString() => nameof(PreviewedEvent);
}

/// <summary>A row as it is and as it would be.</summary>
/// <typeparam name="TRow">The kind of row.</typeparam>
/// <param name="Before">As it is; null where there is none.</param>
/// <param name="After">As it would be; null where it would be gone.</param>
public sealed record PreviewedChange<TRow>(TRow? Before, TRow? After)
    where TRow : class;

/// <summary>An answer to "may I?" that would change.</summary>
/// <param name="Person">The person's token.</param>
/// <param name="Purpose">The purpose of the policy in force.</param>
/// <param name="Before">The answer now.</param>
/// <param name="After">The answer then.</param>
public sealed record PreviewedAnswer(string Person, string Purpose, PermissionAnswer Before, PermissionAnswer After);
