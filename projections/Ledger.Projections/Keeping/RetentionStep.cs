using Ledger.Consents;
using Ledger.Destruction;
using Ledger.Intake;
using Ledger.Reading;
using MediatR;

namespace Ledger.Projections;

/// <summary>
/// The ledger's own step of retention. It finds what is due in the read models and records it through the deciders, a few at a time so that publishers keep
/// their turn; what the read models do not know yet the deciders do. One run at a time.
/// </summary>
public sealed class RetentionStep(IReadModelStore store, RetentionSchedule schedule, OwnAccount account, TimeProvider clock)
    : IRequestHandler<RunRetention, Outcome<RetentionRun>>, IDisposable
{
    /// <summary>Rows read at a time, steps under way at a time, and steps in one run.</summary>
    const int Page = 256, AtATime = 8;

    /// <summary>Steps taken in one run at most; what is left is for the next.</summary>
    public const int StepsMax = 10_000;

    readonly SemaphoreSlim _one = new(1);

    /// <summary>What the last run did, or null before the first.</summary>
    public RetentionRun? Last { get; private set; }

    /// <inheritdoc/>
    public async Task<Outcome<RetentionRun>> Handle(RunRetention request, CancellationToken cancellationToken) => await Run(cancellationToken);

    /// <summary>Runs once; it can stop after any step, and the next run goes on.</summary>
    public async Task<RetentionRun> Run(CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            var tally = new Tally();
            var now = clock.GetUtcNow();
            foreach (var term in await schedule.Terms(now, cancel))
                if (term.IsStep) await Run(term, now, tally, cancel);
            return Last = tally.Sum(now);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    async ValueTask Run(RetentionTerm term, DateTimeOffset now, Tally tally, CancellationToken cancel)
    {
        Place? after = null;
        IReadOnlyList<KeepingRow> rows;
        do
        {
            if (tally.Steps >= StepsMax)
            {
                tally.More = true;
                return;
            }
            rows = (await store.Current.Query(KeepingQueries.Of(term, after, Micros.Of(now) + 1, Page, ended: false), cancel)).Value;
            tally.OnHold += rows.Count(row => row.State == KeepingStates.OnHold);
            await Parallel.ForEachAsync(rows.Where(row => row.State == KeepingStates.Runs), new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancel },
                async (row, stop) =>
                {
                    await Task.Yield();   // whoever publishes has his turn
                    tally.Add(term.Kind, await account.Record(StepOf(row, term, now), stop));
                });
            if (rows.Count > 0) after = new(term.Due(rows[^1].At), rows[^1].At, rows[^1].Key);
        }
        while (rows.Count == Page);
    }

    /// <summary>The event that says it: at the end of the term, or now where keys go. Its id is the same whenever it is made.</summary>
    static OwnStep StepOf(KeepingRow row, RetentionTerm term, DateTimeOffset now) => row.Kind switch
    {
        KeepingKinds.Consent => new($"consent-expired-{row.Person}-{row.What}-{row.At}", new ConsentExpired(row.What), row.Person, Micros.ToMoment(row.At)),
        KeepingKinds.Held => new($"retention-{row.Person}-{row.What}-{row.At}",
            new RetentionEnded([row.What], term.Edition!, Micros.ToMoment(row.At)), row.Person, Micros.ToMoment(term.Due(row.At))),
        KeepingKinds.Evidence => new($"forgotten-{row.Person}", new PersonForgotten(ForgetReason.EvidenceTermEnded), row.Person, now),
        KeepingKinds.Act => new($"act-removed-{row.What}", new ActRemoved(row.What), null, now),
        _ => throw new ArgumentOutOfRangeException(nameof(row)),
    };

    /// <summary>What a run did so far; added to concurrently.</summary>
    sealed class Tally
    {
        readonly Lock _gate = new();
        readonly Dictionary<string, long> _recorded = new(StringComparer.Ordinal);
        long _refused;

        /// <summary>What is refused costs nobody a turn: it must not keep what stands behind it from being done.</summary>
        public long Steps { get; private set; }

        public long OnHold { get; set; }

        public bool More { get; set; }

        public void Add(string kind, Outcome<bool> outcome)
        {
            lock (_gate)
            {
                if (outcome.Refusal is { } refusal)
                {
                    if (refusal.Code == PersonErasure.HoldInPlace) OnHold++;
                    else if (refusal.Code != EndedTerms.NothingEnds) _refused++;
                }
                else if (outcome.Value)
                {
                    Steps++;
                    _recorded[kind] = _recorded.GetValueOrDefault(kind) + 1;
                }
            }
        }

        public RetentionRun Sum(DateTimeOffset at) => new(
            at, Of(KeepingKinds.Consent), Of(KeepingKinds.Held), Of(KeepingKinds.Act), Of(KeepingKinds.Evidence), OnHold, _refused, More);

        long Of(string kind) => _recorded.GetValueOrDefault(kind);
    }
}
