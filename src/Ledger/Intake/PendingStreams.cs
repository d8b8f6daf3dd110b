using Ledger.Journal;
using Ledger.Persons;

namespace Ledger.Intake;

/// <summary>What earlier events of a batch add to streams before it is recorded, so that a later command of the batch is decided after them.</summary>
public sealed class PendingStreams
{
    readonly List<(PreparedEvent Event, RecordedEvent Recorded)> _pending = [];

    /// <summary>One more event of the batch, and before it what introduces its person, where nothing of the batch has done so.</summary>
    public void Add(Proposal proposal, Publication publication)
    {
        if (proposal.Introduction is { } introduction && _pending.TrueForAll(p => p.Event.Stream != introduction.Stream))
            Add(introduction, new SubjectRegistered());
        Add(proposal.Event, publication.Data);
    }

    /// <summary>Whether an earlier event of the batch destroys a key this one is sealed under, or forgets its person.</summary>
    public bool Destroys(PreparedEvent later) =>
        _pending.Exists(p => p.Event.Destroys is { } destroys && (later.Subject is { } subject && subject == destroys.Forget
            || later.Keys.Any(key => key.Owner == destroys.Forget || destroys.Keys.Contains(key))));

    /// <summary>The batch's earlier events of a stream that are not recorded yet.</summary>
    public async ValueTask<List<RecordedEvent>> Of(string stream, IJournal journal, CancellationToken cancel)
    {
        List<RecordedEvent> events = [];
        foreach (var (prepared, recorded) in _pending)
            if (prepared.Stream == stream && await journal.Find(prepared.Publication, cancel) is null) events.Add(recorded);
        return events;
    }

    void Add(PreparedEvent prepared, IEventData data) =>
        _pending.Add((prepared, new(-1, prepared.Id, prepared.Source, prepared.Kind.Name, prepared.Subject, prepared.Time, prepared.Time, prepared.Stream, -1,
            prepared.Actor, data)));
}
