using Ledger.Consents;
using Ledger.Journal;
using Ledger.Law;
using Ledger.Sealing;

namespace Ledger.Inquiries;

/// <summary>What happens to an inquiry: an event of that inquiry's stream.</summary>
public abstract record InquiryEvent : IOfInquiry
{
    /// <summary>The operator's own number of it.</summary>
    public abstract string Inquiry { get; init; }
}

/// <summary>Who asks.</summary>
public enum InquiryFrom
{
    /// <summary>The person concerned (152-FZ 14, 20(1)).</summary>
    Person,

    /// <summary>Somebody who acts for the person.</summary>
    Representative,

    /// <summary>The regulator (152-FZ 20(4), 23(3)(1)).</summary>
    Regulator,

    /// <summary>A court.</summary>
    Court,

    /// <summary>Another body.</summary>
    Other,
}

/// <summary>In what form it came.</summary>
public enum InquiryForm
{
    /// <summary>In person (обращение): the data is shown at once (152-FZ 20(1)).</summary>
    InPerson,

    /// <summary>On paper.</summary>
    Paper,

    /// <summary>Electronically.</summary>
    Electronic,

    /// <summary>By telephone.</summary>
    Phone,
}

/// <summary>What is asked; one letter can hold several.</summary>
public enum InquiryCase
{
    /// <summary>What is held, why, and to whom it went (152-FZ 14(7), 20(4)).</summary>
    Information,

    /// <summary>Correction, with proof (152-FZ 20(3), 21(2)).</summary>
    Correction,

    /// <summary>That processing stop (152-FZ 21(5.1)).</summary>
    Stop,

    /// <summary>Withdrawal of consent (152-FZ 21(5)).</summary>
    Withdrawal,

    /// <summary>Destruction, with proof (152-FZ 20(3)).</summary>
    Destruction,

    /// <summary>Objection to a decision made by automation alone (152-FZ 16).</summary>
    Objection,

    /// <summary>A question about the policy (policy 8).</summary>
    Question,

    /// <summary>What the regulator asks about a cross-border transfer (152-FZ 12(6)).</summary>
    Transfer,
}

/// <summary>An inquiry arrived; its time is the moment it arrived at the channel's edge.</summary>
/// <param name="Inquiry">The operator's own number of it.</param>
/// <param name="From">Who asks.</param>
/// <param name="Channel">Where it arrived.</param>
/// <param name="Form">In what form.</param>
/// <param name="Cases">What is asked.</param>
/// <param name="Admissible">Whether it holds what 152-FZ 14(3) demands.</param>
/// <param name="Deficiencies">What is missing.</param>
/// <param name="Request">The request's own number, date and norms.</param>
/// <param name="Question">What it says.</param>
/// <param name="RepeatOf">The inquiry it repeats (152-FZ 14(4)).</param>
/// <param name="Representative">Who asks for the person.</param>
/// <param name="Scope">What the questions are about.</param>
/// <param name="Objects">What a withdrawal or a demand to stop in it is about; left out, everything.</param>
/// <param name="Proof">What shows who asks and that the operator has to do with that person (152-FZ 14(3)).</param>
/// <param name="Sender">Who signed it, or which body sent it.</param>
/// <param name="ReceivedBy">Who took it in: an account or office, never a person's name.</param>
/// <param name="Letter">SHA-256 of what was received.</param>
/// <param name="AnswerBy">The last local day the request itself sets, as that of a court does.</param>
/// <param name="Justification">Why a repeat comes before its time: what the first answer left out (152-FZ 14(5)).</param>
/// <param name="NotBlocked">Why the data is not blocked while it is checked: whom the block would harm (152-FZ 21(1)).</param>
/// <param name="Duties">Written by the ledger.</param>
/// <param name="Passed">Written by the ledger: the duties of what it recorded of this letter in the person's own stream, and of which this inquiry has none.</param>
public sealed record InquiryReceived(
    string Inquiry, InquiryFrom From, string Channel, InquiryForm Form, [Items(1, 8)] IReadOnlyList<InquiryCase> Cases, bool Admissible,
    IReadOnlyList<string>? Deficiencies = null, InquiryRequest? Request = null,
    [Sealed(KeyClass.Content, "inquiry")] PersonalValue? Question = null, string? RepeatOf = null, Representative? Representative = null,
    InquiryScope? Scope = null, InquiryObjects? Objects = null, InquiryProof? Proof = null,
    [Text(256), Sealed(KeyClass.Evidence, "inquiry")] PersonalValue? Sender = null, string? ReceivedBy = null,
    [Sha256, Sealed(KeyClass.Evidence, "inquiry")] PersonalValue? Letter = null, DateOnly? AnswerBy = null,
    [Sealed(KeyClass.Content, "inquiry")] PersonalValue? Justification = null, [Sealed(KeyClass.Content, "inquiry")] PersonalValue? NotBlocked = null,
    [ByLedger] IReadOnlyList<DutyTerms>? Duties = null, [ByLedger] IReadOnlyList<DutyTerms>? Passed = null) : InquiryEvent, IOpensDuties
{
    /// <inheritdoc/>
    public IOpensDuties WithDuties(IReadOnlyList<DutyTerms> duties) => this with { Duties = duties };
}

/// <summary>The request as its sender numbered it.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Date">Its date.</param>
/// <param name="Norms">The norms it cites.</param>
public sealed record InquiryRequest([Text(128), Sealed(KeyClass.Evidence, "inquiry")] PersonalValue Number, DateOnly Date, IReadOnlyList<string> Norms);

/// <summary>What the questions of an inquiry are about; what is left out is not narrowed.</summary>
/// <param name="Recipient">One recipient, as it is registered.</param>
/// <param name="From">What happened at or after this moment.</param>
/// <param name="To">What happened before this moment.</param>
/// <param name="Types">Event types, without <c>ledger.</c> and version.</param>
/// <param name="Categories">Categories of data.</param>
/// <param name="Purposes">Purposes.</param>
public sealed record InquiryScope(
    string? Recipient = null, DateTimeOffset? From = null, DateTimeOffset? To = null, IReadOnlyList<string>? Types = null,
    IReadOnlyList<string>? Categories = null, IReadOnlyList<string>? Purposes = null);

/// <summary>What a withdrawal or a demand to stop is about, as the officer who took it in read it; what is left out is not narrowed.</summary>
/// <param name="Purposes">For which purposes.</param>
/// <param name="Categories">For which categories.</param>
/// <param name="Consent">Which consent, where the letter names one.</param>
/// <param name="Dissemination">Whether it is dissemination that shall stop (152-FZ 10.1(12), 10.1(14)).</param>
public sealed record InquiryObjects(
    IReadOnlyList<string>? Purposes = null, IReadOnlyList<string>? Categories = null, string? Consent = null, bool Dissemination = false);

/// <summary>How an inquiry is signed.</summary>
public enum SignatureKind
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>By hand.</summary>
    Handwritten,

    /// <summary>By an electronic signature under the law on those (152-FZ 14(3)).</summary>
    Electronic,

    /// <summary>By an account the operator knows: a code, a login.</summary>
    Account,
}

/// <summary>What 152-FZ 14(3) demands of a request. The document itself is not kept: its hash tells whether the same was shown.</summary>
/// <param name="Signature">How it is signed.</param>
/// <param name="Identity">SHA-256 of number, date and issuer of the identity document, as the operator writes them down.</param>
/// <param name="Relation">What shows that the operator processes this person's data: number and date of a contract, a word agreed on.</param>
public sealed record InquiryProof(
    SignatureKind Signature, [Sha256, Sealed(KeyClass.Evidence, "inquiry")] PersonalValue? Identity = null,
    [Text(512), Sealed(KeyClass.Content, "inquiry")] PersonalValue? Relation = null);

/// <summary>The term was extended by a reasoned notice sent in time (152-FZ 14(3), 20(2), 20(4)).</summary>
/// <param name="Inquiry">The operator's own number of it.</param>
/// <param name="NoticeSentAt">When the notice was sent.</param>
/// <param name="Reasons">The reasons it states.</param>
/// <param name="To">To whom the notice went; left out, to whom the law says.</param>
/// <param name="Via">How it was sent.</param>
/// <param name="Notice">SHA-256 of the notice.</param>
/// <param name="Duties">Written by the ledger.</param>
/// <param name="Passed">Written by the ledger: the new ends of duties in the person's own stream.</param>
public sealed record InquiryExtended(
    string Inquiry, DateTimeOffset NoticeSentAt, [Sealed(KeyClass.Content, "inquiry")] PersonalValue Reasons, NoticeAddressee? To = null,
    string? Via = null, [Sha256, Sealed(KeyClass.Evidence, "inquiry")] PersonalValue? Notice = null,
    [ByLedger] IReadOnlyList<DutyTerms>? Duties = null, [ByLedger] IReadOnlyList<DutyTerms>? Passed = null) : InquiryEvent, IOpensDuties
{
    /// <inheritdoc/>
    public IOpensDuties WithDuties(IReadOnlyList<DutyTerms> duties) => this with { Duties = duties };
}

/// <summary>The inquiry was answered.</summary>
/// <param name="Inquiry">The operator's own number of it.</param>
/// <param name="AnswerSha256">SHA-256 of the answer.</param>
/// <param name="Via">How it was sent.</param>
/// <param name="Cases">Which cases it answers; empty means all.</param>
/// <param name="Attachments">What was sent with it.</param>
/// <param name="Form">In what form, which is that of the request unless it asks for another (152-FZ 14(3)).</param>
/// <param name="SignedBy">Who signed it: an account or office, never a person's name.</param>
/// <param name="Delivery">SHA-256 of what proves that it was delivered.</param>
public sealed record InquiryAnswered(
    string Inquiry, [Sha256, Sealed(KeyClass.Evidence, "inquiry")] PersonalValue AnswerSha256, string Via,
    [Items(0, 8)] IReadOnlyList<InquiryCase> Cases, IReadOnlyList<InquiryAttachment>? Attachments = null, InquiryForm? Form = null,
    string? SignedBy = null, [Sha256, Sealed(KeyClass.Evidence, "inquiry")] PersonalValue? Delivery = null) : InquiryEvent;

/// <summary>A document that was sent with an answer.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sha256">Its SHA-256.</param>
public sealed record InquiryAttachment(
    [Text(256), Sealed(KeyClass.Evidence, "inquiry")] PersonalValue Name, [Sha256, Sealed(KeyClass.Evidence, "inquiry")] PersonalValue Sha256);

/// <summary>Why an inquiry is refused.</summary>
public enum RefusalGround
{
    /// <summary>It lacks what 152-FZ 14(3) demands.</summary>
    Inadmissible,

    /// <summary>It repeats an earlier one before its time (152-FZ 14(4)-(6)); the operator must prove that.</summary>
    Repeat,

    /// <summary>A law limits the right to access (152-FZ 14(8)).</summary>
    Limited,

    /// <summary>What it asserts is not so, or what it demands is not owed.</summary>
    Unfounded,
}

/// <summary>The inquiry was refused, in writing and with reasons (152-FZ 14(8), 20(2)).</summary>
/// <param name="Inquiry">The operator's own number of it.</param>
/// <param name="Norm">The norm cited.</param>
/// <param name="Reason">The reasons.</param>
/// <param name="Cases">Which cases are refused; empty means all.</param>
/// <param name="Ground">Why, in a word.</param>
/// <param name="Letter">SHA-256 of the refusal that was sent.</param>
/// <param name="Via">How it was sent.</param>
public sealed record InquiryRefused(
    string Inquiry, string Norm, [Sealed(KeyClass.Content, "inquiry")] PersonalValue Reason,
    [Items(0, 8)] IReadOnlyList<InquiryCase> Cases, RefusalGround? Ground = null,
    [Sha256, Sealed(KeyClass.Evidence, "inquiry")] PersonalValue? Letter = null, string? Via = null) : InquiryEvent;
