using Ledger.Access;
using Ledger.Host.Demo;
using MediatR;

namespace Ledger.Host.Letters;

/// <summary>
/// Makes the letter that tells a recipient of everything it is still to be told (152-FZ 20(3); GDPR 19). It names persons by the operator's own ids, so it is
/// for officers, and one <c>report.exported</c> records it before anything is handed out.
/// </summary>
/// <param name="Recipient">The recipient's id in the registers.</param>
/// <param name="Language">The letter's language.</param>
/// <param name="Pdf">Whether it is printed as PDF; HTML otherwise.</param>
/// <param name="Reason">Why: it is about no single person, so it stands in the clear and must be a code (see <c>ExportBundle.IsCode</c>).</param>
/// <param name="Output">Where it is written; not to be handed out unless the answer is yes.</param>
/// <param name="Actor">Who takes it out.</param>
sealed record MakeRecipientLetter(string Recipient, Language Language, bool Pdf, string? Reason, Stream Output, Actor Actor)
    : IRequest<Outcome<MadeLetter>>, IAuthorised
{
    public IReadOnlyList<Role> Allowed { get; } = [Role.Officer];
}

/// <summary>What was made.</summary>
/// <param name="Notices">How many persons and causes it names.</param>
/// <param name="Unnamed">How many it could not name: nobody can say any more of whom.</param>
/// <param name="Known">The newest index that was read for it.</param>
/// <param name="Recorded">Index of the event that records it.</param>
/// <param name="Unconfined">Whether it was printed by a browser without its sandbox.</param>
sealed record MadeLetter(long Notices, long Unnamed, long Known, long Recorded, bool Unconfined = false);
