using System.Threading.Channels;
using Ledger.Sealing;

namespace Ledger.Journal;

/// <summary>
/// The one writer of a ledger. Submissions queue up; whatever waits becomes one group: vault keys first, then one durable append, then the answers.
/// A submission is all or nothing. Answers are given after the append is durable, never before.
/// </summary>
public sealed class Sequencer : IAsyncDisposable
{
    readonly Channel<Submission> _queue;
    readonly IJournal _journal;
    readonly IKeyVault _vault;
    readonly TimeProvider _clock;
    readonly SequencerLimits _limits;
    readonly Task _loop;
    Exception? _failure;
    DateTimeOffset _lastRecorded = DateTimeOffset.MinValue;

    /// <summary>Starts the writer of this journal. There must be no other.</summary>
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
    public async ValueTask<Submitted> Submit(IReadOnlyList<Proposal> proposals, CancellationToken cancel)
    {
        var submission = new Submission(proposals);
        try
        {
            await _queue.Writer.WriteAsync(submission, cancel);
        }
        catch (ChannelClosedException closed)
        {
            throw new LedgerStoppedException(_failure ?? closed);
        }
        return await submission.Answer.Task;
    }

    /// <summary>Takes no more, records what was accepted, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
    }

    async Task Run()
    {
        var group = new List<Submission>();
        while (await _queue.Reader.WaitToReadAsync())
        {
            Gather(group);
            try
            {
                await Record(group);
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                Stop(group, error);
                return;
            }
            group.Clear();
        }
    }

    void Gather(List<Submission> group)
    {
        var events = 0;
        while (events < _limits.GroupEventsMax && _queue.Reader.TryRead(out var submission))
        {
            group.Add(submission);
            events += submission.Proposals.Count;
        }
    }

    async ValueTask Record(List<Submission> submissions)
    {
        while (true)
        {
            var now = _clock.GetUtcNow();
            _lastRecorded = now > _lastRecorded ? now : _lastRecorded;   // recorded times never run backwards
            var group = new Group(_journal, _vault, await _journal.Count(default), _lastRecorded);
            var answers = new List<Submitted>(submissions.Count);
            foreach (var submission in submissions) answers.Add(await group.Take(submission.Proposals));
            if (group.Entries.Count > 0)
            {
                await _vault.Commit(default);
                if (await _journal.Append(group.Entries, default) == Appended.Conflict) continue;   // another writer was faster: decide again
                foreach (var (index, destroys) in group.Destructions)   // durable first, then the keys go, then it is acknowledged
                    await _vault.Destroy(destroys.Keys, destroys.Forget, index, default);
            }
            for (var i = 0; i < answers.Count; i++) submissions[i].Answer.SetResult(answers[i]);
            return;
        }
    }

    void Stop(List<Submission> group, Exception error)
    {
        _failure = error;
        _queue.Writer.TryComplete();
        foreach (var submission in group) submission.Answer.TrySetException(new LedgerStoppedException(error));
        while (_queue.Reader.TryRead(out var waiting)) waiting.Answer.TrySetException(new LedgerStoppedException(error));
    }

    sealed record Submission(IReadOnlyList<Proposal> Proposals)
    {
        public TaskCompletionSource<Submitted> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
