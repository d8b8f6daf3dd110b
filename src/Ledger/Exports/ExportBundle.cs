using Ledger.Access;
using MediatR;

namespace Ledger.Exports;

/// <summary>What an audit trail is to hold. Conditions narrow each other; none means everything.</summary>
/// <param name="UserId">One person, by the operator's own id.</param>
/// <param name="Inquiry">The inquiry it answers; its own events are added.</param>
/// <param name="From">Events that happened at or after.</param>
/// <param name="To">Events that happened before.</param>
/// <param name="Types">Event types without version.</param>
/// <param name="Recipient">Disclosures to this recipient.</param>
/// <param name="Opened">Whether sealed values are to be shown.</param>
public sealed record ExportScope(
    string? UserId = null, string? Inquiry = null, DateTimeOffset? From = null, DateTimeOffset? To = null, IReadOnlyList<string>? Types = null,
    string? Recipient = null, bool Opened = false);

/// <summary>Exports an audit trail as a bundle. The export is itself recorded before the bundle can be complete.</summary>
/// <param name="Scope">What is asked for.</param>
/// <param name="Output">Where the zip is written; not to be handed out unless the answer is yes.</param>
/// <param name="Actor">Who takes it out.</param>
/// <param name="Read">Told how many events were read so far; each is read once for every file made from it.</param>
public sealed record ExportBundle(ExportScope Scope, Stream Output, Actor Actor, IProgress<long>? Read = null) : IRequest<Outcome<ExportedBundle>>, IAuthorised
{
    /// <inheritdoc/>
    public IReadOnlyList<Role> Allowed { get; } = [Role.Officer, Role.Auditor];
}

/// <summary>What was exported.</summary>
/// <param name="Events">How many events it holds.</param>
/// <param name="Known">The newest index it could have held.</param>
/// <param name="ExportIndex">Where the export itself is recorded.</param>
/// <param name="CheckpointSize">The size of the checkpoint that covers it.</param>
/// <param name="Manifest">SHA-256 of its manifest.</param>
public sealed record ExportedBundle(long Events, long Known, long ExportIndex, long CheckpointSize, string Manifest);
