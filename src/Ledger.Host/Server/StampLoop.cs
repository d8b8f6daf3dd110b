using System.Diagnostics.Metrics;
using Ledger.Journal;
using Ledger.Listening;
using Ledger.Stamps;

namespace Ledger.Host.Server;

/// <summary>
/// Has the newest checkpoint stamped every so often, where it is newer than the one stamped last. A timestamp authority that fails is tried again after
/// longer and longer waits, and stops nothing.
/// </summary>
sealed partial class StampLoop : BackgroundService
{
    static readonly TimeSpan Look = TimeSpan.FromMinutes(1), ClocksDiffer = TimeSpan.FromMinutes(5);

    readonly Stamper _stamper;
    readonly ICheckpoints _checkpoints;
    readonly TimeSpan _every;
    readonly TimeProvider _clock;
    readonly ILogger<StampLoop> _log;
    readonly Meter _meter = new(ServerInstruments.Name);
    readonly Counter<long> _failures;
    volatile string? _failure;

    public StampLoop(Stamper stamper, ICheckpoints checkpoints, Settings settings, TimeProvider clock, ILogger<StampLoop> log)
    {
        (_stamper, _checkpoints, _every, _clock, _log) = (stamper, checkpoints, settings.Tsa?.Every ?? TimeSpan.Zero, clock, log);
        _meter.CreateObservableGauge("ledger.timestamp.age", () => Age is { } age ? [new Measurement<double>(age)] : Enumerable.Empty<Measurement<double>>(), "s", "Since a checkpoint was stamped last.");
        _failures = _meter.CreateCounter<long>("ledger.timestamp.failures", "{attempt}", "Attempts to have a checkpoint stamped that failed.");
    }

    /// <summary>For readiness: who runs the ledger must learn that nothing is stamped; nothing else suffers by it.</summary>
    public IEnumerable<HealthCheck> Health =>
        _stamper.Wanted ? [new("timestamps", _failure is null ? Server.Health.Ok : Server.Health.Degraded, [("ageSeconds", Age), ("failure", _failure)])] : [];

    double? Age => _stamper.Last is { } last ? Math.Max(0, Math.Round((_clock.GetUtcNow() - last).TotalSeconds, 3)) : null;

    public override void Dispose()
    {
        _meter.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_every <= TimeSpan.Zero) return;
        await Task.Yield();
        try
        {
            for (var failed = 0; ;)
            {
                var stamped = await Try(stoppingToken);
                failed = stamped is null ? failed + 1 : 0;
                await Task.Delay(stamped is null ? Rest(failed) : stamped.Value ? _every : Shorter(Look), _clock, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    /// <summary>True where a checkpoint was stamped, false where there was none to be, null where it failed.</summary>
    async Task<bool?> Try(CancellationToken cancel)
    {
        string code;
        try
        {
            var last = await _stamper.Newest(cancel);
            if (await _checkpoints.Newest(cancel) is not { Size: > 0 } newest || newest.Size <= last?.Checkpoint.Size)
            {
                _failure = null;   // somebody else, an export or an officer, had it stamped meanwhile
                return false;
            }
            var outcome = await _stamper.Stamp(newest, cancel);
            if (outcome.Refusal is null)
            {
                Stamped(outcome.Value.Time);
                return true;
            }
            code = outcome.Refusal.Code;
        }
        catch (StoreFailedException error)
        {
            code = error.Code;
        }
        catch (Exception error) when (error is not OperationCanceledException)   // whatever it is, it is tried again
        {
            code = error.GetType().Name;
        }
        _failures.Add(1);
        _failure = code;
        Failed(_log, code);
        return null;
    }

    void Stamped(DateTimeOffset time)
    {
        _failure = null;
        var off = (time - _clock.GetUtcNow()).Duration();
        if (off > ClocksDiffer) Differs(_log, (long)off.TotalSeconds);
    }

    TimeSpan Rest(int failed) => Shorter(BackOff.After(BackOff.Standard, failed, jitter: 0, asked: null) ?? BackOff.Standard[^1]);

    TimeSpan Shorter(TimeSpan wait) => wait < _every ? wait : _every;

    [LoggerMessage(56, LogLevel.Warning, "No checkpoint could be stamped ({Code}); it is tried again")]
    static partial void Failed(ILogger log, string code);

    [LoggerMessage(57, LogLevel.Warning, "The clock of the timestamp authority and this one differ by {Seconds} seconds: one of them is wrong")]
    static partial void Differs(ILogger log, long seconds);
}
