using Ledger.Destruction;
using Ledger.Journal;

namespace Ledger.Intake;

/// <summary>Something the ledger records by itself.</summary>
/// <param name="Id">Its id: the same for the same step, so that a step taken twice adds nothing.</param>
/// <param name="Data">What it says.</param>
/// <param name="Token">The person's token, or null.</param>
/// <param name="Time">When it happened.</param>
public sealed record OwnStep(string Id, IEventData Data, string? Token, DateTimeOffset Time);

/// <summary>
/// What the ledger records on its own account, source <see cref="Preparer.LedgerSource"/>: decided like an officer's command, by the same deciders, on the
/// stream as it is, and recorded only at the length the stream had then. Nobody's id is needed: a person is named by token. Safe for concurrent use.
/// </summary>
public sealed class OwnAccount(IJournal journal, Preparer preparer, CommandDesk desk, Sequencer sequencer)
{
    /// <summary>Who acts.</summary>
    public const string Actor = "ledger";

    /// <summary>How often a step is decided again when its stream moved on meanwhile.</summary>
    const int AttemptsMax = 4;

    /// <summary>Records the step, durably: true where it is new, false where it was recorded before; or why not.</summary>
    public async ValueTask<Outcome<bool>> Record(OwnStep step, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(step);
        for (var attempt = 0; attempt < AttemptsMax; attempt++)
        {
            if (await journal.Find(PublicationKey.Of(Preparer.LedgerSource, step.Id), cancel) is not null) return false;
            List<RecordedEvent> history = [];
            var stream = Streams.Of(EventCatalogue.Of(step.Data.GetType()), step.Data, step.Token, Actor);
            await foreach (var entry in journal.Read(stream, 0, cancel)) history.Add(RecordedCodec.Read(entry));
            var decided = await desk.Decide(step.Data, new(step.Token, history, step.Time, Actor, new()), cancel);
            if ((decided.Refusal ?? EndedTerms.Decide(history, decided.Value.Data, step.Time)) is { } refusal) return refusal;
            var (data, standing) = decided.Value;
            var written = preparer.Write(step.Id, data, step.Token, step.Time, Actor);
            var submitted = await sequencer.Submit([new(written, ExpectedLength: standing.ExpectedLength, Unnamed: standing.Unnamed) { Whole = standing.Whole }], cancel);
            if (submitted.Receipts is [var receipt]) return !receipt.Duplicate;
            if (submitted.Refusal is { } refused) return refused;
        }
        return new Refusal(Refusals.Busy, "Others keep changing the same records; try again.");
    }
}
