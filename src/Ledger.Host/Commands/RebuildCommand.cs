using System.CommandLine;
using System.Diagnostics;
using Ledger.Host.Terminal;
using Ledger.Projections;

namespace Ledger.Host.Commands;

/// <summary>ledger rebuild</summary>
static class RebuildCommand
{
    public static Command Create(CommandSet set) =>
        set.Command("rebuild", "Folds all read models anew from the journal, beside the live ones, then swaps them in.", ["ledger rebuild"], [], Run);

    static async Task<int> Run(Session session)
    {
        await using var ledger = await session.Open();
        var watch = Stopwatch.StartNew();
        using var folding = new FoldingProgress(session.Screen);
        await ledger.Get<Projector>().Rebuild(session.Cancel, folding);
        folding.Dispose();
        session.Screen.Say($"{folding.Folded:N0} events folded in {watch.Elapsed.TotalSeconds:F1} s.");
        session.Screen.Show(new { events = folding.Folded, seconds = Math.Round(watch.Elapsed.TotalSeconds, 3) });
        return ExitCodes.Done;
    }
}
