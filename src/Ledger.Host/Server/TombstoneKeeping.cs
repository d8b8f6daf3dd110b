using Ledger.Host.Backup;

namespace Ledger.Host.Server;

/// <summary>Writes tombstones after each checkpoint, at most a few times a second; what a folder out of reach missed is written once it is back.</summary>
sealed partial class TombstoneKeeping(Tombstones tombstones, Signing signing, TimeProvider clock, ILogger<TombstoneKeeping> log) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300), Rest = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (tombstones.Wanted)
            {
                var kept = await Keep(stoppingToken);
                await Task.Delay(kept ? Pause : Rest, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    async ValueTask<bool> Keep(CancellationToken cancel)
    {
        var failed = tombstones.Failure;
        try
        {
            if (await tombstones.Advance(await signing.Cover(tombstones.UpTo, cancel), cancel)) return true;
            if (failed is null) Failed(log, tombstones.Failure!);
        }
        catch (Exception error) when (error is not OperationCanceledException)   // no checkpoint, or a journal that cannot be read: it is tried again
        {
            Stopped(log, error.GetType().Name);
        }
        return false;
    }

    [LoggerMessage(53, LogLevel.Warning, "Tombstones are not exported: {Failure} It is tried again")]
    static partial void Failed(ILogger log, string failure);

    [LoggerMessage(55, LogLevel.Error, "Tombstones could not be exported ({Error}); it is tried again")]
    static partial void Stopped(ILogger log, string error);
}
