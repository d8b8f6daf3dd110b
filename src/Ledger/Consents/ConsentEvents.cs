using Ledger.Journal;
using Ledger.Persons;
using Ledger.Sealing;

namespace Ledger.Consents;

/// <summary>Consent was given (152-FZ 9).</summary>
/// <param name="Consent">Identifies the consent within the person's stream.</param>
/// <param name="Purposes">What for.</param>
/// <param name="Categories">For which categories.</param>
/// <param name="Edition">The policy edition it was given under.</param>
/// <param name="Form">How it was expressed.</param>
/// <param name="SeparateDocument">Whether it stood apart from everything else (152-FZ 9(1), from 2025-09-01).</param>
/// <param name="Channel">Where it was given.</param>
/// <param name="Language">Language of the text shown.</param>
/// <param name="Recipients">To whom data may be passed under it.</param>
/// <param name="ValidUntil">When it ends by itself.</param>
/// <param name="Dissemination">For consent to dissemination (152-FZ 10.1): what may be published, and how.</param>
/// <param name="Evidence">What proves it.</param>
/// <param name="Representative">Who gave it for the person.</param>
/// <param name="Duties">Written by the ledger.</param>
public sealed record ConsentGiven(
    string Consent, [Items(1)] IReadOnlyList<string> Purposes, [Items(1)] IReadOnlyList<string> Categories, string Edition, ConsentForm Form,
    bool SeparateDocument, string Channel, string Language, IReadOnlyList<string>? Recipients = null, DateTimeOffset? ValidUntil = null,
    IReadOnlyList<DisseminationTerm>? Dissemination = null, ConsentEvidence? Evidence = null, Representative? Representative = null,
    [ByLedger] IReadOnlyList<DutyTerms>? Duties = null) : PersonEvent, IOpensDuties
{
    /// <inheritdoc/>
    public IOpensDuties WithDuties(IReadOnlyList<DutyTerms> duties) => this with { Duties = duties };
}

/// <summary>Consent was asked for and refused.</summary>
/// <param name="Purposes">What for.</param>
/// <param name="Edition">The policy edition shown.</param>
/// <param name="Channel">Where.</param>
/// <param name="Consequence">The version of the text that explained what refusal leads to (152-FZ 18(2)).</param>
public sealed record ConsentRefused(
    [Items(1)] IReadOnlyList<string> Purposes, string Edition, string Channel, string? Consequence = null) : PersonEvent;

/// <summary>Consent was withdrawn (152-FZ 9(2), 21(5); policy 2.4). Its time is the moment it arrived at the channel's edge.</summary>
/// <param name="Purposes">For which purposes; empty means all.</param>
/// <param name="Channel">Where it arrived.</param>
/// <param name="Categories">For which categories, where it is not all of them.</param>
/// <param name="Consent">Which consent, where it names one.</param>
/// <param name="Letter">SHA-256 of the letter.</param>
/// <param name="Continued">What goes on under another ground (152-FZ 9(2)).</param>
/// <param name="Representative">Who withdrew it for the person.</param>
/// <param name="Inquiry">The inquiry that brought it.</param>
/// <param name="Duties">Written by the ledger.</param>
public sealed record ConsentWithdrawn(
    IReadOnlyList<string> Purposes, string Channel, IReadOnlyList<string>? Categories = null, string? Consent = null,
    [Sha256, Sealed(KeyClass.Evidence, "letter")] PersonalValue? Letter = null, IReadOnlyList<ContinuedProcessing>? Continued = null,
    Representative? Representative = null, string? Inquiry = null, [ByLedger] IReadOnlyList<DutyTerms>? Duties = null) : PersonEvent, IOpensDuties
{
    /// <inheritdoc/>
    public IOpensDuties WithDuties(IReadOnlyList<DutyTerms> duties) => this with { Duties = duties };
}

/// <summary>
/// The term of a consent ended (152-FZ 9(4)(8)): its ground is lost, and what rested on it goes as when a purpose is achieved (21(4)). Its time is the end
/// of the term. The ledger's own retention step records it, unless a service does so first.
/// </summary>
/// <param name="Consent">Which consent.</param>
/// <param name="Continued">What goes on under another ground.</param>
/// <param name="Duties">Written by the ledger.</param>
public sealed record ConsentExpired(
    string Consent, IReadOnlyList<ContinuedProcessing>? Continued = null, [ByLedger] IReadOnlyList<DutyTerms>? Duties = null) : PersonEvent, IOpensDuties
{
    /// <inheritdoc/>
    public IOpensDuties WithDuties(IReadOnlyList<DutyTerms> duties) => this with { Duties = duties };
}

/// <summary>
/// It was decided that some data stays under another ground than the one that ended (152-FZ 9(2), 21(4), 21(5)): after a withdrawal, the end of a term, a
/// demand. Who recorded it is the event's actor; who decided stands with each category.
/// </summary>
/// <param name="Continued">What goes on, on what ground, decided by whom.</param>
/// <param name="Answers">Rules of the open duties it answers; left out, all duties of destruction that are open.</param>
public sealed record ProcessingContinued([Items(1)] IReadOnlyList<ContinuedProcessing> Continued, IReadOnlyList<string>? Answers = null) : PersonEvent;

/// <summary>The person demanded that processing stop, whatever its ground (152-FZ 21(5.1)). Its time is the moment it arrived.</summary>
/// <param name="Purposes">For which purposes; empty means all.</param>
/// <param name="Channel">Where it arrived.</param>
/// <param name="Dissemination">Whether it is dissemination that shall stop (152-FZ 10.1(12), 10.1(14)).</param>
/// <param name="Letter">SHA-256 of the letter.</param>
/// <param name="Continued">What goes on under another ground.</param>
/// <param name="Categories">For which categories, where it is not all of them.</param>
/// <param name="Inquiry">The inquiry that brought it.</param>
/// <param name="Duties">Written by the ledger.</param>
public sealed record ProcessingStopDemanded(
    IReadOnlyList<string> Purposes, string Channel, bool Dissemination = false,
    [Sha256, Sealed(KeyClass.Evidence, "letter")] PersonalValue? Letter = null, IReadOnlyList<ContinuedProcessing>? Continued = null,
    IReadOnlyList<string>? Categories = null, string? Inquiry = null, [ByLedger] IReadOnlyList<DutyTerms>? Duties = null) : PersonEvent, IOpensDuties
{
    /// <inheritdoc/>
    public IOpensDuties WithDuties(IReadOnlyList<DutyTerms> duties) => this with { Duties = duties };
}

/// <summary>
/// The term of a demand to stop that an inquiry brought was extended (152-FZ 21(5.1)): the ledger records it in the person's stream together with the
/// inquiry's own <c>inquiry.extended</c>, which holds the reasons.
/// </summary>
/// <param name="Inquiry">The inquiry.</param>
/// <param name="NoticeSentAt">When the notice was sent.</param>
/// <param name="Duties">The new terms of the duties it moves.</param>
public sealed record ProcessingStopExtended(
    string Inquiry, DateTimeOffset NoticeSentAt, [ByLedger] IReadOnlyList<DutyTerms>? Duties = null) : PersonEvent;

/// <summary>How consent was expressed.</summary>
public enum ConsentForm
{
    /// <summary>A box the person ticked.</summary>
    Checkbox,

    /// <summary>A button, a reply, a code sent back.</summary>
    Action,

    /// <summary>An electronic document with an electronic signature: equals handwriting (152-FZ 9(4)).</summary>
    ElectronicSignature,

    /// <summary>A signed paper.</summary>
    Paper,

    /// <summary>Spoken and recorded.</summary>
    Voice,
}

/// <summary>What proves a consent (152-FZ 9(3)).</summary>
/// <param name="Ip">Network address.</param>
/// <param name="UserAgent">Browser or application.</param>
/// <param name="Session">Session.</param>
/// <param name="TextSha256">SHA-256 of the text shown.</param>
/// <param name="Screen">What else was on the screen: its template and version.</param>
/// <param name="DocumentSha256">SHA-256 of the signed document.</param>
public sealed record ConsentEvidence(
    [Text(64), Sealed(KeyClass.Evidence, "consent-proof")] PersonalValue? Ip = null,
    [Text(512), Sealed(KeyClass.Evidence, "consent-proof")] PersonalValue? UserAgent = null,
    [Text(256), Sealed(KeyClass.Evidence, "consent-proof")] PersonalValue? Session = null,
    [Sha256, Sealed(KeyClass.Evidence, "consent-proof")] PersonalValue? TextSha256 = null,
    [Text(512), Sealed(KeyClass.Evidence, "consent-proof")] PersonalValue? Screen = null,
    [Sha256, Sealed(KeyClass.Evidence, "consent-proof")] PersonalValue? DocumentSha256 = null);

/// <summary>In what capacity somebody acts for a person.</summary>
public enum Capacity
{
    /// <summary>Parent, guardian (152-FZ 9(6)).</summary>
    LegalRepresentative,

    /// <summary>By power of attorney.</summary>
    Attorney,

    /// <summary>Heir (152-FZ 9(7)).</summary>
    Heir,
}

/// <summary>Somebody who acts for the person, whose authority the operator verified (152-FZ 9(1)).</summary>
/// <param name="Person">Who.</param>
/// <param name="Capacity">In what capacity.</param>
/// <param name="Authority">The document that gives the authority.</param>
/// <param name="VerifiedBy">Who verified it.</param>
/// <param name="VerifiedAt">When.</param>
public sealed record Representative(
    PersonRef Person, Capacity Capacity, [Sealed(KeyClass.Evidence, "authority", Owner = nameof(Person))] PersonalValue Authority, string VerifiedBy,
    DateTimeOffset VerifiedAt);

/// <summary>What goes on under another ground than consent.</summary>
/// <param name="Category">Which category.</param>
/// <param name="Basis">On what legal basis.</param>
/// <param name="Document">The contract or law behind it.</param>
/// <param name="DecidedBy">Who decided it.</param>
/// <param name="Purpose">For which purpose.</param>
public sealed record ContinuedProcessing(
    string Category, LegalBasis Basis, [Sealed(KeyClass.Evidence, "continued")] PersonalValue Document, string DecidedBy, string? Purpose = null);

/// <summary>What may be published of one category (152-FZ 10.1(9)).</summary>
/// <param name="Category">Which category.</param>
/// <param name="Allowed">Whether it may be passed on without limit; otherwise it is banned or bound by the condition.</param>
/// <param name="Condition">The condition.</param>
public sealed record DisseminationTerm(string Category, bool Allowed, string? Condition = null);
