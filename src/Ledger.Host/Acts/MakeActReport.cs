using Ledger.Access;
using Ledger.Reports;
using MediatR;

namespace Ledger.Host.Acts;

/// <summary>
/// Makes a document of a destruction: the act, which is thereby issued (<c>act.issued</c>), the export of the log, or an extract about one person. It opens
/// personal values, so it is for officers, and one <c>report.exported</c> records it before anything is handed out.
/// </summary>
/// <param name="Act">The act's reference.</param>
/// <param name="Kind">Which document.</param>
/// <param name="Format">In which form.</param>
/// <param name="UserId">Only what is about this person, by the operator's own id: an extract, which is not issued; null for all.</param>
/// <param name="Reason">
/// Why: recorded. About one person it is sealed under that person's key; otherwise it stands in the clear and must be a code (see <c>ExportBundle.IsCode</c>).
/// </param>
/// <param name="Again">Whether an act that is signed may be issued anew, without its signatures.</param>
/// <param name="Output">Where it is written; not to be handed out unless the answer is yes.</param>
/// <param name="Actor">Who takes it out.</param>
sealed record MakeActReport(
    string Act, ActReportKind Kind, ReportFormat Format, string? UserId, string? Reason, bool Again, Stream Output, Actor Actor)
    : IRequest<Outcome<MadeActReport>>, IAuthorised
{
    public IReadOnlyList<Role> Allowed { get; } = [Role.Officer];

    /// <summary>Whether it becomes the act that is kept and signed.</summary>
    public bool Issues => Kind == ActReportKind.Act && UserId is null;

    /// <summary>What the access journal calls it.</summary>
    public string Name => (Kind, UserId) switch { (ActReportKind.Log, _) => "destruction-log", (_, null) => "destruction-act", _ => "destruction-act-extract" };
}

/// <summary>What was made.</summary>
/// <param name="Sha256">SHA-256 of the document.</param>
/// <param name="Reports">How many reports of destruction it holds.</param>
/// <param name="Persons">How many persons it is about.</param>
/// <param name="Known">The newest index that was read for it.</param>
/// <param name="Recorded">Index of the event that records it: of <c>act.issued</c> where it was issued, of <c>report.exported</c> otherwise.</param>
/// <param name="Missing">What the reports did not say.</param>
/// <param name="Unconfined">Whether it was printed by a browser without its sandbox.</param>
sealed record MadeActReport(
    string Sha256, long Reports, long Persons, long Known, long Recorded, IReadOnlyList<MissingItem> Missing, bool Unconfined);
