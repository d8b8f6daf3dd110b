using System.CommandLine;
using System.Globalization;
using Ledger.Host.Demo;
using Ledger.Host.Documents;
using Ledger.Host.Statements;
using Ledger.Host.Terminal;

namespace Ledger.Host.Commands.Officer;

/// <summary>ledger finding explain | accept | show</summary>
static class FindingCommand
{
    public static Command Create(CommandSet set)
    {
        var group = new Command("finding", "What went wrong, and what the operator says to it: 'ledger findings' lists what is open.") { Explain(set), Accept(set), Show(set) };
        set.Examples.Add(group, ["ledger finding show disclosure-no-consent.17", "ledger finding explain disclosure-no-consent.17 --explanation @why.txt", "ledger findings"]);
        return group;
    }

    static Argument<string> Id() => new("FINDING") { Description = "The finding's id, as 'ledger findings --json' shows it." };

    static Command Explain(CommandSet set)
    {
        var id = Id();
        var explanation = new Option<string>("--explanation") { Description = "What happened, and what is done about it; recorded sealed. @FILE or - for a text of a file or of standard input.", HelpName = "TEXT", Required = true };
        return set.Command("explain", "Records what the operator says to a finding; it can be said again until the risk is accepted.",
            ["ledger finding explain disclosure-no-consent.17 --explanation \"the consent on paper is on its way\""], [id, explanation, OfficerOptions.Id, OfficerOptions.DryRun],
            session => Say(session, session.Value(id), OfficerText.Of(session.Value(explanation)), RegisterStatements.Explained));
    }

    static Command Accept(CommandSet set)
    {
        var id = Id();
        var reason = new Option<string>("--reason") { Description = "Why it needs no more work; recorded sealed. @FILE or -.", HelpName = "TEXT", Required = true };
        return set.Command("accept", "Records that the risk of a finding is accepted, by the account that says so: it is closed, and never deleted.",
            ["ledger finding accept message-unasked.42 --reason \"a single test message to our own staff\""], [id, reason, OfficerOptions.Id, OfficerOptions.DryRun],
            session => Say(session, session.Value(id), OfficerText.Of(session.Value(reason)), RegisterStatements.Accepted));
    }

    static Command Show(CommandSet set)
    {
        var (id, language) = (Id(), Languages.Option());
        return set.Command("show", "Shows a finding and what became of it: explained, accepted, resolved, when, by whom, by which event.",
            ["ledger finding show disclosure-no-consent.17", "ledger finding show disclosure-no-consent.17 --lang ru", "ledger finding show disclosure-no-consent.17 --json"], [id, language], async session =>
            {
                await using var ledger = await session.Desk();
                var outcome = await ledger.Finding(session.Value(id), session.Cancel);
                if (outcome.Refusal is { } refusal) return session.Refused(refusal);
                session.Screen.Show(outcome.Value);
                if (!session.Screen.Json) Tell(session, outcome.Value, Languages.Of(session, language));
                return ExitCodes.Done;
            });
    }

    static void Tell(Session session, FindingDocument finding, Language language)
    {
        var russian = language == Language.Ru;
        session.Screen.Say(string.Create(CultureInfo.InvariantCulture, $"{finding.Id}: {(russian ? finding.Text.Ru : finding.Text.En)} ({finding.Detail})"));
        var about = string.Join(", ", new[] { finding.Clause, finding.Rule, finding.Person?.ToString() }.OfType<string>().Where(text => text.Length > 0));
        session.Screen.Say(string.Create(CultureInfo.InvariantCulture, $"  {At(session, finding.At)}  {(russian ? "обнаружено" : "found")}  #{finding.Index}  {about}"));
        foreach (var step in finding.History)
            session.Screen.Say(string.Create(CultureInfo.InvariantCulture, $"  {At(session, step.At)}  {StepOf(step.State, russian)}  #{step.Index}  {step.By}").TrimEnd());
    }

    static string StepOf(string state, bool russian) => !russian ? state : state switch
    {
        "explained" => "объяснено",
        "accepted" => "риск принят",
        _ => "снято более поздним событием",
    };

    static string At(Session session, DateTimeOffset moment) =>
        TimeZoneInfo.ConvertTime(moment, session.Settings.Zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>What is said of a person's finding is sealed under that person's key.</summary>
    static Task<int> Say(Session session, string id, string? text, Func<string?, string, string?, OfficerEvent> said) => OfficerDesk.SayOf(session, async ledger =>
    {
        var finding = await ledger.Finding(id, session.Cancel);
        return finding.Refusal is { } refusal ? refusal
            : said(finding.Value.Person?.Id, id, text) with { Id = session.Value(OfficerOptions.Id) };
    });
}
