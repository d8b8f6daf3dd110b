using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Ledger.Projections;

/// <summary>What the projections tell of their work: counts, durations and stable codes, never a value of an event.</summary>
static class FoldInstruments
{
    /// <summary>Name of the meter and of the activity source.</summary>
    const string Name = "Ledger.Projections";

    static readonly Meter Meter = new(Name);

    static readonly Histogram<double> Duration = Meter.CreateHistogram("ledger.fold.duration", "s", "One batch folded into the read models and committed.",
        null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] });

    static readonly Histogram<long> Events = Meter.CreateHistogram("ledger.fold.events", "{event}", "Events in one such batch.",
        null, new InstrumentAdvice<long> { HistogramBucketBoundaries = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000] });

    static readonly Counter<long> Answers = Meter.CreateCounter<long>("ledger.permission.answers", "{answer}", "Answers to \"may I?\", by reason.");

    public static ActivitySource Source { get; } = new(Name);

    public static void Folded(TimeSpan took, int events)
    {
        Duration.Record(took.TotalSeconds);
        Events.Record(events);
    }

    /// <summary>Reasons are the constants of <see cref="PermissionReasons"/> and the names of legal bases: a bounded set.</summary>
    public static PermissionAnswer Counted(this PermissionAnswer answer)
    {
        Answers.Add(1, new("ledger.allowed", answer.Allowed), new("ledger.reason", answer.Reason));
        return answer;
    }
}
