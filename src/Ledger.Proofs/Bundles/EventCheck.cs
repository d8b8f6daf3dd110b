namespace Ledger.Proofs;

/// <summary>
/// One pass over events, proof, openings and table side by side: each event must be the leaf the proof has for it, belong to the scope,
/// and give its row. Where lines and leaves part, a look one line ahead tells a lost event from an added, doubled or changed one.
/// </summary>
internal sealed class EventCheck(BundleScope scope, BundleFindings findings, EventSource events, LeafSource leaves)
{
    private const int ProgressStep = 4096;

    /// <summary>An event recorded this long after it happened is counted as recorded after the act.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromDays(1);

    private readonly byte[] _previousHash = new byte[MerkleTree.HashLength];
    private readonly PersonCheck _person = new(scope, findings);
    private long? _previousIndex;
    private long _nextIndex;

    /// <summary>Reads openings.json.</summary>
    internal required OpeningCheck Openings { get; init; }

    /// <summary>Compares events.csv.</summary>
    internal required CsvCheck Csv { get; init; }

    /// <summary>Told the number of events checked, now and then.</summary>
    internal required IProgress<long>? Progress { get; init; }

    /// <summary>Events found in the log, and of these the ones recorded late.</summary>
    internal (long Proved, long Late) Count { get; private set; }

    internal string? PersonId => _person.PersonId;

    internal void Run()
    {
        Csv.Header();
        while (leaves.ProofFault is null && (events.HasCurrent || leaves.HasCurrent))
        {
            if (events.HasCurrent && leaves.HasCurrent && events.LeafHash.SequenceEqual(leaves.Hash))
            {
                Proved();
            }
            else
            {
                Csv.GiveUp();
                Parted();
            }
        }
        if (leaves.ProofFault is not null)
        {
            // Without a proof nothing tells which event is which; the files' hashes still are compared.
            Csv.GiveUp();
            return;
        }
        Openings.End();
        Csv.End();
        _person.End();
        if (scope.IsWholeLedger && _nextIndex != scope.Known + 1)
        {
            findings.Fault(FaultCode.SequenceGap, BundleFile.Events, _nextIndex, "The whole ledger was asked for, and events are missing at its end.");
        }
    }

    private void Proved()
    {
        var index = leaves.Index;
        Count = Count with { Proved = Count.Proved + 1 };
        if (Count.Proved % ProgressStep == 0)
        {
            Progress?.Report(Count.Proved);
        }
        CheckPlace(index);
        if (StoredEvent.Parse(events.Line) is { } stored)
        {
            CheckContent(index, stored);
        }
        else
        {
            findings.Fault(FaultCode.Malformed, BundleFile.Events, index, "The line is not an event of the format.");
            Csv.GiveUp();
        }
        (_previousIndex, _nextIndex) = (index, index + 1);
        events.LeafHash.CopyTo(_previousHash);
        events.Advance();
        leaves.Advance();
    }

    private void CheckPlace(long index)
    {
        if (leaves.ExportIndex is { } export && index > export)
        {
            findings.Fault(FaultCode.EventAfterExport, BundleFile.Events, index, "The event was recorded after the export.");
        }
        else if (index > scope.Known)
        {
            findings.Fault(FaultCode.EventBeyondKnown, BundleFile.Events, index, "The event was recorded after the index the answer was taken at.");
        }
        if (scope.IsWholeLedger && index != _nextIndex)
        {
            findings.Fault(FaultCode.SequenceGap, BundleFile.Events, _nextIndex, "The whole ledger was asked for, and an event is missing.");
        }
    }

    private void CheckContent(long index, StoredEvent stored)
    {
        if (index <= scope.Known && !scope.Includes(index, stored))
        {
            findings.Fault(FaultCode.EventOutOfScope, BundleFile.Events, index, "The event is none of those the scope asked for.");
        }
        if (stored.RecordedTime - stored.Time > Late)
        {
            Count = Count with { Late = Count.Late + 1 };
        }
        var values = Openings.Open(index, stored);
        _person.Take(index, stored, values);
        Csv.Row(index, stored, values);
    }

    /// <summary>The line is not what the log holds at the leaf's index; says why, and goes on where the two meet again.</summary>
    private void Parted()
    {
        if (!leaves.HasCurrent || !events.HasCurrent)
        {
            OneIsLeft();
        }
        else if (leaves.AheadIs(events.LeafHash) && events.AheadIs(leaves.Hash))
        {
            findings.Fault(FaultCode.EventsSwapped, BundleFile.Events, leaves.Index, "The event has changed places with the one after it.");
            Skip(lines: 2, leafCount: 2);
        }
        else if (leaves.AheadIs(events.LeafHash))
        {
            findings.Fault(FaultCode.EventMissing, BundleFile.Events, leaves.Index, "The proof has the event and the file has not.");
            Skip(lines: 0, leafCount: 1);
        }
        else if (IsDoubled())
        {
            Skip(lines: 1, leafCount: 0);
        }
        else if (events.AheadIs(leaves.Hash))
        {
            findings.Fault(FaultCode.EventAdded, BundleFile.Events, leaves.Index, "Before this event stands one that the proof has not.");
            Skip(lines: 1, leafCount: 0);
        }
        else
        {
            findings.Fault(FaultCode.EventChanged, BundleFile.Events, leaves.Index, "The event's bytes are not the ones in the log at its index.");
            Skip(lines: 1, leafCount: 1);
        }
    }

    private void OneIsLeft()
    {
        if (leaves.HasCurrent)
        {
            findings.Fault(FaultCode.EventMissing, BundleFile.Events, leaves.Index, "The proof has the event and the file has not.");
            Skip(lines: 0, leafCount: 1);
        }
        else
        {
            if (!IsDoubled())
            {
                findings.Fault(FaultCode.EventAdded, BundleFile.Events, null, $"Event {events.Count} of the file is not in the proof.");
            }
            Skip(lines: 1, leafCount: 0);
        }
    }

    private bool IsDoubled()
    {
        if (_previousIndex is null || !events.LeafHash.SequenceEqual(_previousHash))
        {
            return false;
        }
        findings.Fault(FaultCode.EventDoubled, BundleFile.Events, _previousIndex, "The file has the event twice.");
        return true;
    }

    private void Skip(int lines, int leafCount)
    {
        for (; lines > 0; lines--)
        {
            events.Advance();
        }
        for (; leafCount > 0; leafCount--)
        {
            _nextIndex = leaves.Index + 1;
            leaves.Advance();
        }
    }
}
