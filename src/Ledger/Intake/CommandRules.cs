using Ledger.Journal;

namespace Ledger.Intake;

/// <summary>Which decider decides which command: one line per family.</summary>
static class CommandRules
{
    /// <summary>Null where the command stands; otherwise why not.</summary>
    public static Refusal? Decide(IReadOnlyList<RecordedEvent> history, IEventData proposed, DateTimeOffset time, string actor) => null;
}
