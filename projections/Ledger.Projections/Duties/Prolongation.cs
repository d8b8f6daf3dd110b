using Ledger.Journal;
using Ledger.Persons;

namespace Ledger.Projections;

/// <summary>
/// 152-FZ 21(6): where destruction is impossible in time, the data is blocked and destroyed within six months of the same trigger. The later end holds
/// while everything the duty still waits for is blocked for that reason, and never for what was not blocked while the first end ran.
/// </summary>
static class Prolongation
{
    /// <summary>The duty after a block because destruction is impossible; it never opens one.</summary>
    public static Duty Blocked(Duty duty, PersonState state, DataBlocked block, RecordedEvent happened) =>
        block.Duties?.FirstOrDefault(terms => terms.Rule == duty.Terms.Rule && terms.Start == duty.Terms.Start) is { } longer && duty.ExtendedIndex is null
            ? Settle(duty with { Longer = longer }, state, happened)
            : Settle(duty, state, happened);

    /// <summary>The later end holds once what was not blocked is gone, if it went in time; it falls away with the block.</summary>
    public static Duty Settle(Duty duty, PersonState state, RecordedEvent happened) => duty switch
    {
        { IsOpen: false } or { Longer: null, Shorter: null } => duty,
        { Shorter: { } shorter } => IsBlocked(duty, state) ? duty : duty with { Terms = shorter, Shorter = null, Longer = duty.Terms, ExtendedIndex = null },
        { Longer: { } longer } => IsBlocked(duty, state) && happened.Time < duty.Terms.Due
            ? duty with { Terms = longer, Shorter = duty.Terms, Longer = null, ExtendedIndex = happened.Index }
            : duty,
    };

    static bool IsBlocked(Duty duty, PersonState state) =>
        duty.Waits.All(wait => DutyScope.CategoryOf(wait) is var category && state.Blocks.Any(block => block.Prolongs && block.Covers(category)));
}
