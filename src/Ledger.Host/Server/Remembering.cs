namespace Ledger.Host.Server;

/// <summary>
/// Remembers now and then up to where destroying events have been carried out: what runs for months and is then killed must not look for them from its
/// beginning when it starts again.
/// </summary>
sealed partial class Remembering(EmbeddedLedger ledger, TimeProvider clock, ILogger<Remembering> log) : BackgroundService
{
    /// <summary>So many entries, or so much time, pass at most before it is written down; it is looked at each <see cref="Pause"/>.</summary>
    const int EntriesMax = 10_000;

    static readonly TimeSpan RestMax = TimeSpan.FromMinutes(1), Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        var written = clock.GetTimestamp();
        while (await Next(timer, stoppingToken))
        {
            if (ledger.RecoveryLag == 0 || (ledger.RecoveryLag < EntriesMax && clock.GetElapsedTime(written) < RestMax)) continue;
            try
            {
                await ledger.RememberDestroyed(stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)   // only start-up takes longer for it
            {
                Failed(log, error.GetType().Name);
            }
            written = clock.GetTimestamp();
        }
    }

    static async Task<bool> Next(PeriodicTimer timer, CancellationToken stop)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(30, LogLevel.Warning, "How far destroying events were carried out could not be written down ({Error})")]
    static partial void Failed(ILogger log, string error);
}
