using System.CommandLine;
using Ledger.Host.Statements;
using Ledger.Inquiries;
using Ledger.Law;

namespace Ledger.Host.Commands.Officer;

/// <summary>ledger inquiry receive | extend | answer | refuse | show | deposit | fetch | remove</summary>
static class InquiryCommand
{
    static readonly string[] AllExamples =
    [
        "ledger inquiry receive 2026-14 --from person --person u-1001 --channel post --form paper --case withdrawal --received 2026-03-02 --letter scan.pdf",
        "ledger inquiry answer 2026-14 --file answer.pdf --via post",
        "ledger inquiries --lang ru",
    ];

    public static Command Create(CommandSet set)
    {
        var group = new Command("inquiry", "What persons, the regulator and courts ask, and how it is answered: 'ledger inquiries' lists what is open.")
        {
            ReceiveInquiry.Create(set), Extend(set), Answer(set), Refuse(set), ShowInquiry.Create(set),
        };
        foreach (var command in AnswerCommands.Create(set)) group.Add(command);
        set.Examples.Add(group, AllExamples);
        return group;
    }

    public static Argument<string> Number() => new("NUMBER") { Description = "Your own number of the inquiry." };

    static Option<string[]> Cases()
    {
        var cases = new Option<string[]>("--case") { Description = "Only this case; several times for several (default: all that are open).", HelpName = "CASE" };
        OfficerOptions.Among(cases, OfficerOptions.Names<InquiryCase>());
        return cases;
    }

    static Command Extend(CommandSet set)
    {
        var (number, sent) = (Number(), Moments.Option("--sent", "When the notice was sent (default: now); it must be before the term ends."));
        var reasons = new Option<string>("--reasons") { Description = "The reasons the notice states; recorded sealed. @FILE or - for a text of a file or of standard input.", HelpName = "TEXT", Required = true };
        var to = new Option<string?>("--to") { Description = "To whom it went: subject or regulator (default: to whom the law says)." };
        OfficerOptions.Among(to, OfficerOptions.Names<NoticeAddressee>());
        var via = new Option<string?>("--via") { Description = "How, for example post.", HelpName = "CHANNEL" };
        var notice = new Option<string?>("--notice") { Description = "The notice: its SHA-256 is recorded, sealed.", HelpName = "FILE" };
        return set.Command("extend", "Records the reasoned notice that extends the term: five working days more, once (152-FZ 14(3), 20(2), 20(4), 21(5.1)); two months more under the GDPR.",
            ["ledger inquiry extend 2026-14 --reasons \"the processor's answer is awaited\" --to subject --via post --notice notice.pdf"],
            [number, reasons, sent, to, via, notice, OfficerOptions.Id, OfficerOptions.DryRun], session =>
            {
                var when = Moments.Parse(session.Value(sent), session) ?? session.Clock.GetUtcNow();
                var (said, hash) = (OfficerText.Of(session.Value(reasons)), FileHash.Of(session.Value(notice)));
                return Say(session, session.Value(number), person =>
                    InquiryStatements.Extended(person, session.Value(number), when, said, session.Value(to), session.Value(via), hash));
            });
    }

    static Command Answer(CommandSet set)
    {
        var (number, cases, on) = (Number(), Cases(), Moments.Option("--on", "When it was sent (default: now)."));
        var file = new Option<string>("--file") { Description = "The answer as it was sent: its SHA-256 is recorded, sealed.", HelpName = "FILE", Required = true };
        var via = new Option<string>("--via") { Description = "How it was sent, for example post.", HelpName = "CHANNEL", Required = true };
        var attachments = new Option<string[]>("--attachment") { Description = "A document sent with it: name and SHA-256 are recorded, sealed; may be repeated.", HelpName = "FILE" };
        var form = new Option<string?>("--form") { Description = "In what form, where that is not the form of the request." };
        OfficerOptions.Among(form, OfficerOptions.Names<InquiryForm>());
        var signed = new Option<string?>("--signed-by") { Description = "Who signed it: an account or office, never a person's name.", HelpName = "ACCOUNT" };
        var delivery = new Option<string?>("--delivery") { Description = "What proves that it was delivered: its SHA-256 is recorded, sealed.", HelpName = "FILE" };
        return set.Command("answer", "Records that an inquiry was answered, and the hash of what was sent.",
        [
            "ledger inquiry answer 2026-14 --file answer.pdf --via post --signed-by officer-1 --delivery receipt.pdf",
            "ledger inquiry answer 2026-15 --file cover.pdf --attachment answer.zip --via email --case information",
        ], [number, file, via, cases, attachments, form, signed, delivery, on, OfficerOptions.Id, OfficerOptions.DryRun], session =>
        {
            var (answer, proof) = (FileHash.Of(session.Value(file)), FileHash.Of(session.Value(delivery)));
            var sent = (session.Value(attachments) ?? []).Select(path => new SentDocument(Path.GetFileName(path), FileHash.Of(path)!)).ToList();
            return Say(session, session.Value(number), person => InquiryStatements.Answered(
                person, session.Value(number), answer, session.Value(via), session.Value(cases), sent, session.Value(form), session.Value(signed), proof), Moments.Parse(session.Value(on), session));
        });
    }

    static Command Refuse(CommandSet set)
    {
        var (number, cases, on) = (Number(), Cases(), Moments.Option("--on", "When it was sent (default: now)."));
        var norm = new Option<string>("--norm") { Description = "The norm it cites, for example 152-FZ-14-8-4.", HelpName = "NORM", Required = true };
        var reason = new Option<string>("--reason") { Description = "The reasons, as the refusal gives them; recorded sealed. @FILE or -.", HelpName = "TEXT", Required = true };
        var ground = new Option<string?>("--ground") { Description = $"Why, in a word: {string.Join(", ", OfficerOptions.Names<RefusalGround>())}." };
        OfficerOptions.Among(ground, OfficerOptions.Names<RefusalGround>());
        var letter = new Option<string?>("--letter") { Description = "The refusal as it was sent: its SHA-256 is recorded, sealed.", HelpName = "FILE" };
        var via = new Option<string?>("--via") { Description = "How it was sent.", HelpName = "CHANNEL" };
        return set.Command("refuse", "Records a refusal, in writing and with reasons (152-FZ 14(6), 14(8), 20(2)).",
            ["ledger inquiry refuse 2026-14 --norm 152-FZ-14-6 --ground repeat --reason @refusal.txt --letter refusal.pdf --via post"],
            [number, norm, reason, ground, cases, letter, via, on, OfficerOptions.Id, OfficerOptions.DryRun], session =>
            {
                var (said, hash) = (OfficerText.Of(session.Value(reason)), FileHash.Of(session.Value(letter)));
                return Say(session, session.Value(number), person => InquiryStatements.Refused(
                    person, session.Value(number), session.Value(norm), said, session.Value(cases), session.Value(ground), hash, session.Value(via)), Moments.Parse(session.Value(on), session));
            });
    }

    /// <summary>What is said of an inquiry about a person is sealed under that person's key, and goes with it.</summary>
    static Task<int> Say(Session session, string number, Func<string?, OfficerEvent> said, DateTimeOffset? time = null) => OfficerDesk.SayOf(session, async ledger =>
    {
        var inquiry = await ledger.Inquiry(number, session.Cancel);
        return inquiry.Refusal is { } refusal ? refusal
            : said(inquiry.Value.Person?.Id) with { Id = session.Value(OfficerOptions.Id), Time = time };
    });
}
