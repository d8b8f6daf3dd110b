using Ledger.Journal;
using Ledger.Sealing;

namespace Ledger.Intake;

/// <summary>What earlier events of a batch add to streams before it is recorded, so that a later command of the batch is decided after them.</summary>
public sealed class PendingStreams
{
    /// <summary>Indexes beyond those of any journal stand for places that were not given yet.</summary>
    const long Unplaced = 1L << 40;

    readonly HashSet<KeyName> _going = [];   // keys that go
    readonly HashSet<string> _leaving = new(StringComparer.Ordinal);   // persons who are forgotten
    readonly List<(PreparedEvent Event, RecordedEvent Recorded)> _pending = [];

    /// <summary>One more event of the batch, and before it what introduces the persons it names, where nothing of the batch has done so.</summary>
    public void Add(Proposal proposal)
    {
        foreach (var introduction in proposal.Introductions ?? [])
            if (_pending.TrueForAll(p => p.Event.Stream != introduction.Stream)) Append(introduction);
        Append(proposal.Event);
        foreach (var effect in proposal.Effects ?? []) Append(effect);
    }

    /// <summary>Whether an earlier event of the batch names the person without being about that person.</summary>
    public bool Names(string token) => _pending.Exists(p => p.Event.Named.Contains(token));

    /// <summary>Whether an earlier event of the batch destroys a key this one is sealed under, or forgets its person.</summary>
    public bool Destroys(Proposal later) => Destroys(later.Event) || later.Effects?.Any(Destroys) == true;

    bool Destroys(PreparedEvent later) =>
        (later.Subject is { } subject && _leaving.Contains(subject)) || later.Named.Any(_leaving.Contains)
        || later.Keys.Any(key => _leaving.Contains(key.Owner) || _going.Contains(key));

    /// <summary>The batch's earlier events of a stream that are not recorded yet.</summary>
    public async ValueTask<List<RecordedEvent>> Of(string stream, IJournal journal, CancellationToken cancel)
    {
        List<RecordedEvent> events = [];
        foreach (var (prepared, recorded) in _pending)
            if (prepared.Stream == stream && await journal.Find(prepared.Publication, cancel) is null) events.Add(recorded);
        return events;
    }

    /// <summary>As it will be read once it is recorded: with the duties the ledger wrote into it. What is recorded already has no data, and is skipped.</summary>
    void Append(PreparedEvent prepared)
    {
        if (prepared.Data.IsEmpty || RecordedCodec.Write(prepared, prepared.Time, 0) is not { } line) return;
        var recorded = RecordedCodec.Read(new Entry(0, prepared.Stream, 0, prepared.Publication, line));
        if (prepared.Destroys is { } destroys)
        {
            _going.UnionWith(destroys.Keys);
            if (destroys.Forget is { } token) _leaving.Add(token);
        }
        _pending.Add((prepared, recorded with { Index = Unplaced + _pending.Count, Sequence = -1 }));
    }
}
