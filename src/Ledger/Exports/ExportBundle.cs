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

/// <summary>
/// Exports an audit trail as a bundle. The export is itself recorded before the bundle can be complete. Values in the clear are for an officer alone;
/// a regulator may take an inquiry addressed to it, and nothing beside.
/// </summary>
/// <param name="Scope">What is asked for.</param>
/// <param name="Reason">
/// Why: recorded with the export. About one person it is sealed under that person's key; otherwise it stands in the clear and must be a code, see
/// <see cref="IsCode"/>.
/// </param>
/// <param name="Output">Where the zip is written; not to be handed out unless the answer is yes.</param>
/// <param name="Actor">Who takes it out.</param>
/// <param name="Read">Told how many events were read so far; each is read once for every file made from it.</param>
public sealed record ExportBundle(ExportScope Scope, string? Reason, Stream Output, Actor Actor, IProgress<long>? Read = null)
    : IRequest<Outcome<ExportedBundle>>, IReadsPerson
{
    /// <summary>What the access journal calls a bundle that shows sealed values.</summary>
    public const string OpenedBundle = "opened-bundle";

    const int CodeMax = 64;

    /// <summary>The newest index it may hold: that at which a report was made that it goes with; null for all there is.</summary>
    public long? Known { get; init; }

    /// <summary>The operator's own files in it, such as the report.</summary>
    public IReadOnlyList<BundledFile> Files { get; init; } = [];

    /// <summary>The keys of the values those files show: the bundle is not recorded once one of them has gone. Null where they show none.</summary>
    public OpenedKeys? Shown { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<Role> Allowed =>
        Scope.Opened ? [Role.Officer] : IsOwnInquiry ? [Role.Officer, Role.Auditor, Role.Regulator] : [Role.Officer, Role.Auditor];

    /// <summary>Whose values it opens: that is a reading, recorded before. Null where they stay sealed, or it is about nobody in particular.</summary>
    public string? UserId => Scope.Opened ? Scope.UserId : null;

    /// <inheritdoc/>
    public string What => OpenedBundle;

    bool IsOwnInquiry =>
        Scope is { UserId: null, Inquiry: { } number, From: null, To: null, Types: null or { Count: 0 }, Recipient: null } && Actor.Inquiries.Contains(number);

    /// <summary>Whether a reason can stand in the clear: 1 to 64 letters and digits of ASCII, points, slashes and hyphens, as the number of an order has.</summary>
    public static bool IsCode(string reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return reason.Length is > 0 and <= CodeMax && reason.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '/' or '-');
    }
}

/// <summary>What was exported.</summary>
/// <param name="Events">How many events it holds.</param>
/// <param name="Known">The newest index it could have held.</param>
/// <param name="ExportIndex">Where the export itself is recorded.</param>
/// <param name="CheckpointSize">The size of the checkpoint that covers it.</param>
/// <param name="Manifest">SHA-256 of its manifest.</param>
public sealed record ExportedBundle(long Events, long Known, long ExportIndex, long CheckpointSize, string Manifest)
{
    /// <summary>Why its own checkpoint has no timestamp (<see cref="Stamps.StampRefusals"/>); null where it has one, or none was wanted.</summary>
    public string? NotStamped { get; init; }
}
