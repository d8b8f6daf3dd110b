using System.CommandLine;
using Ledger.Consents;
using Ledger.Destruction;
using Ledger.Host.Statements;

namespace Ledger.Host.Commands.Officer;

/// <summary>ledger destruction show | report | shred | forget | demand | continue | block</summary>
static class DestructionCommand
{
    static readonly string[] AllExamples =
    [
        "ledger destruction show u-1001 --reason \"withdrawal of 2 March\"",
        "ledger destruction report u-1001 --system crm --category contact --method overwriting --reason withdrawal --by staff-3:\"Petrova Anna\":\"administrator\" --act 2026-7",
        "ledger destruction shred u-1001 --reason withdrawal --answers WDR-01",
    ];

    public static Command Create(CommandSet set)
    {
        var group = new Command("destruction", "Where the destruction of a person's data stands, and what officers record of it.")
        {
            ShowDestruction.Create(set), ReportDestruction.Create(set), Shred(set), Forget(set), Demand(set), Continue(set), Block(set),
        };
        set.Examples.Add(group, AllExamples);
        return group;
    }

    static Command Shred(CommandSet set)
    {
        var (person, categories, purposes, reason) = (OfficerOptions.Person(), OfficerOptions.Categories("A category whose content keys go; may be repeated (default: all of the person)."),
            OfficerOptions.Purposes("A purpose whose own content keys go; may be repeated."), OfficerOptions.Reason());
        var answers = new Option<string[]>("--answers") { Description = "The rule of a duty this answers, for example WDR-01; may be repeated.", HelpName = "RULE" };
        return set.Command("shred", "Destroys content keys of a person, once every system has reported: what they sealed can never be read again.",
            ["ledger destruction shred u-1001 --reason withdrawal --answers WDR-01", "ledger destruction shred u-1001 --category location --reason purpose-achieved"],
            [person, categories, purposes, reason, answers, OfficerOptions.Id, OfficerOptions.DryRun], session => OfficerDesk.Say(session,
                DestructionStatements.Shredded(session.Value(person), session.Value(reason)!, session.Value(categories), session.Value(answers), session.Value(purposes)) with
                {
                    Id = session.Value(OfficerOptions.Id),
                }));
    }

    static Command Forget(CommandSet set)
    {
        var person = OfficerOptions.Person();
        var ordered = new Option<bool>("--ordered") { Description = "A court or the regulator ordered it, before the term of the evidence has ended." };
        return set.Command("forget", "Destroys the evidence keys and the lookup of a person: nobody can tell any more who was meant.",
            ["ledger destruction forget u-1001", "ledger destruction forget u-1001 --ordered"], [person, ordered, OfficerOptions.Id, OfficerOptions.DryRun],
            session => OfficerDesk.Say(session, DestructionStatements.Forgotten(session.Value(person), session.Value(ordered)) with { Id = session.Value(OfficerOptions.Id) }));
    }

    static Command Demand(CommandSet set)
    {
        var (person, categories, purposes) = (OfficerOptions.Person(), OfficerOptions.Categories("A category it is about; may be repeated (default: all)."),
            OfficerOptions.Purposes("A purpose it is about; may be repeated (default: all)."));
        var from = new Option<string>("--from") { Description = "subject (with proof, 152-FZ 20(3)) or regulator (23(3)(3)).", Required = true };
        OfficerOptions.Among(from, OfficerOptions.Names<DemandFrom>());
        var channel = new Option<string>("--channel") { Description = "Where it arrived, for example post.", HelpName = "CHANNEL", Required = true };
        var received = Moments.Option("--received", "When it arrived (default: now).");
        var due = new Option<string?>("--due-on") { Description = "The last local day a regulator's demand sets itself.", HelpName = "DATE" };
        var inquiry = new Option<string?>("--inquiry") { Description = "The inquiry that brought it.", HelpName = "NUMBER" };
        var letter = new Option<string?>("--letter") { Description = "The letter: its SHA-256 is recorded, sealed.", HelpName = "FILE" };
        return set.Command("demand", "Records that the person, with proof, or the regulator demands destruction; opens its duty.",
            ["ledger destruction demand u-1001 --from subject --channel post --received 2026-03-02", "ledger destruction demand u-1001 --from regulator --channel post --due-on 2026-03-10 --inquiry 2026-14"],
            [person, from, channel, categories, purposes, received, due, inquiry, letter, OfficerOptions.Id, OfficerOptions.DryRun],
            session => OfficerDesk.Say(session, new("destruction.demanded", session.Value(person), new
            {
                from = session.Value(from), categories = session.Value(categories) ?? [], channel = session.Value(channel), purposes = OfficerOptions.Some(session.Value(purposes)),
                dueOn = session.Value(due), inquiry = session.Value(inquiry), letter = FileHash.Of(session.Value(letter)),
            }) { Id = session.Value(OfficerOptions.Id), Time = Moments.Parse(session.Value(received), session) }));
    }

    static Command Continue(CommandSet set)
    {
        var (person, categories) = (OfficerOptions.Person(), OfficerOptions.Categories("A category that stays; several times for several.", required: true));
        var basis = new Option<string>("--basis") { Description = "On what ground: law, contract, court ...", HelpName = "BASIS", Required = true };
        OfficerOptions.Among(basis, OfficerOptions.Names<LegalBasis>());
        var document = new Option<string>("--document") { Description = "The law or contract behind it; recorded sealed. @FILE or - for a text of a file or of standard input.", HelpName = "TEXT", Required = true };
        var decided = new Option<string>("--decided-by") { Description = "Who decided it: an account or office, never a person's name.", HelpName = "ACCOUNT", Required = true };
        var purpose = new Option<string?>("--purpose") { Description = "The purpose it goes on for (default: all).", HelpName = "PURPOSE" };
        var answers = new Option<string[]>("--answers") { Description = "The rule of a duty this answers; may be repeated (default: every open duty of destruction).", HelpName = "RULE" };
        return set.Command("continue", "Records that data stays under another ground than the one that ended, and who decided it (152-FZ 9(2), 21(5)).",
            ["ledger destruction continue u-1001 --category billing --basis law --document \"402-FZ, article 29\" --decided-by officer-1 --purpose accounting"],
            [person, categories, basis, document, decided, purpose, answers, OfficerOptions.Id, OfficerOptions.DryRun], session =>
            {
                var text = OfficerText.Of(session.Value(document));
                return OfficerDesk.Say(session, DestructionStatements.Continued(
                    session.Value(person), session.Value(categories)!, session.Value(basis)!, text, session.Value(decided)!, session.Value(purpose), session.Value(answers)) with { Id = session.Value(OfficerOptions.Id) });
            });
    }

    static Command Block(CommandSet set)
    {
        var (person, categories) = (OfficerOptions.Person(), OfficerOptions.Categories("A category that is blocked; may be repeated (default: all)."));
        var explanation = new Option<string>("--explanation") { Description = "Why destruction is impossible in time, for example that backups hold it; recorded sealed. @FILE or -.", HelpName = "TEXT", Required = true };
        var since = Moments.Option("--since", "Since when it is blocked (default: now).");
        var until = Moments.Option("--until", "Until when at the latest; the law allows six months.");
        return set.Command("block", "Blocks data that cannot be destroyed in time (152-FZ 21(6)): moves the duty's end, six months at most.",
            ["ledger destruction block u-1001 --category contact --explanation \"lies in backups until May\" --until 2026-05-01"],
            [person, categories, explanation, since, until, OfficerOptions.Id, OfficerOptions.DryRun], session => OfficerDesk.Say(session, new("data.blocked", session.Value(person), new
            {
                categories = session.Value(categories) ?? [], reason = Persons.BlockReason.DestructionImpossible, until = Moments.Parse(session.Value(until), session),
                explanation = OfficerText.Of(session.Value(explanation)),
            }) { Id = session.Value(OfficerOptions.Id), Time = Moments.Parse(session.Value(since), session) }));
    }
}
