using Ledger.Intake;

namespace Ledger.Benchmarks;

/// <summary>
/// What it costs that a publication is a request: one of nothing, which needs no disk, by MediatR and its two behaviours, against a call of its handler.
/// </summary>
static class MediatorRow
{
    const int Requests = 200_000;

    /// <summary>One in a hundred of the time one event has where two cores publish 10,000 a second.</summary>
    const double MicrosecondsMax = 2;

    public static async Task<IEnumerable<Figure>> Run(Options options)
    {
        var count = options.Quick ? Requests / 10 : Requests;
        await using var ledger = await TracedLedger.Open(options.Fresh("mediator"));
        var request = new PublishEvents([], TracedLedger.Actor);
        List<(double Microseconds, long Bytes)> rounds = [];
        for (var round = 0; round <= options.Rounds; round++)
        {
            var (sent, called) = (await Cost(count, () => ledger.Mediator.Send(request)), await Cost(count, () => ledger.Publishing.Handle(request, default)));
            rounds.Add(((sent.Seconds - called.Seconds) / count * 1e6, (sent.Bytes - called.Bytes) / count));
        }
        rounds.RemoveAt(0);   // warm-up
        var more = Samples.Median(rounds.Select(round => round.Microseconds));
        return [Figure.Below("MediatR: a request more than a call", $"{more:N2} microseconds, {rounds[^1].Bytes:N0} bytes, authorisation and access journal among it", more, MicrosecondsMax, "microseconds")];
    }

    /// <summary>Nothing is waited for, so one thread does it all.</summary>
    static async Task<(double Seconds, long Bytes)> Cost(int count, Func<Task> ask)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var seconds = await Samples.Seconds(async () =>
        {
            for (var at = 0; at < count; at++) await ask();
        });
        return (seconds, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
