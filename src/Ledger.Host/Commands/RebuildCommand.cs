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
        using var progress = session.Screen.Progress("Folded");
        var watch = Stopwatch.StartNew();
        var reporting = new Reporting(progress);
        await ledger.Get<Projector>().Rebuild(session.Cancel, reporting);
        progress.Dispose();
        session.Screen.Say($"{reporting.Folded:N0} events folded in {watch.Elapsed.TotalSeconds:F1} s.");
        session.Screen.Show(new { events = reporting.Folded, seconds = Math.Round(watch.Elapsed.TotalSeconds, 3) });
        return ExitCodes.Done;
    }

    sealed class Reporting(Terminal.Progress progress) : IProgress<ProjectionProgress>
    {
        public long Folded { get; private set; }

        public void Report(ProjectionProgress value)
        {
            Folded = value.Position;
            progress.Report(value.Position, value.Count);
        }
    }
}
