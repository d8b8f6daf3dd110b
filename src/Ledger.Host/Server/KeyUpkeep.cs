using Ledger.Access;

namespace Ledger.Host.Server;

/// <summary>Once a minute, and at the end: writes when keys were used last, and records the end of those that expired. No request waits for it.</summary>
sealed partial class KeyUpkeep(ApiKeys keys, ApiKeyDesk desk, TimeProvider clock, ILogger<KeyUpkeep> log) : BackgroundService
{
    static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Try(() => keys.WriteUses(CancellationToken.None));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            do
            {
                await Try(() => desk.Settle(stoppingToken));
                await Try(() => keys.WriteUses(stoppingToken));
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    async ValueTask Try(Func<ValueTask> work)
    {
        try
        {
            await work();
        }
        catch (Exception error) when (error is not OperationCanceledException)   // whatever it is, the next minute tries again
        {
            Failed(log, error.GetType().Name);
        }
    }

    [LoggerMessage(30, LogLevel.Error, "Keys could not be kept up ({Error}); it is tried again")]
    static partial void Failed(ILogger log, string error);
}
