using System.CommandLine;
using System.Diagnostics;
using Ledger.Host.Documents;
using Ledger.Host.Terminal;

namespace Ledger.Host.Commands;

/// <summary>ledger rebuild</summary>
static class RebuildCommand
{
    public static Command Create(CommandSet set) =>
        set.Command("rebuild", "Folds all read models anew from the journal, beside the live ones, then swaps them in.", ["ledger rebuild"], [], Run);

    static async Task<int> Run(Session session)
    {
        await using var ledger = await session.Desk();
        var watch = Stopwatch.StartNew();
        using var folding = new FoldingProgress(session.Screen);
        var outcome = await ledger.Rebuild(folding, session.Cancel);
        folding.Dispose();
        if (outcome.Refusal is { } refusal) return session.Refused(refusal);
        session.Screen.Say($"{outcome.Value:N0} events folded in {watch.Elapsed.TotalSeconds:F1} s.");
        session.Screen.Show(new RebuiltDocument(outcome.Value, Math.Round(watch.Elapsed.TotalSeconds, 3)));
        return ExitCodes.Done;
    }
}
