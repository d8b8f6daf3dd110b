using Ledger.Journal;

namespace Ledger.Intake;

/// <summary>What earlier events of a batch add to streams before it is recorded, so that a later command of the batch is decided after them.</summary>
public sealed class PendingStreams
{
    readonly List<(Proposal Proposal, RecordedEvent Event)> _pending = [];

    /// <summary>One more event of the batch.</summary>
    public void Add(Proposal proposal, Publication publication) =>
        _pending.Add((proposal, new(-1, publication.Id, publication.Source, publication.Kind.Name, proposal.Event.Subject, publication.Time,
            publication.Time, proposal.Event.Stream, -1, proposal.Event.Actor, publication.Data)));

    /// <summary>The batch's earlier events of a stream that are not recorded yet.</summary>
    public async ValueTask<List<RecordedEvent>> Of(string stream, IJournal journal, CancellationToken cancel)
    {
        List<RecordedEvent> events = [];
        foreach (var (proposal, recorded) in _pending)
            if (proposal.Event.Stream == stream && await journal.Find(proposal.Event.Publication, cancel) is null) events.Add(recorded);
        return events;
    }
}
