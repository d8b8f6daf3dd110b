using Ledger.Journal;
using Ledger.Sealing;

namespace Ledger.Findings;

/// <summary>What the operator says to a finding, in the stream it was found in.</summary>
public abstract record FindingEvent : IEventData
{
    /// <summary>Which finding.</summary>
    public abstract string Finding { get; init; }
}

/// <summary>A finding was explained.</summary>
/// <param name="Finding">Which finding.</param>
/// <param name="Explanation">What happened, and what is done about it.</param>
public sealed record FindingExplained(string Finding, [Sealed(KeyClass.Evidence, "finding")] PersonalValue Explanation) : FindingEvent;

/// <summary>The risk of a finding was accepted: it needs no more work.</summary>
/// <param name="Finding">Which finding.</param>
/// <param name="Reason">Why.</param>
/// <param name="AcceptedBy">Who answers for it: the account that says so, which the ledger fills in where it is left out.</param>
public sealed record FindingAccepted(
    string Finding, [Sealed(KeyClass.Evidence, "finding")] PersonalValue Reason, string? AcceptedBy = null) : FindingEvent;
