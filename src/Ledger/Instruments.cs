using System.Diagnostics;
using System.Diagnostics.Metrics;
using Ledger.Journal;

namespace Ledger;

/// <summary>
/// What the core tells of its work, to whoever listens to the meter and the activity source of this name: counts, durations and stable codes. Never a
/// value of an event, a stream or an id, and nothing at all where nobody listens.
/// </summary>
public static class Instruments
{
    /// <summary>Name of the meter and of the activity source.</summary>
    public const string Name = "Ledger";

    /// <summary>Seconds, from a group commit on a fast disk to a caller's patience.</summary>
    static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    };

    static readonly InstrumentAdvice<long> Counts = new() { HistogramBucketBoundaries = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 4096] };

    static readonly Meter Meter = new(Name);

    static readonly Histogram<double> AppendDuration = Meter.CreateHistogram(
        "ledger.append.duration", "s", "From handing a batch to the sequencer until its answer, which for what is recorded means durable.", null, Seconds);

    static readonly Histogram<long> BatchEvents = Meter.CreateHistogram("ledger.batch.events", "{event}", "Events in one publication batch.", null, Counts);

    static readonly Histogram<double> GroupDuration = Meter.CreateHistogram(
        "ledger.group.duration", "s", "One group commit: decided, keys and events made durable.", null, Seconds);

    static readonly Histogram<long> GroupEvents = Meter.CreateHistogram("ledger.group.events", "{event}", "Events that shared one group commit.", null, Counts);

    static readonly Counter<long> Refused = Meter.CreateCounter<long>("ledger.publication.refusals", "{refusal}", "Publication batches refused, by code.");

    internal static ActivitySource Source { get; } = new(Name);

    internal static void Appended(TimeSpan took, int events, Submitted answer)
    {
        AppendDuration.Record(took.TotalSeconds, new KeyValuePair<string, object?>(
            "ledger.outcome", answer.Receipts is not null ? "recorded" : answer.Refusal is not null ? "refused" : "conflict"));
        BatchEvents.Record(events);
    }

    internal static void Grouped(TimeSpan took, int events)
    {
        GroupDuration.Record(took.TotalSeconds);
        if (events > 0) GroupEvents.Record(events);
    }

    /// <summary>Counts a refusal and marks the activity with it; passes it on.</summary>
    internal static Outcome<T> Published<T>(this Outcome<T> outcome, Activity? activity)
    {
        if (outcome.Refusal is not { } refusal) return outcome;
        Refused.Add(1, new KeyValuePair<string, object?>("ledger.code", refusal.Code));
        activity?.SetTag("ledger.code", refusal.Code);
        return outcome;
    }
}
