using Ledger.Journal;
using Ledger.Proofs;
using Ledger.Sealing;

namespace Ledger.Access;

/// <summary>Records in the viewer's own stream whose records are read, before they are shown (152-FZ art. 19(2)(8); clause 2.3).</summary>
public sealed class Readings(Sequencer sequencer, Preparer preparer, TimeProvider clock, FillRandom random)
{
    /// <summary>Records one reading of each person, all or none. Why it could not be recorded, or null: then it is durable, and may be shown.</summary>
    /// <param name="tokens">Whose records: each once, and few enough for one batch; null for what is nobody's.</param>
    /// <param name="what">What is read, for example <c>file</c>.</param>
    /// <param name="reason">Why; sealed under each person's own key, and of what is nobody's under the viewer's.</param>
    /// <param name="actor">Who reads.</param>
    /// <param name="cancel">Gives up.</param>
    public async ValueTask<Refusal?> Record(IReadOnlyList<string?> tokens, string what, string? reason, Actor actor, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        ArgumentNullException.ThrowIfNull(actor);
        if (string.IsNullOrWhiteSpace(reason)) return new(Refusals.ReasonMissing, "Say why you look: the reading is recorded with its reason.");
        if (tokens.Count == 0) return null;
        var now = clock.GetUtcNow();
        var submitted = await sequencer.Submit(
            [.. tokens.Select(token => new Proposal(preparer.Write($"view-{random.NewName()}", new RecordViewed(what, PersonalValue.Of(reason)), token, now, actor.Name)))], cancel);
        return submitted.Receipts is null ? submitted.Refusal ?? new(Refusals.Busy, "The reading could not be recorded; ask again.") : null;
    }
}
