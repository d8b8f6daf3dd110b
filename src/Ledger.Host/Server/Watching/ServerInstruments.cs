using System.Diagnostics;
using System.Diagnostics.Metrics;
using Ledger.Journal;

namespace Ledger.Host.Server;

/// <summary>What one server tells of its ledger: gauges of how it stands, and how long events wait for their proof. Names, numbers and rule ids alone.</summary>
sealed class ServerInstruments : IDisposable
{
    /// <summary>Name of the meter and of the activity source.</summary>
    public const string Name = "Ledger.Host";

    readonly Meter _meter = new(Name);
    readonly Histogram<double> _proofDelay;
    readonly IJournal _journal;
    readonly TimeProvider _clock;
    readonly Standings _standings;
    readonly DutyCounts _duties;
    SignedCheckpoint? _signed;
    long? _signedAt;

    public ServerInstruments(IJournal journal, Sequencer sequencer, Standings standings, DutyCounts duties, TimeProvider clock, EmbeddedLedger ledger)
    {
        (_journal, _standings, _duties, _clock) = (journal, standings, duties, clock);
        _proofDelay = _meter.CreateHistogram("ledger.proof.delay", "s", "From recording the oldest event a checkpoint newly covers to its signature: time to proof.",
            null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 10, 30, 60] });
        Gauge("ledger.serving", "1", "Whether this process holds the ledger: 1 unless another replica took it over.", () => ledger.Lost.IsCompleted ? 0 : 1);
        _meter.CreateObservableCounter<long>("ledger.turns", () => ledger.Turn is { } turn ? [new(turn)] : [], "{turn}", "Times a replica took the ledger, over all replicas.");
        Gauge("ledger.queue.depth", "{batch}", "Batches waiting for the sequencer.", () => sequencer.Waiting);
        Standing("ledger.journal.events", "{event}", "Events in the journal.", standing => standing.Events);
        Standing("ledger.disk.free", "By", "Free bytes of the data folder's volume.", standing => standing.DiskFree);
        Standing("ledger.checkpoint.uncovered", "{event}", "Events no signed checkpoint covers yet.", standing => standing.Events - standing.Covered);
        Projection("ledger.projection.lag", "{event}", "Events the read models lack.", standing => standing.Events - standing.Folded);
        Projection("ledger.projection.lag.duration", "s", "How long the oldest of them has been recorded.", standing => standing.FoldedBehind.TotalSeconds);
        _meter.CreateObservableGauge("ledger.checkpoint.age", CheckpointAge, "s", "Since the newest checkpoint was signed.");
        _meter.CreateObservableGauge("ledger.duties.open", () => Duties(count => count.Open), "{duty}", "Open duties, by rule.");
        _meter.CreateObservableGauge("ledger.duties.overdue", () => Duties(count => count.Overdue), "{duty}", "Open duties past their end, by rule.");
    }

    public static ActivitySource Source { get; } = new(Name);

    /// <summary>Looks at the ledger again, for the gauges: instruments are read where nothing can be waited for.</summary>
    public async ValueTask Refresh(CancellationToken cancel)
    {
        await _standings.Look(cancel);
        await _duties.Refresh(cancel);
    }

    /// <summary>Notes a checkpoint; not to be called concurrently.</summary>
    public async ValueTask Signed(SignedCheckpoint signed, CancellationToken cancel)
    {
        var before = _signed;
        _signed = signed;
        if (before?.Size == signed.Size) return;
        _signedAt = _clock.GetTimestamp();
        if (before is not null && _proofDelay.Enabled && await RecordedTimes.Of(_journal, before.Size, cancel) is { } recorded)
            _proofDelay.Record(Math.Max(0, (_clock.GetUtcNow() - recorded).TotalSeconds));
    }

    public void Dispose() => _meter.Dispose();

    void Gauge(string name, string unit, string description, Func<long> value) => _meter.CreateObservableGauge(name, value, unit, description);

    void Standing(string name, string unit, string description, Func<Standing, long> value) =>
        _meter.CreateObservableGauge<long>(name, () => _standings.Last is { } last ? [new(value(last))] : [], unit, description);

    /// <summary>All read models share one position (docs/decisions/0006); the label leaves room for others.</summary>
    void Projection(string name, string unit, string description, Func<Standing, double> value) => _meter.CreateObservableGauge<double>(
        name, () => _standings.Last is { } last ? [new(value(last), new KeyValuePair<string, object?>("ledger.projection", "read-models"))] : [], unit, description);

    IEnumerable<Measurement<double>> CheckpointAge() => _signedAt is { } at ? [new(_clock.GetElapsedTime(at).TotalSeconds)] : [];

    IEnumerable<Measurement<long>> Duties(Func<DutyCount, long> value) =>
        _duties.Last.Select(count => new Measurement<long>(value(count), new KeyValuePair<string, object?>("ledger.rule", count.Rule)));
}
