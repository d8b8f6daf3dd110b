using Ledger.Consents;
using Ledger.Journal;
using Ledger.Persons;
using Ledger.Sealing;

namespace Ledger.Disclosures;

/// <summary>The ground of a disclosure, as the policy names it.</summary>
public enum DisclosureGround
{
    /// <summary>3.3.1: the person agreed (152-FZ 6(1)(1), 7).</summary>
    Consent,

    /// <summary>3.3.2: a service the person uses needs it (152-FZ 6(1)(5)).</summary>
    Service,

    /// <summary>3.3.3: a law and its procedure (152-FZ 6(1)(2), (3), (3.1), (11)).</summary>
    Law,
}

/// <summary>The modes of passing data on (152-FZ 3(5), 3(6)).</summary>
public enum DisclosureMode
{
    /// <summary>To a certain recipient (предоставление).</summary>
    Provision,

    /// <summary>A recipient may look (доступ).</summary>
    Access,

    /// <summary>To anybody (распространение).</summary>
    Dissemination,
}

/// <summary>Data was passed to a third party (policy 3.3; 152-FZ 7). Without a ground it is recorded all the same, and is a finding.</summary>
/// <param name="Recipient">To whom: the recipient's id in the registers.</param>
/// <param name="Categories">Which categories.</param>
/// <param name="Purpose">What for.</param>
/// <param name="Mode">In what mode.</param>
/// <param name="Country">Into which country.</param>
/// <param name="Ground">The policy's ground.</param>
/// <param name="Basis">The law's basis.</param>
/// <param name="Document">The document behind the ground.</param>
/// <param name="Consent">The consent relied on.</param>
/// <param name="System">From which system.</param>
/// <param name="Means">By what means.</param>
/// <param name="Records">How many records.</param>
/// <param name="Anonymised">Whether the data was anonymised.</param>
/// <param name="AuthorityCheckedBy">Who checked the authority of the body that asked.</param>
public sealed record DisclosureMade(
    string Recipient, [Items(1)] IReadOnlyList<string> Categories, string Purpose, DisclosureMode Mode, [Country] string Country,
    DisclosureGround? Ground = null, LegalBasis? Basis = null, GroundDocument? Document = null, string? Consent = null, string? System = null,
    string? Means = null, long? Records = null, bool Anonymised = false, string? AuthorityCheckedBy = null) : PersonEvent;

/// <summary>A document behind a ground: a contract, a state body's request. Its number can tell who is meant, so it is sealed.</summary>
/// <param name="Kind">Kind of document, for example <c>request</c>, <c>contract</c>, <c>court-ruling</c>.</param>
/// <param name="Number">Its number.</param>
/// <param name="Date">Its date.</param>
/// <param name="Issuer">Who issued it: an id of the registers.</param>
/// <param name="Norm">The norm it cites, for example <c>152-FZ-6-1-2</c>.</param>
public sealed record GroundDocument(
    string Kind, [Text(128), Sealed(KeyClass.Evidence, "ground-document")] PersonalValue Number, DateOnly Date, string? Issuer = null,
    string? Norm = null);

/// <summary>Why a disclosure was refused.</summary>
public enum DisclosureRefusalReason
{
    /// <summary>There is no consent, or it was withdrawn.</summary>
    NoConsent,

    /// <summary>There is no ground in the policy or the law.</summary>
    NoGround,

    /// <summary>The body that asked has no authority, or it could not be verified.</summary>
    NoAuthority,

    /// <summary>More was asked for than the ground covers.</summary>
    Excessive,

    /// <summary>The data is blocked.</summary>
    Blocked,

    /// <summary>The data is not there, or no longer.</summary>
    NoData,
}

/// <summary>A disclosure was asked for and refused.</summary>
/// <param name="Recipient">Who asked: the recipient's id in the registers.</param>
/// <param name="Purpose">What for.</param>
/// <param name="Reason">Why it was refused.</param>
/// <param name="Ground">The ground that was claimed.</param>
/// <param name="Document">The document that was shown.</param>
public sealed record DisclosureRefused(
    string Recipient, string Purpose, DisclosureRefusalReason Reason, DisclosureGround? Ground = null, GroundDocument? Document = null) : PersonEvent;
