using System.Threading.Channels;
using Ledger.Sealing;

namespace Ledger.Journal;

/// <summary>
/// The one writer of a ledger. Submissions queue up; whatever waits becomes one group: vault keys first, then one durable append, then the answers.
/// A submission is all or nothing. Answers are given after the append is durable, never before.
/// </summary>
public sealed class Sequencer : IAsyncDisposable
{
    readonly Channel<Submission> queue;
    readonly IJournal journal;
    readonly IKeyVault vault;
    readonly TimeProvider clock;
    readonly SequencerLimits limits;
    readonly Task loop;
    Exception? failure;
    DateTimeOffset lastRecorded = DateTimeOffset.MinValue;

    /// <summary>Starts the writer of this journal. There must be no other.</summary>
    public Sequencer(IJournal journal, IKeyVault vault, TimeProvider clock, SequencerLimits? limits = null)
    {
        (this.journal, this.vault, this.clock, this.limits) = (journal, vault, clock, limits ?? new());
        queue = Channel.CreateBounded<Submission>(new BoundedChannelOptions(this.limits.QueueMax) { SingleReader = true });
        loop = Task.Run(Run);
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
            await queue.Writer.WriteAsync(submission, cancel);
        }
        catch (ChannelClosedException closed)
        {
            throw new LedgerStoppedException(failure ?? closed);
        }
        return await submission.Answer.Task;
    }

    /// <summary>Takes no more, records what was accepted, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await loop;
    }

    async Task Run()
    {
        var group = new List<Submission>();
        while (await queue.Reader.WaitToReadAsync())
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
        while (events < limits.GroupEventsMax && queue.Reader.TryRead(out var submission))
        {
            group.Add(submission);
            events += submission.Proposals.Count;
        }
    }

    async ValueTask Record(List<Submission> submissions)
    {
        while (true)
        {
            var now = clock.GetUtcNow();
            lastRecorded = now > lastRecorded ? now : lastRecorded;   // recorded times never run backwards
            var group = new Group(journal, vault, await journal.Count(default), lastRecorded);
            var answers = new List<Submitted>(submissions.Count);
            foreach (var submission in submissions) answers.Add(await group.Take(submission.Proposals));
            if (group.Entries.Count > 0)
            {
                await vault.Commit(default);
                if (await journal.Append(group.Entries, default) == Appended.Conflict) continue;   // another writer was faster: decide again
                foreach (var (index, destroys) in group.Destructions)   // durable first, then the keys go, then it is acknowledged
                    await vault.Destroy(destroys.Keys, destroys.Forget, index, default);
            }
            for (var i = 0; i < answers.Count; i++) submissions[i].Answer.SetResult(answers[i]);
            return;
        }
    }

    void Stop(List<Submission> group, Exception error)
    {
        failure = error;
        queue.Writer.TryComplete();
        foreach (var submission in group) submission.Answer.TrySetException(new LedgerStoppedException(error));
        while (queue.Reader.TryRead(out var waiting)) waiting.Answer.TrySetException(new LedgerStoppedException(error));
    }

    sealed record Submission(IReadOnlyList<Proposal> Proposals)
    {
        public TaskCompletionSource<Submitted> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
