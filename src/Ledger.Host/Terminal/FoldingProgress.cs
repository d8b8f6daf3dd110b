using Ledger.Projections;

namespace Ledger.Host.Terminal;

/// <summary>Shows how far the read models are folded.</summary>
sealed class FoldingProgress(Screen screen) : IProgress<ProjectionProgress>, IDisposable
{
    readonly Progress _progress = screen.Progress("Folded");

    /// <summary>Events folded when last told.</summary>
    public long Folded { get; private set; }

    public void Report(ProjectionProgress value)
    {
        Folded = value.Position;
        _progress.Report(value.Position, value.Count);
    }

    public void Dispose() => _progress.Dispose();
}
