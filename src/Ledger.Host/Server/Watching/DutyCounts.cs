using Ledger.Projections;
using Ledger.Reading;

namespace Ledger.Host.Server;

/// <summary>Open duties of one rule, and how many of them are overdue.</summary>
sealed record DutyCount(string Rule, long Open, long Overdue);

/// <summary>
/// Counts the open duties for metrics. The read models page and do not count, so a count is kept for ten seconds, and for twenty times as long as it took
/// where that is longer.
/// </summary>
sealed class DutyCounts(IReadModelStore store, TimeProvider clock) : IDisposable
{
    const int Page = 2000;

    static readonly TimeSpan KeptMin = TimeSpan.FromSeconds(10);

    readonly SemaphoreSlim _counting = new(1);
    long _until = long.MinValue;

    /// <summary>What was counted last.</summary>
    public IReadOnlyList<DutyCount> Last { get; private set; } = [];

    /// <summary>Counts again, if the last count is old.</summary>
    public async ValueTask Refresh(CancellationToken cancel)
    {
        await _counting.WaitAsync(cancel);
        try
        {
            var started = clock.GetTimestamp();
            if (started < _until) return;
            Last = await Count(cancel);
            var kept = clock.GetElapsedTime(started) * 20 is var costly && costly > KeptMin ? costly : KeptMin;
            _until = clock.GetTimestamp() + (long)(kept.TotalSeconds * clock.TimestampFrequency);
        }
        finally
        {
            _counting.Release();
        }
    }

    public void Dispose() => _counting.Dispose();

    async ValueTask<IReadOnlyList<DutyCount>> Count(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var counts = new SortedDictionary<string, DutyCount>(StringComparer.Ordinal);
        IReadOnlyList<DutyRow> page;
        var (due, place) = (long.MinValue, -1L);
        do
        {
            page = (await store.Current.Query(DutyQueries.Open(afterDue: due, afterPlace: place, take: Page), cancel)).Value;
            foreach (var duty in page)
            {
                var count = counts.GetValueOrDefault(duty.Rule) ?? new(duty.Rule, 0, 0);
                counts[duty.Rule] = count with { Open = count.Open + 1, Overdue = count.Overdue + (duty.IsOverdue(now) ? 1 : 0) };
            }
            if (page.Count > 0) (due, place) = (page[^1].Due, page[^1].Place);
        }
        while (page.Count == Page);
        return [.. counts.Values];
    }
}
