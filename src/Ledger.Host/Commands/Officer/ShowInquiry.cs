using System.CommandLine;
using Ledger.Host.Sheets;
using Ledger.Host.Terminal;

namespace Ledger.Host.Commands.Officer;

/// <summary>ledger inquiry show NUMBER</summary>
static class ShowInquiry
{
    public static Command Create(CommandSet set)
    {
        var (number, language) = (InquiryCommand.Number(), Languages.Option());
        return set.Command("show", "Shows an inquiry: what it asks, what is open, by when, what was done.",
            ["ledger inquiry show 2026-14", "ledger inquiry show 2026-14 --lang ru", "ledger inquiry show 2026-14 --json"], [number, language], async session =>
            {
                await using var ledger = await session.Desk();
                var outcome = await ledger.Inquiry(session.Value(number), session.Cancel);
                if (outcome.Refusal is { } refusal) return session.Refused(refusal);
                session.Screen.Show(outcome.Value);
                if (session.Screen.Json) return ExitCodes.Done;
                foreach (var line in InquirySheet.Lines(outcome.Value, session.Settings.Zone, Languages.Of(session, language))) session.Screen.Say(line);
                return ExitCodes.Done;
            });
    }
}

/// <summary>ledger incident show NUMBER</summary>
static class ShowIncident
{
    public static Command Create(CommandSet set)
    {
        var (number, language) = (IncidentCommand.Number(), Languages.Option());
        return set.Command("show", "Shows an incident: when it was detected, by when the authorities are to be told, what they were told.",
            ["ledger incident show 2026-1", "ledger incident show 2026-1 --lang ru", "ledger incident show 2026-1 --json"], [number, language], async session =>
            {
                await using var ledger = await session.Desk();
                var outcome = await ledger.Incident(session.Value(number), session.Cancel);
                if (outcome.Refusal is { } refusal) return session.Refused(refusal);
                session.Screen.Show(outcome.Value);
                if (session.Screen.Json) return ExitCodes.Done;
                foreach (var line in InquirySheet.Lines(outcome.Value, session.Settings.Zone, Languages.Of(session, language))) session.Screen.Say(line);
                return ExitCodes.Done;
            });
    }
}
