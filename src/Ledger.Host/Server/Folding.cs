using Ledger.Projections;

namespace Ledger.Host.Server;

/// <summary>Keeps the read models up with the journal; after a failure it tries again, ever less often.</summary>
sealed partial class Folding(Projector projector, Signing signing, ILogger<Folding> log) : BackgroundService
{
    static readonly TimeSpan RestMax = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var rest = TimeSpan.FromMilliseconds(200); !stoppingToken.IsCancellationRequested; rest = rest * 2 < RestMax ? rest * 2 : RestMax)
        {
            try
            {
                await projector.Run((position, _) =>
                {
                    rest = TimeSpan.FromMilliseconds(200);
                    signing.Folded(position);
                    return ValueTask.CompletedTask;
                }, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)   // whatever it is, the read models must not stay behind for good
            {
                Failed(log, error.GetType().Name);
                await Task.Delay(rest, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(10, LogLevel.Error, "Folding failed ({Error}); it is tried again")]
    static partial void Failed(ILogger log, string error);
}
