using System.CommandLine;
using Ledger.Host.Terminal;

namespace Ledger.Host.Commands;

/// <summary>ledger check</summary>
static class CheckCommand
{
    public static Command Create(CommandSet set) =>
        set.Command("check", "Re-derives the whole store: entries, tree, signed checkpoints, sealed fields, read models. Changes nothing.",
            ["ledger check", "ledger check --json"], [], Run);

    static async Task<int> Run(Session session)
    {
        await using var ledger = await session.Desk();
        using var progress = session.Screen.Progress("Checked");
        using var folding = new FoldingProgress(session.Screen);
        var outcome = await ledger.Check(progress, folding, session.Cancel);
        progress.Dispose();
        folding.Dispose();
        if (outcome.Refusal is { } refusal) return session.Refused(refusal);
        var report = outcome.Value;
        session.Screen.Show(report);
        session.Screen.Say($"{report.Events:N0} events, {report.Checkpoints:N0} checkpoints, {report.Fields:N0} sealed fields opened, {report.Destroyed:N0} destroyed, {report.Rows:N0} rows.");
        foreach (var fault in report.Faults) session.Screen.Say($"  {(fault.Index is { } index ? $"#{index}: " : "")}{fault.Message} [{fault.Code}]");
        session.Screen.Say(report.Faults.Count == 0 ? "Nothing has been changed." : "The store has been CHANGED or damaged.");
        return report.Faults.Count == 0 ? ExitCodes.Done : ExitCodes.No;
    }
}
