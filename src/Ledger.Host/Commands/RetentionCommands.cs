using System.CommandLine;
using Ledger.Host.Documents;
using Ledger.Host.Sheets;
using Ledger.Host.Terminal;
using Ledger.Projections;

namespace Ledger.Host.Commands;

/// <summary>ledger retention | holds</summary>
static class RetentionCommands
{
    public static Command Holds(CommandSet set)
    {
        var all = new Option<bool>("--all") { Description = "Lifted ones as well." };
        return set.Command("holds", "Lists the holds that forbid destruction, in the order placed: ground, author, since.",
            ["ledger holds", "ledger holds --all --json"], [all, RegisterCommands.Limit], session => RegisterCommands.List<HoldRow, HoldDocument>(session, RegisterSheets.Holds, new(
                new ListHolds(session.Settings.Actor) { All = session.Value(all) }, documents => documents.Of, "holds", ("state", session.Value(all) ? "all" : "in-place"))));
    }

    public static Command Retention(CommandSet set)
    {
        var before = Moments.Option("--before", "Only what falls due before this moment.");
        var apply = new Option<bool>("--apply") { Description = "Record the ends of terms that have come, and forget what was kept for long enough." };
        return set.Command("retention", "Lists what falls due by the terms of the policy in force, by consents' own ends and by the terms of evidence, soonest first.",
            ["ledger retention", "ledger retention --before 2026-12-31 --json", "ledger retention --apply"], [before, apply, RegisterCommands.Limit], session =>
            {
                if (session.Value(apply))
                    return session.Value(before) is null ? Apply(session) : throw new InputException("--apply records what is due by now: --before is for the list.");
                var end = Moments.Parse(session.Value(before), session);
                return RegisterCommands.List<RetentionRow, RetentionDocument>(session, RegisterSheets.Retention, new(
                    new ListRetention(session.Settings.Actor) { DueBefore = end }, documents => documents.Of, "retention",
                    ("dueBefore", end is { } moment ? DocumentJson.Text(moment) : null)));
            });
    }

    static async Task<int> Apply(Session session)
    {
        await using var ledger = await session.Desk();
        RetentionRun run;
        do
        {
            var outcome = await ledger.RunRetention(session.Cancel);
            if (outcome.Refusal is { } refusal) return session.Refused(refusal);
            run = outcome.Value;
            session.Screen.Show(run);
            session.Screen.Say($"{run.ConsentsExpired:N0} consents expired, {run.RetentionsEnded:N0} terms ended, {run.ActsRemoved:N0} acts removed, {run.PersonsForgotten:N0} persons forgotten.");
            if (run.OnHold + run.Refused > 0) session.Screen.Say($"{run.OnHold:N0} wait under a hold, {run.Refused:N0} could not be recorded yet.");
            await ledger.Settle(session.Cancel);
        }
        while (run.More);
        return ExitCodes.Done;
    }
}
