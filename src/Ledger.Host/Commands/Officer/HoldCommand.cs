using System.CommandLine;
using Ledger.Destruction;
using Ledger.Host.Statements;

namespace Ledger.Host.Commands.Officer;

/// <summary>ledger hold place | lift</summary>
static class HoldCommand
{
    public static Command Create(CommandSet set)
    {
        var hold = new Command("hold", "Forbids destroying a person's data, and lifts that.") { Place(set), Lift(set) };
        set.Examples.Add(hold, ["ledger hold place u-1 --hold h-1 --ground court", "ledger hold lift u-1 --hold h-1 --reason \"ruling 12 of 2026-03-01\"", "ledger holds"]);
        return hold;
    }

    static Command Place(CommandSet set)
    {
        var (person, hold) = (OfficerOptions.Person(), Hold());
        var categories = OfficerOptions.Categories("Only this category; several times for several (default: all).");
        var ground = new Option<string>("--ground") { Description = $"Why: {string.Join(", ", OfficerOptions.Names<HoldGround>())}.", HelpName = "GROUND", Required = true };
        OfficerOptions.Among(ground, OfficerOptions.Names<HoldGround>());
        var document = new Option<string?>("--document") { Description = "The document that orders it; recorded sealed. @FILE or - for a text of a file or of standard input.", HelpName = "TEXT" };
        return set.Command("place", "Forbids destroying the person's data until the hold is lifted. Recorded as ledger.hold.placed.",
        [
            "ledger hold place u-1 --hold h-1 --ground court --document \"ruling A40-1/2026\"",
            "ledger hold place u-1 --hold h-2 --ground claim --category email --category phone",
        ], [person, hold, ground, categories, document, OfficerOptions.Id, OfficerOptions.DryRun], session => OfficerDesk.Say(session, DestructionStatements.HoldPlaced(
            session.Value(person), session.Value(hold)!, session.Value(ground)!, session.Value(categories), OfficerText.Of(session.Value(document))) with { Id = session.Value(OfficerOptions.Id) }));
    }

    static Command Lift(CommandSet set)
    {
        var (person, hold) = (OfficerOptions.Person(), Hold());
        var reason = new Option<string>("--reason") { Description = "Why; recorded sealed. @FILE or - for a text of a file or of standard input.", HelpName = "TEXT", Required = true };
        return set.Command("lift", "Lifts a hold. Recorded as ledger.hold.lifted.", ["ledger hold lift u-1 --hold h-1 --reason \"ruling 12 of 2026-03-01\""],
            [person, hold, reason, OfficerOptions.Id, OfficerOptions.DryRun], session => OfficerDesk.Say(session,
                DestructionStatements.HoldLifted(session.Value(person), session.Value(hold)!, OfficerText.Of(session.Value(reason))) with { Id = session.Value(OfficerOptions.Id) }));
    }

    static Option<string> Hold() => new("--hold") { Description = "The hold's id, unique for this person.", HelpName = "NAME", Required = true };
}
