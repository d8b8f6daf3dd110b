namespace Ledger.Tests.Deciders;

/// <summary>Given what happened, when an officer asks, then this: a decider tested as a sentence.</summary>
/// <typeparam name="TState">The decider and its state.</typeparam>
/// <typeparam name="TEvent">Its events.</typeparam>
sealed class Given<TState, TEvent>(params TEvent[] happened) where TState : IDecider<TState, Command<TEvent>, TEvent>
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.FromHours(3));

    public Asked When(TEvent command, DateTimeOffset? time = null) =>
        new(TState.Decide(happened.Aggregate(TState.Initial, TState.Evolve), new(command, time ?? Noon, "officer")), command);

    /// <summary>What the decider said.</summary>
    public sealed class Asked(Decision<TEvent> decision, TEvent command)
    {
        public void ThenItHappens()
        {
            Assert.That(decision.Refusal, Is.Null);
            Assert.That(decision.Events, Is.EqualTo([command]));
        }

        public void ThenNothing() => Assert.That((decision.Refusal, decision.Events.Length), Is.EqualTo(((Refusal?)null, 0)));

        public void ThenRefused(string code, string? path = null)
        {
            Assert.That(decision.Events, Is.Empty);
            Assert.That(decision.Refusal?.Code, Is.EqualTo(code));
            if (path is not null) Assert.That(decision.Refusal?.Path, Is.EqualTo(path));
        }
    }
}
