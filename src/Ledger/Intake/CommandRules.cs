using Ledger.Access;
using Ledger.Destruction;
using Ledger.Findings;
using Ledger.Incidents;
using Ledger.Inquiries;
using Ledger.Journal;
using Ledger.Persons;
using Ledger.Policies;
using Ledger.Registers;

namespace Ledger.Intake;

/// <summary>Which decider decides which command: one line per family.</summary>
static class CommandRules
{
    /// <summary>A stream with an event of a newer version is not decided on.</summary>
    public static Refusal Unreadable { get; } = new(Refusals.StreamUnreadable, "The stream holds an event of a newer version: nothing is decided on it. Upgrade first.");

    /// <summary>Null where the command stands; otherwise why not.</summary>
    public static Refusal? Decide(IReadOnlyList<RecordedEvent> history, IEventData proposed, DateTimeOffset time, string actor) => proposed switch
    {
        _ when history.Any(recorded => recorded.Data is UnknownEvent) => Unreadable,
        PolicyEvent asked => Ask<PolicyBook, PolicyEvent>(history, new(asked, time, actor)),
        RegisterEvent asked => Ask<RegisterBook, RegisterEvent>(history, new(asked, time, actor)),
        AccessEvent asked => Ask<AccessBook, AccessEvent>(history, new(asked, time, actor)),
        InquiryEvent asked => Ask<InquiryFile, InquiryEvent>(history, new(asked, time, actor)),
        IncidentEvent asked => Ask<IncidentFile, IncidentEvent>(history, new(asked, time, actor)),
        PersonEvent asked => PersonErasure.Decide(PersonErasure.Of(history), new(asked, time, actor)).Refusal,
        ActEvent asked => Ask<ActFile, ActEvent>(history, new(asked, time, actor)),
        FindingEvent asked => Ask<FindingFile, FindingEvent>(history, new(asked, time, actor)),
        _ => throw new ArgumentException($"No decider takes {proposed.GetType().Name}.", nameof(proposed)),
    };

    static Refusal? Ask<TState, TEvent>(IReadOnlyList<RecordedEvent> history, Command<TEvent> command)
        where TState : IDecider<TState, Command<TEvent>, TEvent> where TEvent : IEventData
    {
        var state = history.Select(recorded => recorded.Data).OfType<TEvent>().Aggregate(TState.Initial, TState.Evolve);
        var decision = TState.Decide(state, command);
        return decision.Refusal ?? (decision.Events.IsEmpty ? new(Refusals.NothingNew, "The ledger says so already; nothing was recorded.") : null);
    }
}
