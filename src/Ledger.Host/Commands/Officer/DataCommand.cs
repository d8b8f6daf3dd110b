using System.CommandLine;
using Ledger.Host.Statements;
using Ledger.Persons;

namespace Ledger.Host.Commands.Officer;

/// <summary>ledger data rectify | block | unblock</summary>
static class DataCommand
{
    static readonly string[] Reasons = [.. OfficerOptions.Names<BlockReason>().Where(name => name != "destruction-impossible")];   // that is 'ledger destruction block'

    public static Command Create(CommandSet set)
    {
        var group = new Command("data", "Corrections of a person's data, and blocks while it is checked (152-FZ 20(3), 21(1), 21(2)).") { Rectify(set), Block(set), Unblock(set) };
        set.Examples.Add(group,
        [
            "ledger data block u-1001 --category contact --reason inaccuracy --inquiry 2026-14",
            "ledger data rectify u-1001 --category contact --inquiry 2026-14 --change phone:@old.txt:@new.txt --document-file statement.pdf",
            "ledger data unblock u-1001 --category contact --reason rectified --inquiry 2026-14",
        ]);
        return group;
    }

    static Option<string?> Inquiry() => new("--inquiry") { Description = "The inquiry that asked for it or revealed it.", HelpName = "NUMBER" };

    static Command Rectify(CommandSet set)
    {
        var (person, categories, inquiry) = (OfficerOptions.Person(), OfficerOptions.Categories("A category that was corrected; several times for several.", required: true), Inquiry());
        var systems = new Option<string[]>("--system") { Description = "A system it was corrected in; may be repeated (default: all that hold it).", HelpName = "SYSTEM" };
        var document = new Option<string?>("--document") { Description = "What the correction rests on; recorded sealed. @FILE or - for a text of a file or of standard input.", HelpName = "TEXT" };
        var file = new Option<string?>("--document-file") { Description = "The document itself: its SHA-256 is recorded, sealed.", HelpName = "FILE" };
        var (submitted, on) = (Moments.Option("--submitted", "When the facts were submitted: seven working days run from there."), Moments.Option("--on", "When it was corrected (default: now)."));
        var changes = new Option<string[]>("--change") { Description = "A field, its value before and after: FIELD:OLD:NEW, each value a text, @FILE or nothing; hashes alone leave this command, and are recorded sealed; may be repeated.", HelpName = "FIELD:OLD:NEW" };
        return set.Command("rectify", "Records that data was corrected: closes its duty, and opens that of telling those who received it (152-FZ 20(3)).",
            ["ledger data rectify u-1001 --category contact --inquiry 2026-14 --change phone:@old.txt:@new.txt --document-file statement.pdf --submitted 2026-03-02"],
            [person, categories, systems, inquiry, document, file, submitted, changes, on, OfficerOptions.Id, OfficerOptions.DryRun], session => OfficerDesk.Say(session, DestructionStatements.Rectified(
                session.Value(person), session.Value(categories)!, session.Value(systems), session.Value(inquiry), OfficerText.Of(session.Value(document)), FileHash.Of(session.Value(file)),
                Moments.Parse(session.Value(submitted), session), [.. (session.Value(changes) ?? []).Select(Change)]) with { Id = session.Value(OfficerOptions.Id), Time = Moments.Parse(session.Value(on), session) }));
    }

    static Command Block(CommandSet set)
    {
        var (person, categories, inquiry) = (OfficerOptions.Person(), OfficerOptions.Categories("A category that is blocked; may be repeated (default: all)."), Inquiry());
        var reason = new Option<string>("--reason") { Description = $"Why: {string.Join(", ", Reasons)}. Where destruction is impossible in time: 'ledger destruction block'.", Required = true };
        OfficerOptions.Among(reason, Reasons);
        var detected = Moments.Option("--detected", "When the reason was detected, where that was before the block: duties run from there.");
        var (since, until) = (Moments.Option("--since", "Since when it is blocked (default: now)."), Moments.Option("--until", "Until when at the latest."));
        var explanation = new Option<string?>("--explanation") { Description = "What was found; recorded sealed. @FILE or -.", HelpName = "TEXT" };
        return set.Command("block", "Suspends processing while it is checked (152-FZ 21(1)); opens the duties of the reason.",
            ["ledger data block u-1001 --category contact --reason inaccuracy --inquiry 2026-14", "ledger data block u-1001 --reason unlawful-processing --detected 2026-03-01"],
            [person, reason, categories, inquiry, detected, since, until, explanation, OfficerOptions.Id, OfficerOptions.DryRun], session => OfficerDesk.Say(session, new("data.blocked", session.Value(person), new
            {
                categories = session.Value(categories) ?? [], reason = session.Value(reason), detectedAt = Moments.Parse(session.Value(detected), session),
                until = Moments.Parse(session.Value(until), session), inquiry = session.Value(inquiry), explanation = OfficerText.Of(session.Value(explanation)),
            }) { Id = session.Value(OfficerOptions.Id), Time = Moments.Parse(session.Value(since), session) }));
    }

    static Command Unblock(CommandSet set)
    {
        var (person, categories, inquiry) = (OfficerOptions.Person(), OfficerOptions.Categories("A category that is unblocked; may be repeated (default: all)."), Inquiry());
        var reason = new Option<string>("--reason") { Description = $"Why: {string.Join(", ", OfficerOptions.Names<UnblockReason>())}.", Required = true };
        OfficerOptions.Among(reason, OfficerOptions.Names<UnblockReason>());
        var on = Moments.Option("--on", "When (default: now).");
        return set.Command("unblock", "Resumes processing once the data is corrected, or the check found it in order (152-FZ 21(2), 21(3)).",
            ["ledger data unblock u-1001 --category contact --reason rectified --inquiry 2026-14"], [person, reason, categories, inquiry, on, OfficerOptions.Id, OfficerOptions.DryRun],
            session => OfficerDesk.Say(session, new("data.unblocked", session.Value(person), new
            {
                categories = session.Value(categories) ?? [], reason = session.Value(reason), inquiry = session.Value(inquiry),
            }) { Id = session.Value(OfficerOptions.Id), Time = Moments.Parse(session.Value(on), session) }));
    }

    static FieldChange Change(string text) => text.Split(':', 3) is [{ Length: > 0 } field, var old, var next]
        ? FieldChange.Of(field, OfficerText.Of(old), OfficerText.Of(next))
        : throw new InputException("--change is FIELD:OLD:NEW, for example phone:@old.txt:@new.txt.");
}
