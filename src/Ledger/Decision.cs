using System.Collections.Immutable;

namespace Ledger;

/// <summary>What a decider answers: events to record (none where the request was met already), or a refusal.</summary>
/// <typeparam name="TEvent">The event family of the decider's noun.</typeparam>
public sealed record Decision<TEvent>
{
    internal Decision(ImmutableArray<TEvent> events, Refusal? refusal) => (Events, Refusal) = (events, refusal);

    /// <summary>The events to record, in order; empty where there is nothing to do or the answer is no.</summary>
    public ImmutableArray<TEvent> Events { get; }

    /// <summary>Why not, or null where the answer is yes.</summary>
    public Refusal? Refusal { get; }

    /// <summary>One event happens.</summary>
    public static implicit operator Decision<TEvent>(TEvent happened) => new([happened], null);

    /// <summary>The answer is no.</summary>
    public static implicit operator Decision<TEvent>(Refusal refusal) => new([], refusal);
}

/// <summary>Makes decisions where the implicit conversion cannot.</summary>
public static class Decision
{
    /// <summary>There is nothing to do: what is asked for is so already.</summary>
    public static Decision<TEvent> Nothing<TEvent>() => new([], null);
}

/// <summary>What an officer asks for: the event that is to happen, when, and who asks.</summary>
/// <typeparam name="TEvent">The event family of the noun.</typeparam>
/// <param name="Event">What is to happen, complete but for its place.</param>
/// <param name="Time">When it happens: commands carry their time.</param>
/// <param name="Actor">Who asks.</param>
public sealed record Command<TEvent>(TEvent Event, DateTimeOffset Time, string Actor);

/// <summary>The three pure functions of a noun that has rules: no I/O, clock or randomness; commands carry their time.</summary>
/// <typeparam name="TState">What the noun remembers.</typeparam>
/// <typeparam name="TCommand">What an officer asks for.</typeparam>
/// <typeparam name="TEvent">What happens.</typeparam>
public interface IDecider<TState, in TCommand, TEvent>
{
    /// <summary>The state before anything happened.</summary>
    static abstract TState Initial { get; }

    /// <summary>The state after one more event.</summary>
    static abstract TState Evolve(TState state, TEvent happened);

    /// <summary>What the command leads to in this state.</summary>
    static abstract Decision<TEvent> Decide(TState state, TCommand command);
}
