using Ledger.Consents;
using Ledger.Journal;
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
/// <param name="Duties">Written by the ledger.</param>
public sealed record InquiryReceived(
    string Inquiry, InquiryFrom From, string Channel, InquiryForm Form, [Items(1, 8)] IReadOnlyList<InquiryCase> Cases, bool Admissible,
    IReadOnlyList<string>? Deficiencies = null, InquiryRequest? Request = null,
    [Sealed(KeyClass.Content, "inquiry")] PersonalValue? Question = null, string? RepeatOf = null, Representative? Representative = null,
    [ByLedger] IReadOnlyList<DutyTerms>? Duties = null) : InquiryEvent, IOpensDuties
{
    /// <inheritdoc/>
    public IOpensDuties WithDuties(IReadOnlyList<DutyTerms> duties) => this with { Duties = duties };
}

/// <summary>The request as its sender numbered it.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Date">Its date.</param>
/// <param name="Norms">The norms it cites.</param>
public sealed record InquiryRequest([Text(128), Sealed(KeyClass.Evidence, "inquiry")] PersonalValue Number, DateOnly Date, IReadOnlyList<string> Norms);

/// <summary>The term was extended by a reasoned notice sent in time (152-FZ 14(3), 20(2), 20(4)).</summary>
/// <param name="Inquiry">The operator's own number of it.</param>
/// <param name="NoticeSentAt">When the notice was sent.</param>
/// <param name="Reasons">The reasons it states.</param>
/// <param name="Duties">Written by the ledger.</param>
public sealed record InquiryExtended(
    string Inquiry, DateTimeOffset NoticeSentAt, [Sealed(KeyClass.Content, "inquiry")] PersonalValue Reasons,
    [ByLedger] IReadOnlyList<DutyTerms>? Duties = null) : InquiryEvent, IOpensDuties
{
    /// <inheritdoc/>
    public IOpensDuties WithDuties(IReadOnlyList<DutyTerms> duties) => this with { Duties = duties };
}

/// <summary>The inquiry was answered.</summary>
/// <param name="Inquiry">The operator's own number of it.</param>
/// <param name="AnswerSha256">SHA-256 of the answer.</param>
/// <param name="Via">How it was sent.</param>
/// <param name="Cases">Which cases it answers; empty means all.</param>
public sealed record InquiryAnswered(
    string Inquiry, [Sha256, Sealed(KeyClass.Evidence, "inquiry")] PersonalValue AnswerSha256, string Via,
    [Items(0, 8)] IReadOnlyList<InquiryCase> Cases) : InquiryEvent;

/// <summary>The inquiry was refused, in writing and with reasons (152-FZ 14(8), 20(2)).</summary>
/// <param name="Inquiry">The operator's own number of it.</param>
/// <param name="Norm">The norm cited.</param>
/// <param name="Reason">The reasons.</param>
/// <param name="Cases">Which cases are refused; empty means all.</param>
public sealed record InquiryRefused(
    string Inquiry, string Norm, [Sealed(KeyClass.Content, "inquiry")] PersonalValue Reason,
    [Items(0, 8)] IReadOnlyList<InquiryCase> Cases) : InquiryEvent;
