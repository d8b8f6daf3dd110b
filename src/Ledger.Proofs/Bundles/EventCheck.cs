namespace Ledger.Proofs;

/// <summary>
/// One pass over events, proof, openings and table side by side: each event must be the leaf the proof has for it, belong to the scope,
/// and give its row. Where lines and leaves part, <see cref="EventOrder"/> says why.
/// </summary>
internal sealed class EventCheck(BundleScope scope, BundleFindings findings, EventSource events, LeafSource leaves)
{
    const int ProgressStep = 4096;

    const string ContinuedType = "ledger.log.continued.v";

    /// <summary>An event recorded this long after it happened is counted as recorded after the act.</summary>
    static readonly TimeSpan Late = TimeSpan.FromDays(1);

    readonly EventOrder _order = new(findings, events, leaves);
    readonly PersonCheck _person = new(scope, findings);

    /// <summary>Reads openings.json.</summary>
    internal required OpeningCheck Openings { get; init; }

    /// <summary>Compares events.csv.</summary>
    internal required CsvCheck Csv { get; init; }

    /// <summary>Told when each event says it was recorded.</summary>
    internal required StampCheck Stamps { get; init; }

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
            if (_order.Meet)
            {
                Proved();
            }
            else
            {
                Csv.GiveUp();
                _order.Part();
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
        if (scope.IsWholeLedger && _order.NextIndex - 1 != scope.Known)
        {
            findings.Fault(FaultCode.SequenceGap, BundleFile.Events, _order.NextIndex, "The whole ledger was asked for, and events are missing at its end.");
        }
    }

    void Proved()
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
        _order.Advance();
    }

    void CheckPlace(long index)
    {
        if (leaves.ExportIndex is { } export && index > export)
        {
            findings.Fault(FaultCode.EventAfterExport, BundleFile.Events, index, "The event was recorded after the export.");
        }
        else if (index > scope.Known)
        {
            findings.Fault(FaultCode.EventBeyondKnown, BundleFile.Events, index, "The event was recorded after the index the answer was taken at.");
        }
        if (scope.IsWholeLedger && index != _order.NextIndex)
        {
            findings.Fault(FaultCode.SequenceGap, BundleFile.Events, _order.NextIndex, "The whole ledger was asked for, and an event is missing.");
        }
    }

    /// <summary>The scope says where the log went on under another origin; the event that tells of it stands there, and nowhere else.</summary>
    void CheckContinuation(long index, StoredEvent stored)
    {
        var ended = scope.Earlier.FirstOrDefault(earlier => earlier.Before == index);
        var told = stored.IsVersionOf(ContinuedType);
        if (ended is null ? told && index > 0 : !told || stored.Data.PreviousOrigin != ended.Origin)
        {
            findings.Fault(FaultCode.OtherLog, BundleFile.Scope, index, "The scope and the log's events tell otherwise of where it went on under another origin.");
        }
    }

    void CheckContent(long index, StoredEvent stored)
    {
        if (index <= scope.Known && !scope.Includes(index, stored))
        {
            findings.Fault(FaultCode.EventOutOfScope, BundleFile.Events, index, "The event is none of those the scope asked for.");
        }
        CheckContinuation(index, stored);
        Stamps.Take(index, stored.RecordedTime);
        if (stored.RecordedTime - stored.Time > Late)
        {
            Count = Count with { Late = Count.Late + 1 };
        }
        var values = Openings.Open(index, stored);
        _person.Take(index, stored, values);
        Csv.Row(index, stored, values);
    }
}
