using Ledger.Destruction;
using Ledger.Inquiries;
using Ledger.Journal;
using Ledger.Sealing;

namespace Ledger.Intake;

/// <summary>What a command is decided on.</summary>
/// <param name="Token">The token of its person, or null.</param>
/// <param name="History">Its stream, with what the batch adds to it.</param>
/// <param name="Time">When it is given.</param>
/// <param name="Actor">Who gives it.</param>
/// <param name="Pending">The batch's earlier events.</param>
public sealed record DeskCase(string? Token, IReadOnlyList<RecordedEvent> History, DateTimeOffset Time, string Actor, PendingStreams Pending);

/// <summary>
/// Decides whether a person's keys may go and names those that do: the decider of the person's own stream, then what other streams and the registers say
/// (docs/decisions/0015-what-goes-and-when.md).
/// </summary>
public sealed class ErasureDesk(IJournal journal, IKeyVault vault, IPersonDuties duties, INamedPersons named, IDepositedAnswers? answers = null)
{
    /// <summary>The shredding as it is to be recorded, or why not: content keys of the categories asked for, and of those that serve the purposes alone.</summary>
    public async ValueTask<Outcome<(IEventData Data, CommandStanding Standing)>> Shred(PersonShredded asked, DeskCase on, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(on);
        var token = on.Token!;
        if (Unreadable(on)) return CommandRules.Unreadable;
        var standing = await duties.Of(token, on.History, asked.Purposes ?? [], on.Time, cancel);
        string[] going = asked.IsWhole ? [] : [.. asked.Categories.Union(standing.Serving)];
        var shredded = asked with { Keys = asked.IsWhole || going.Length > 0 ? ContentKeys(token, going) : [] };
        if (CommandRules.Decide(on.History, shredded with { Categories = going }, on.Time, on.Actor) is { } refusal) return refusal;
        return ShreddingDuties.Refused(shredded, going, standing.Duties) is { } open ? open
            : Stands(on, shredded, asked.IsWhole ? new(token, KeyClass.Content) : null);
    }

    /// <summary>The forgetting as it is to be recorded, or why not. An order of a court or the regulator overrides terms, but no hold.</summary>
    public async ValueTask<Outcome<(IEventData Data, CommandStanding Standing)>> Forget(PersonForgotten asked, DeskCase on, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(on);
        var token = on.Token!;
        var forgotten = asked with { Keys = AllKeys(token, begins: on.History.Count == 0) };
        if (CommandRules.Decide(on.History, forgotten, on.Time, on.Actor) is { } refusal) return refusal;
        if (forgotten.Reason == ForgetReason.Ordered) return Stands(on, forgotten, new(token));
        var naming = await named.Of(token, cancel);
        var acts = on.History.Select(recorded => recorded.Data).OfType<DataDestroyed>().Select(destroyed => destroyed.Act).OfType<string>().Select(Streams.OfAct);
        if (on.Pending.Names(token) || naming.Until > on.Time) return PersonErasure.TermRuns;
        foreach (var stream in naming.Streams.Union(acts))
            if (await Needs(stream, on, cancel)) return PersonErasure.TermRuns;
        return Stands(on, forgotten, new(token), new UnnamedSince(token, naming.Known));
    }

    static bool Unreadable(DeskCase on) => on.History.Any(recorded => recorded.Data is UnknownEvent);

    static Outcome<(IEventData, CommandStanding)> Stands(DeskCase on, IEventData data, WholeKeys? whole, UnnamedSince? unnamed = null) =>
        (data, new CommandStanding(on.History.Count, unnamed, whole));

    /// <summary>Whether a stream that names the person is evidence that must be kept by then: an act of destruction, or the stream of a person represented.</summary>
    async ValueTask<bool> Needs(string stream, DeskCase on, CancellationToken cancel)
    {
        List<RecordedEvent> events = [];
        await foreach (var entry in journal.Read(stream, 0, cancel)) events.Add(RecordedCodec.Read(entry));
        events.AddRange(await on.Pending.Of(stream, journal, cancel));
        if (events.Exists(recorded => recorded.Data is UnknownEvent)) return true;
        var act = events.Select(recorded => recorded.Data).OfType<ActEvent>().Aggregate(ActFile.Initial, ActFile.Evolve);
        if (act.Issued is not null) return !act.Removed && act.KeptUntil > on.Time;
        var person = PersonErasure.Of(events);
        return !person.IsForgotten && (person.HasConsent(on.Time) || person.EvidenceEnds > on.Time);
    }

    /// <summary>Content keys of the categories, all where none is named, and with any of them the key that compares publications.</summary>
    string[] ContentKeys(string token, string[] categories)
    {
        bool IsAsked(KeyName key) => key.Class == KeyClass.Content && (categories.Length == 0 || categories.Contains(key.Category));
        if (!vault.KeysOf(token).Any(IsAsked)) return [];
        MakePublishedKey(token);
        return [.. vault.KeysOf(token).Where(key => IsAsked(key) || key is { Class: KeyClass.Content, Category: KeyName.PublishedCategory }
            || key.IsOfAnswer).Union(Answers(token)).Select(k => k.ToString())];
    }

    /// <summary>A deposited answer holds what opens values: it goes in the same step as any of those it may show, else it would outlive them.</summary>
    IEnumerable<KeyName> Answers(string token) => answers?.KeysShowing(token) ?? [];

    string[] AllKeys(string token, bool begins)
    {
        MakePublishedKey(token);
        if (begins) vault.CurrentKey(token, KeyClass.Evidence, KeyName.IdentityCategory);   // the introduction that is recorded before this
        return [.. vault.KeysOf(token).Union(Answers(token)).Select(k => k.ToString())];
    }

    /// <summary>The command is compared under this key like any publication, and says in the clear whom it means: the key must be among those it destroys.</summary>
    void MakePublishedKey(string token) => vault.CurrentKey(token, KeyClass.Content, KeyName.PublishedCategory);
}
