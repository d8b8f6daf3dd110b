using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using Ledger.Consents;
using Ledger.Host.Statements;
using Ledger.Inquiries;

namespace Ledger.Host.Commands.Officer;

/// <summary>ledger inquiry receive NUMBER</summary>
static class ReceiveInquiry
{
    static readonly Option<string?> Person = new("--person") { Description = "The person it concerns, by your own id; left out where it concerns nobody or you know nothing of that person.", HelpName = "ID" };
    static readonly Option<string> From = Named<InquiryFrom>(new("--from") { Description = "Who asks: person, representative, regulator, court or other.", Required = true });
    static readonly Option<string> Channel = new("--channel") { Description = "Where it arrived, for example post.", HelpName = "CHANNEL", Required = true };
    static readonly Option<string> Form = Named<InquiryForm>(new("--form") { Description = "In what form: in-person, paper, electronic or phone.", Required = true });
    static readonly Option<string[]> Cases = new("--case") { Description = $"What is asked: {string.Join(", ", OfficerOptions.Names<InquiryCase>())}; several times for several.", HelpName = "CASE", Required = true };
    static readonly Option<string?> Received = Moments.Option("--received", "When it arrived at the channel's edge, not when it was opened (default: now).");
    static readonly Option<bool> Inadmissible = new("--inadmissible") { Description = "It lacks what 152-FZ 14(3) demands; so it does where --deficiency is given." };
    static readonly Option<string[]> Deficiencies = new("--deficiency") { Description = "What it lacks, in a word: signature, identity, relation ...; may be repeated.", HelpName = "WHAT" };
    static readonly Option<string?> RequestNumber = new("--request-number") { Description = "The sender's own number of it; recorded sealed.", HelpName = "NO" };
    static readonly Option<string?> RequestDate = new("--request-date") { Description = "The sender's own date of it.", HelpName = "DATE" };
    static readonly Option<string[]> Norms = new("--norm") { Description = "A norm it cites, for example 152-FZ-20-4; may be repeated.", HelpName = "NORM" };
    static readonly Option<string?> Question = Text("--question", "What it asks, each question on a line of its own");
    static readonly Option<string?> RepeatOf = new("--repeat-of") { Description = "Your number of the inquiry it repeats (152-FZ 14(4)).", HelpName = "NUMBER" };
    static readonly Option<string?> Justification = Text("--justification", "Why the repeat comes before its time (152-FZ 14(5))");
    static readonly Option<string?> Representative = new("--representative") { Description = "Who asks for the person, and in what capacity: ID:attorney, ID:legal-representative, ID:heir.", HelpName = "ID:CAPACITY" };
    static readonly Option<string?> Authority = Text("--authority", "The document that gives the authority");
    static readonly Option<string?> VerifiedBy = new("--verified-by") { Description = "Who verified the authority: an account or office.", HelpName = "ACCOUNT" };
    static readonly Option<string?> VerifiedAt = Moments.Option("--verified-at", "When (default: when it arrived).");
    static readonly Option<string?> AboutRecipient = new("--about-recipient") { Description = "The questions are about this recipient.", HelpName = "ID" };
    static readonly Option<string?> AboutFrom = Moments.Option("--about-from", "They are about what happened from then on.");
    static readonly Option<string?> AboutTo = Moments.Option("--about-to", "And before then.");
    static readonly Option<string[]> AboutTypes = new("--about-type") { Description = "And about events of this type, for example disclosure.made; may be repeated.", HelpName = "TYPE" };
    static readonly Option<string[]> AboutCategories = new("--about-category") { Description = "And about this category of data; may be repeated.", HelpName = "CATEGORY" };
    static readonly Option<string[]> Purposes = OfficerOptions.Purposes("The withdrawal or the demand to stop is about this purpose alone; may be repeated (default: everything).");
    static readonly Option<string[]> Categories = OfficerOptions.Categories("And about this category alone; may be repeated.");
    static readonly Option<string?> Consent = new("--consent") { Description = "And about this consent alone.", HelpName = "CONSENT" };
    static readonly Option<bool> Dissemination = new("--dissemination") { Description = "It is dissemination that shall stop (152-FZ 10.1(12))." };
    static readonly Option<string?> Signature = new("--signature") { Description = $"How it is signed: {string.Join(", ", OfficerOptions.Names<SignatureKind>())}." };
    static readonly Option<string?> Identity = Text("--identity", "Number, date and issuer of the identity document; its SHA-256 alone leaves this command");
    static readonly Option<string?> Relation = Text("--relation", "What shows that you have to do with the person: a contract's number and date");
    static readonly Option<string?> Sender = Text("--sender", "Who signed it, or which body sent it");
    static readonly Option<string?> ReceivedBy = new("--received-by") { Description = "Who took it in: an account or office, never a person's name.", HelpName = "ACCOUNT" };
    static readonly Option<string?> Letter = new("--letter") { Description = "What was received: its SHA-256 is recorded, sealed.", HelpName = "FILE" };
    static readonly Option<string?> AnswerBy = new("--answer-by") { Description = "The last local day the request itself sets, as a court's does.", HelpName = "DATE" };
    static readonly Option<string?> NotBlocked = Text("--not-blocked", "Why the data is not blocked while it is checked: whom that would harm (152-FZ 21(1))");

    public static Command Create(CommandSet set)
    {
        OfficerOptions.Among(Cases, OfficerOptions.Names<InquiryCase>());
        OfficerOptions.Among(Signature, OfficerOptions.Names<SignatureKind>());
        var number = InquiryCommand.Number();
        return set.Command("receive", "Records that an inquiry arrived; opens its duties. A withdrawal or a demand to stop of the person holds from that very moment.",
        [
            "ledger inquiry receive 2026-14 --from person --person u-1001 --channel post --form paper --case withdrawal --case information --received 2026-03-02T11:20:00+03:00 --letter scan.pdf --signature handwritten --identity @passport.txt",
            "ledger inquiry receive rkn-2026-3 --from regulator --channel post --form paper --case information --request-number 09-345/26 --request-date 2026-02-27 --norm 152-FZ-20-4 --question @questions.txt --about-recipient sms-gateway --about-from 2025-01-01 --about-to 2026-01-01",
        ],
        [
            number, From, Channel, Form, Cases, Person, Received, Inadmissible, Deficiencies, RequestNumber, RequestDate, Norms, Question, RepeatOf, Justification, Representative, Authority,
            VerifiedBy, VerifiedAt, AboutRecipient, AboutFrom, AboutTo, AboutTypes, AboutCategories, Purposes, Categories, Consent, Dissemination, Signature, Identity, Relation, Sender,
            ReceivedBy, Letter, AnswerBy, NotBlocked, OfficerOptions.Id, OfficerOptions.DryRun,
        ], session => OfficerDesk.Say(session, Read(session, session.Value(number)).Event() with
        {
            Id = session.Value(OfficerOptions.Id), Time = Moments.Parse(session.Value(Received), session),
        }));
    }

    static InquiryLetter Read(Session session, string number) => new(number, session.Value(From)!, session.Value(Channel)!, session.Value(Form)!, session.Value(Cases)!)
    {
        Person = session.Value(Person), Inadmissible = session.Value(Inadmissible), Deficiencies = session.Value(Deficiencies),
        RequestNumber = Requested(session), RequestDate = session.Value(RequestDate), Norms = session.Value(Norms),
        Question = OfficerText.Of(session.Value(Question)), RepeatOf = session.Value(RepeatOf), Representative = Represented(session),
        About = (session.Value(AboutRecipient), Moments.Parse(session.Value(AboutFrom), session), Moments.Parse(session.Value(AboutTo), session), session.Value(AboutTypes), session.Value(AboutCategories)),
        Objects = (session.Value(Purposes), session.Value(Categories), session.Value(Consent), session.Value(Dissemination)),
        Proof = Proof(session), Sender = OfficerText.Of(session.Value(Sender)), ReceivedBy = session.Value(ReceivedBy),
        Letter = FileHash.Of(session.Value(Letter)), AnswerBy = session.Value(AnswerBy), Justification = OfficerText.Of(session.Value(Justification)),
        NotBlocked = OfficerText.Of(session.Value(NotBlocked)),
    };

    static string? Requested(Session session)
    {
        var (no, date, norms) = (session.Value(RequestNumber), session.Value(RequestDate), session.Value(Norms) ?? []);
        return (no is null) == (date is null) && (no is not null || norms.Length == 0) ? no
            : throw new InputException("A request has a number and a date of its sender: --request-number and --request-date.");
    }

    static Representation? Represented(Session session)
    {
        if (session.Value(Representative) is not { } given) return null;
        if (given.LastIndexOf(':') is not (> 0 and var at) || !OfficerOptions.Names<Capacity>().Contains(given[(at + 1)..]))
            throw new InputException($"--representative is ID:CAPACITY, the capacity one of {string.Join(", ", OfficerOptions.Names<Capacity>())}.");
        return new(
            given[..at], given[(at + 1)..],
            OfficerText.Of(session.Value(Authority)) ?? throw new InputException("--authority: the document that gives it. Leave --representative out where there is none."),
            session.Value(VerifiedBy) ?? throw new InputException("--verified-by: who verified the authority. Leave --representative out where nobody did: that is a finding."),
            Moments.Parse(session.Value(VerifiedAt) ?? session.Value(Received), session) ?? session.Clock.GetUtcNow());
    }

    static (string?, string?, string?) Proof(Session session)
    {
        var (signature, identity, relation) = (session.Value(Signature), OfficerText.Of(session.Value(Identity)), OfficerText.Of(session.Value(Relation)));
        return signature is not null || (identity is null && relation is null)
            ? (signature, identity is null ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity))), relation)
            : throw new InputException("--signature: how it is signed, none included.");
    }

    static Option<string> Named<T>(Option<string> option) where T : struct, Enum
    {
        OfficerOptions.Among(option, OfficerOptions.Names<T>());
        return option;
    }

    static Option<string?> Text(string name, string what) => new(name) { Description = $"{what}; recorded sealed. @FILE or - for a text of a file or of standard input.", HelpName = "TEXT" };
}
