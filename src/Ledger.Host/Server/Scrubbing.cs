using Ledger.Journal;

namespace Ledger.Host.Server;

/// <summary>Once a day, and an hour after the start: has the engine take away what destroyed keys left in its files, where it cannot do so at once.</summary>
sealed partial class Scrubbing(EmbeddedLedger ledger, TimeProvider clock, ILogger<Scrubbing> log) : BackgroundService
{
    static readonly TimeSpan First = TimeSpan.FromHours(1), Interval = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(First, clock, stoppingToken);
            while (true)
            {
                await Scrub(stoppingToken);
                await Task.Delay(Interval, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    async Task Scrub(CancellationToken cancel)
    {
        try
        {
            await ledger.Scrub(cancel);
        }
        catch (StoreFailedException error)   // the next day tries again
        {
            Failed(log, error.Code);
        }
    }

    [LoggerMessage(58, LogLevel.Error, "What destroyed keys left in the engine's files could not be taken away ({Code}); it is tried again tomorrow")]
    static partial void Failed(ILogger log, string code);
}
