using System.Diagnostics.Metrics;
using Ledger.Projections;

namespace Ledger.Host.Server;

/// <summary>
/// Runs the ledger's own step of retention at the start and then every so often, unless it is switched off. A run that left something is followed by another.
/// </summary>
sealed partial class RetentionLoop : BackgroundService
{
    static readonly TimeSpan Breath = TimeSpan.FromSeconds(1);

    readonly RetentionStep _step;
    readonly ServerSettings _settings;
    readonly TimeProvider _clock;
    readonly ILogger<RetentionLoop> _log;
    readonly Meter _meter = new(ServerInstruments.Name);

    public RetentionLoop(RetentionStep step, ServerSettings settings, TimeProvider clock, ILogger<RetentionLoop> log)
    {
        (_step, _settings, _clock, _log) = (step, settings, clock, log);
        _meter.CreateObservableGauge("ledger.retention.age", () => Last(run => (_clock.GetUtcNow() - run.At).TotalSeconds), "s", "Since retention was run last.");
        _meter.CreateObservableGauge("ledger.retention.on_hold", () => Last(run => (double)run.OnHold), "{term}", "Terms that have ended and wait under a hold.");
        _meter.CreateObservableGauge("ledger.retention.refused", () => Last(run => (double)run.Refused), "{term}", "Terms that have ended and could not be recorded as ended.");
    }

    public override void Dispose()
    {
        _meter.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_settings.RetentionEvery <= TimeSpan.Zero) return;
        await Task.Yield();
        try
        {
            while (true) await Task.Delay(await Run(stoppingToken) ? Breath : _settings.RetentionEvery, _clock, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    /// <summary>Whether something is left to be done at once.</summary>
    async Task<bool> Run(CancellationToken cancel)
    {
        try
        {
            var run = await _step.Run(cancel);
            if (run.Recorded > 0) Ran(_log, run.ConsentsExpired, run.RetentionsEnded, run.ActsRemoved, run.PersonsForgotten, run.OnHold, run.Refused);
            return run.More;
        }
        catch (Exception error) when (error is not OperationCanceledException)   // whatever it is, the next time tries again
        {
            Failed(_log, error.GetType().Name);
            return false;
        }
    }

    IEnumerable<Measurement<double>> Last(Func<RetentionRun, double> value) => _step.Last is { } run ? [new(value(run))] : [];

    [LoggerMessage(50, LogLevel.Information, "Retention: {Consents} consents expired, {Terms} terms ended, {Acts} acts removed, {Persons} persons forgotten; {OnHold} on hold, {Refused} refused")]
    static partial void Ran(ILogger log, long consents, long terms, long acts, long persons, long onHold, long refused);

    [LoggerMessage(51, LogLevel.Error, "Retention could not be run ({Error}); it is tried again")]
    static partial void Failed(ILogger log, string error);
}
