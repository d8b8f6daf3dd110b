using Ledger.Access;
using Ledger.Consents;
using Ledger.Destruction;
using Ledger.Findings;
using Ledger.Inquiries;
using Ledger.Journal;
using Ledger.Law;
using Ledger.Sealing;

namespace Ledger.Intake;

/// <summary>
/// Decides officers' commands: folds the command's stream, asks the noun's decider, and says what must still be so when the decision is recorded. What goes for
/// good, keys and lookups, is decided by the <see cref="ErasureDesk"/>.
/// </summary>
public sealed class CommandDesk(IJournal journal, IKeyVault vault, LegalClock legal, ErasureDesk erasure)
{
    /// <summary>The publication as it is to be recorded and what it stands on; or why not.</summary>
    public async ValueTask<Outcome<(Publication Publication, CommandStanding Standing)>> Decide(
        Publication publication, Actor actor, PendingStreams pending, CancellationToken cancel)
    {
        string? token = null;
        if (publication.Subject is { } userId && (token = vault.FindToken(userId)) is null)
            return new Refusal(Refusals.PersonUnknown, "Nothing is recorded about this person.", "$.subject");
        var stream = Streams.Of(publication.Kind, publication.Data, token, actor.Name);
        List<RecordedEvent> history = [];
        await foreach (var entry in journal.Read(stream, 0, cancel)) history.Add(RecordedCodec.Read(entry));
        history.AddRange(await pending.Of(stream, journal, cancel));
        var decided = await Decide(publication.Data, new(token, history, publication.Time, actor.Name, pending), cancel);
        return decided.Refusal is { } refusal ? refusal : (publication with { Data = decided.Value.Data }, decided.Value.Standing);
    }

    /// <summary>What is to be recorded and what it stands on; or why not.</summary>
    internal async ValueTask<Outcome<(IEventData Data, CommandStanding Standing)>> Decide(IEventData asked, DeskCase on, CancellationToken cancel)
    {
        if (asked is PersonShredded shredded) return await erasure.Shred(shredded, on, cancel);
        if (asked is PersonForgotten forgotten) return await erasure.Forget(forgotten, on, cancel);
        var (data, effects) = Complete(asked, on);
        var refused = CommandRules.Decide(on.History, data, on.Time, on.Actor) ?? (data is ActSigned signed ? ActHash.Differs(on.History, signed, journal.Origins, vault) : null);
        return refused is { } refusal ? refusal : (data, new CommandStanding(on.History.Count) { Effects = effects });
    }

    /// <summary>What only the ledger knows: the keys that go with an act, who accepts a finding, and the new end of a duty that is extended.</summary>
    (IEventData Data, IReadOnlyList<Effect>? Effects) Complete(IEventData data, DeskCase on) => data switch
    {
        ActRemoved removed => (removed with { Keys = [.. vault.KeysOf(KeyName.OwnerOf(Streams.OfAct(removed.Act))).Select(k => k.ToString())] }, null),
        FindingAccepted { AcceptedBy: null } accepted => (accepted with { AcceptedBy = on.Actor }, null),
        InquiryExtended extension when on.History.FirstOrDefault(e => e.Data is InquiryReceived) is { } received => Extend(extension, received),
        _ => (data, null),
    };

    /// <summary>Of what the letter said in the person's own stream the duty is there, and so its end is moved there.</summary>
    (IEventData, IReadOnlyList<Effect>?) Extend(InquiryExtended extension, RecordedEvent happened)
    {
        var received = (InquiryReceived)happened.Data;
        var moved = DutyRules.Extended(received.Passed ?? [], extension, legal);
        var extended = extension with { Duties = DutyRules.Extended(received, happened.Time, extension, legal), Passed = moved.Count > 0 ? moved : null };
        return (extended, moved.Count == 0 || happened.Subject is not { } token ? null
            : [new(new ProcessingStopExtended(extension.Inquiry, extension.NoticeSentAt, moved), token)]);
    }
}
