using Ledger.Access;
using Ledger.Destruction;
using Ledger.Inquiries;
using Ledger.Journal;
using Ledger.Law;
using Ledger.Sealing;

namespace Ledger.Intake;

/// <summary>Decides officers' commands: folds the command's stream, asks the noun's decider, and says at which length of the stream the decision holds.</summary>
public sealed class CommandDesk(IJournal journal, IKeyVault vault, LegalClock legal)
{
    /// <summary>The publication as it is to be recorded and its stream's expected length; or why not.</summary>
    public async ValueTask<Outcome<(Publication Publication, long? ExpectedLength)>> Decide(
        Publication publication, Actor actor, PendingStreams pending, CancellationToken cancel)
    {
        string? token = null;
        if (publication.Subject is { } userId && (token = vault.FindToken(userId)) is null)
            return new Refusal(Refusals.PersonUnknown, "Nothing is recorded about this person.", "$.subject");
        var stream = Streams.Of(publication.Kind, publication.Data, token, actor.Name);
        List<RecordedEvent> history = [];
        await foreach (var entry in journal.Read(stream, 0, cancel)) history.Add(RecordedCodec.Read(entry));
        history.AddRange(await pending.Of(stream, journal, cancel));
        var data = Complete(publication.Data, token, history);
        var refusal = CommandRules.Decide(history, data, publication.Time, actor.Name);
        return refusal is null ? (publication with { Data = data }, history.Count) : refusal;
    }

    /// <summary>
    /// What only the ledger knows: the keys that go (those of the categories asked for, and with any of them the key that compares publications), and
    /// the new end of a duty that is extended.
    /// </summary>
    internal IEventData Complete(IEventData data, string? token, List<RecordedEvent> history) => data switch
    {
        PersonShredded shredded => shredded with { Keys = Shredded(token!, shredded.Categories) },
        PersonForgotten forgotten => forgotten with { Keys = Forgotten(token!, begins: history.Count == 0) },
        ActRemoved removed => removed with { Keys = [.. vault.KeysOf(KeyName.OwnerOf(Streams.OfAct(removed.Act))).Select(k => k.ToString())] },
        InquiryExtended extension when history.Find(e => e.Data is InquiryReceived) is { } received =>
            extension with { Duties = DutyRules.Extended((InquiryReceived)received.Data, received.Time, extension, legal) },
        _ => data,
    };

    static bool Goes(KeyName key, IReadOnlyList<string>? categories) =>
        categories is not { Count: > 0 } || key.Category == KeyName.PublishedCategory || categories.Contains(key.Category);

    string[] Shredded(string token, IReadOnlyList<string>? categories)
    {
        bool Which(KeyName key) => key.Class == KeyClass.Content && Goes(key, categories);
        if (!vault.KeysOf(token).Any(Which)) return [];
        MakePublishedKey(token);
        return [.. vault.KeysOf(token).Where(Which).Select(k => k.ToString())];
    }

    string[] Forgotten(string token, bool begins)
    {
        MakePublishedKey(token);
        if (begins) vault.CurrentKey(token, KeyClass.Evidence, KeyName.IdentityCategory);   // the introduction that is recorded before this
        return [.. vault.KeysOf(token).Select(k => k.ToString())];
    }

    /// <summary>The command is compared under this key like any publication, and says in the clear whom it means: the key must be among those it destroys.</summary>
    void MakePublishedKey(string token) => vault.CurrentKey(token, KeyClass.Content, KeyName.PublishedCategory);
}
