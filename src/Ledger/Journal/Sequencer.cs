using System.Diagnostics;
using System.Threading.Channels;
using Ledger.Sealing;

namespace Ledger.Journal;

/// <summary>
/// The one writer of a process. Submissions queue up; whatever waits becomes one group: vault keys first, then one durable append, then the answers.
/// A submission is all or nothing. Answers are given after the append is durable, never before. Where other processes append too, it takes in what they
/// recorded before it decides, carries out the destructions among it, and decides again where one of them was faster.
/// </summary>
public sealed class Sequencer : IAsyncDisposable
{
    static readonly TimeSpan Nap = TimeSpan.FromMilliseconds(1);

    readonly Channel<Submission> _queue;
    readonly IJournal _journal;
    readonly IKeyVault _vault;
    readonly TimeProvider _clock;
    readonly SequencerLimits _limits;
    readonly HashSet<string> _forgotten = new(StringComparer.Ordinal);   // tokens whose lookup went while this sequencer ran
    readonly RecentEvents _recent = new();
    readonly KnownLengths _lengths = new();
    readonly Task _loop;
    volatile Exception? _failure;
    long _recordingSince;   // when the group at work was begun, 0 between two
    long _head = -1;   // the journal's length after the newest entry this sequencer knows of
    long _carriedOut;
    DateTimeOffset _lastRecorded = DateTimeOffset.MinValue;

    /// <summary>How often one group is decided again after losing a race before the ledger stops: without a bound a journal that never agrees would hang it.</summary>
    const int ConflictsMax = 100;

    /// <summary>How many publications the trace of a group names.</summary>
    const int LinksMax = 64;

    /// <summary>After so many lost races each publication is looked for, even though another writer may have won them all.</summary>
    const int TrustedRacesMax = 3;

    /// <summary>Starts this process's writer of the journal. Other processes may have theirs where the engine lets several append.</summary>
    public Sequencer(IJournal journal, IKeyVault vault, TimeProvider clock, SequencerLimits? limits = null)
    {
        (_journal, _vault, _clock, _limits) = (journal, vault, clock, limits ?? new());
        _queue = Channel.CreateBounded<Submission>(new BoundedChannelOptions(_limits.QueueMax) { SingleReader = true });
        _loop = Task.Run(Run);
    }

    /// <summary>
    /// Records the proposals, all or none, in order. Waits for a place in the queue, then for durability. Cancelling while it waits for a place
    /// withdraws it; afterwards it is recorded or refused whatever the caller does.
    /// </summary>
    /// <exception cref="LedgerStoppedException">An append failed with unknown outcome, now or earlier.</exception>
    /// <exception cref="ObjectDisposedException">The sequencer was closed; nothing was recorded.</exception>
    public async ValueTask<Submitted> Submit(IReadOnlyList<Proposal> proposals, CancellationToken cancel)
    {
        using var activity = Instruments.Source.StartActivity("ledger.append");
        var submission = new Submission(proposals, activity?.Context);
        var started = Stopwatch.GetTimestamp();
        try
        {
            await _queue.Writer.WriteAsync(submission, cancel);
        }
        catch (ChannelClosedException)
        {
            throw _failure is { } failure ? new LedgerStoppedException(failure) : new ObjectDisposedException(nameof(Sequencer));
        }
        var answer = await submission.Answer.Task;
        Instruments.Appended(Stopwatch.GetElapsedTime(started), proposals.Count, answer);
        return answer;
    }

    /// <summary>
    /// Why it stopped by itself, or null: then an event may be durable whose keys have not been destroyed yet (start-up sees to it).
    /// </summary>
    public LedgerStoppedException? Failure => _failure is { } failure ? new(failure) : null;

    /// <summary>Completes when it has stopped, whether it was closed or failed.</summary>
    public Task Ended => _loop;

    /// <summary>
    /// Every destroying event this sequencer recorded below this journal index has been carried out; 0 where it has recorded nothing yet. Never ahead of
    /// an event whose keys are still to go.
    /// </summary>
    public long CarriedOutUpTo => Volatile.Read(ref _carriedOut);

    /// <summary>
    /// Whether this writer destroyed keys by an event at this journal index or later, or may have: true before the first of them goes. Of another writer's
    /// events only <see cref="MayHaveDestroyed(long, CancellationToken)"/> knows.
    /// </summary>
    public bool MayHaveDestroyed(long since) => _recent.Destroyed(since);

    /// <summary>The same, asked of the journal too: what another writer recorded since is read.</summary>
    public async ValueTask<bool> MayHaveDestroyed(long since, CancellationToken cancel)
    {
        var from = Math.Max(since, Volatile.Read(ref _head));   // read first: what is below it is remembered by now
        if (_recent.Destroyed(since)) return true;
        await foreach (var entry in _journal.ReadAll(from, cancel))
            if (DestructionRecovery.MayDestroy(entry) is { } found && DestructionRecovery.MayDestroy(found)) return true;
        return false;
    }

    /// <summary>Submissions waiting in the queue.</summary>
    public int Waiting => _queue.Reader.Count;

    /// <summary>How long the group at work has been under way: zero where none is, long where the disk does not answer.</summary>
    public TimeSpan Recording => Volatile.Read(ref _recordingSince) is var since and not 0 ? Stopwatch.GetElapsedTime(since) : TimeSpan.Zero;

    /// <summary>Takes no more, records what was accepted, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
    }

    async Task Run()
    {
        var group = new List<Submission>();
        var (answered, took) = (0, TimeSpan.Zero);
        while (await _queue.Reader.WaitToReadAsync())
        {
            try
            {
                await Gather(group, answered, took);
                using var activity = Trace(group);
                var started = Stopwatch.GetTimestamp();
                Volatile.Write(ref _recordingSince, started);
                var events = 0;
                for (var done = 0; done < group.Count;)
                {
                    var (added, taken) = await Record(group.GetRange(done, group.Count - done));
                    (events, done) = (events + added, done + taken);
                }
                (answered, took) = (group.Count, Stopwatch.GetElapsedTime(started));
                Volatile.Write(ref _recordingSince, 0);
                activity?.SetTag("ledger.events", events);
                Instruments.Grouped(took, events);
            }
            catch (Exception error)   // whatever it is, nobody must wait for an answer that never comes
            {
                Stop(group, error);
                return;
            }
            group.Clear();
        }
    }

    /// <summary>
    /// Takes what waits. Publishers answered just now tend to come back at once: while fewer wait than were answered, they are waited for, in naps, but
    /// no longer than that group took to record. One group instead of two halves saves a sync of each file.
    /// </summary>
    async ValueTask Gather(List<Submission> group, int answered, TimeSpan took)
    {
        var events = TakeWaiting(group, 0);
        for (var waited = Nap; waited < took && group.Count < answered && events < _limits.GroupEventsMax; waited += Nap)
        {
            var before = group.Count;
            await Task.Delay(Nap);
            events = TakeWaiting(group, events);
            if (group.Count == before) return;
        }
    }

    int TakeWaiting(List<Submission> group, int events)
    {
        while (events < _limits.GroupEventsMax && _queue.Reader.TryRead(out var submission))
        {
            group.Add(submission);
            events += submission.Proposals.Count;
        }
        return events;
    }

    /// <summary>A group belongs to many publications at once, so it links to them, by their ids alone, instead of being the child of one.</summary>
    static Activity? Trace(List<Submission> group) => Instruments.Source.HasListeners()
        ? Instruments.Source.StartActivity(ActivityKind.Internal, default(ActivityContext), null,
            group.Take(LinksMax).Select(s => s.Trace).OfType<ActivityContext>().Select(t => new ActivityLink(new(t.TraceId, t.SpanId, t.TraceFlags))), default, "ledger.group")
        : null;

    /// <summary>Records the group, as far as one append holds it, and answers that; how many events were added, and how many submissions answered.</summary>
    async ValueTask<(int Events, int Answered)> Record(List<Submission> submissions)
    {
        var (trusting, before) = (true, -1L);
        for (var conflicts = 0; conflicts < ConflictsMax; conflicts++)
        {
            var known = conflicts == 0 && _head >= 0;
            var head = known ? _head : await _journal.Count(default);
            trusting = conflicts == 0 || (trusting && head != before && conflicts < TrustedRacesMax);   // lost to another writer, or to what is recorded already
            before = head;
            if (conflicts > 0) _lengths.Clear();
            await TakeIn(head);
            var group = new Group(_journal, _vault, _forgotten, _recent, _lengths, head, Moment(), trusting);
            await group.Foresee(submissions.SelectMany(submission => submission.Proposals));
            var answers = new List<Submitted>(submissions.Count);
            foreach (var submission in submissions)
            {
                if (group.IsFull) break;
                answers.Add(await group.Take(submission.Proposals));
            }
            if (trusting && answers.Exists(answer => answer.Receipts is null)) continue;
            if (group.Entries.Count > 0)
            {
                await _vault.Commit(default);
                if (await _journal.Append(group.Entries, default) == Appended.Conflict) continue;   // a repeat, or another writer was faster: decide again
                _recent.Add(group, head + group.Entries.Count);   // before the first key goes
                foreach (var entry in group.Entries) _lengths.Keep(entry);
                Volatile.Write(ref _head, head + group.Entries.Count);
                await Destroy(group.Destructions);
                Volatile.Write(ref _carriedOut, _head);
            }
            else if (known && await _journal.Count(default) != head) continue;   // what another writer recorded may change the answers
            for (var i = 0; i < answers.Count; i++) submissions[i].Answer.SetResult(answers[i]);
            return (group.Entries.Count, answers.Count);
        }
        throw new InvalidOperationException($"The journal refused one group {ConflictsMax} times.");
    }

    /// <summary>Durable first, then the keys go, those of the whole group at once, then it is acknowledged.</summary>
    async ValueTask Destroy(IReadOnlyList<DueDestruction> due)
    {
        if (due.Count == 0) return;
        await _vault.Destroy(due, default);
        foreach (var one in due)
            if (one.Forget is { } token) _forgotten.Add(token);
    }

    /// <summary>
    /// What was recorded since this sequencer looked last, by another writer or before this one began: whom it names, and what it destroys, which is carried out
    /// here too before anything is decided, so that nothing is recorded under a key that another process is about to destroy.
    /// </summary>
    async ValueTask TakeIn(long head)
    {
        if (head == _head) return;
        if (head < _head) throw new StoreFailedException(StoreFailedException.Damaged, "The journal has fewer entries than it had: what was acknowledged is missing.");
        var from = _head >= 0 ? _head : Math.Min(_vault.DestroyedUpTo, head);
        if (_head < 0) _recent.StartAt(head);
        List<DueDestruction> due = [];
        RecordedEvent? newest = null;
        await foreach (var entry in _journal.ReadAll(Math.Min(from, Math.Max(0, head - 1)), default))
        {
            if (entry.Index >= head) break;
            newest = RecordedCodec.Read(entry);
            if (entry.Index < from) continue;
            _lengths.Keep(entry);
            var destroys = DestructionRecovery.Of(newest.Data, newest.Subject);
            if (destroys is not null) due.Add(new(entry.Index, destroys.Keys, destroys.Forget));
            _recent.Add(PersonRefs.In(newest.Data).Select(person => person.Text), DestructionRecovery.MayDestroy(newest), entry.Index);
        }
        await Destroy(due);
        if (newest is not null) Advance(newest.RecordedTime);
        Volatile.Write(ref _head, head);
    }

    /// <summary>The time of recording: now, or that of the newest entry where the clock was set back. It never runs backwards, not over a restart either.</summary>
    DateTimeOffset Moment()
    {
        Advance(_clock.GetUtcNow());
        return _lastRecorded;
    }

    void Advance(DateTimeOffset to) => _lastRecorded = to > _lastRecorded ? to : _lastRecorded;

    void Stop(List<Submission> group, Exception error)
    {
        _failure = error;
        _queue.Writer.TryComplete();
        foreach (var submission in group) submission.Answer.TrySetException(new LedgerStoppedException(error));
        while (_queue.Reader.TryRead(out var waiting)) waiting.Answer.TrySetException(new LedgerStoppedException(error));
    }

    sealed record Submission(IReadOnlyList<Proposal> Proposals, ActivityContext? Trace)
    {
        public TaskCompletionSource<Submitted> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
