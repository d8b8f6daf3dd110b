namespace Ledger.Proofs;

/// <summary>
/// Says what became of events where the lines of the file and the leaves of the proof part: a lost event, a changed, repeated, moved or
/// added one. What was proved is known from the leaves, so a line is looked for among the next and the last of them.
/// </summary>
internal sealed class EventOrder(BundleFindings findings, EventSource events, LeafSource leaves)
{
    readonly PassedLeaves _passed = new();

    /// <summary>True when the line is what the proof has in its place.</summary>
    internal bool Meet => events.HasCurrent && leaves.HasCurrent && events.LeafHash.SequenceEqual(leaves.Hash);

    /// <summary>The index behind the last leaf that was dealt with.</summary>
    internal long NextIndex { get; private set; }

    /// <summary>Goes on behind a line and a leaf that meet.</summary>
    internal void Advance()
    {
        events.Advance();
        PassLeaf(shown: true);
    }

    /// <summary>The line is not what the log holds at the leaf's index; says why, and goes on where the two may meet again.</summary>
    internal void Part()
    {
        if (!events.HasCurrent)
        {
            Missing(1);
        }
        else if (leaves.HasCurrent && leaves.Ahead(events.LeafHash) is { } ahead)
        {
            if (ahead == 1 && events.AheadIs(leaves.Hash))
            {
                Fault(FaultCode.EventsSwapped, leaves.Index, "The event has changed places with the one after it.");
                for (var both = 0; both < 2; both++)
                {
                    Advance();
                }
            }
            else
            {
                Missing(ahead);
            }
        }
        else if (_passed.Find(events.LeafHash) is var (index, shown))
        {
            Fault(shown ? FaultCode.EventDoubled : FaultCode.EventsSwapped, index, shown ? "The file has the event twice." : "The event stands behind its place.");
            events.Advance();
        }
        else
        {
            Unknown();
        }
    }

    void Missing(int count)
    {
        for (; count > 0; count--)
        {
            Fault(FaultCode.EventMissing, leaves.Index, "The proof has the event and the file has not.");
            PassLeaf(shown: false);
        }
    }

    /// <summary>The line is no leaf near by: it stands for the leaf that is due, or, where that one's own line follows, before it.</summary>
    void Unknown()
    {
        var due = leaves.HasCurrent ? leaves.Index : (long?)null;
        if (StoredEvent.Parse(events.Line) is null)
        {
            Fault(FaultCode.Malformed, due, $"Line {events.Count} is not an event of the format.");
        }
        if (due is null)
        {
            Fault(FaultCode.EventAdded, null, $"Event {events.Count} of the file is not in the proof.");
        }
        else if (events.AheadIs(leaves.Hash))
        {
            Fault(FaultCode.EventAdded, due, "Before this event stands one that the proof has not.");
        }
        else
        {
            Fault(FaultCode.EventChanged, due, "The event's bytes are not the ones in the log at its index.");
            PassLeaf(shown: false);
        }
        events.Advance();
    }

    void PassLeaf(bool shown)
    {
        _passed.Add(leaves.Index, leaves.Hash, shown);
        NextIndex = leaves.Index + 1;
        leaves.Advance();
    }

    void Fault(string code, long? index, string message) => findings.Fault(code, BundleFile.Events, index, message);
}
