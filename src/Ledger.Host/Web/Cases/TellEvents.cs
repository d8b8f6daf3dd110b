using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Access;
using Ledger.Host.Reports;
using Ledger.Host.Sheets;
using Ledger.Journal;
using Ledger.Law;
using Ledger.Projections;
using Ledger.Reports;
using Ledger.Sealing;
using MediatR;

namespace Ledger.Host.Web.Cases;

/// <summary>
/// Asks what happened, in sentences: the events of an inquiry's or an incident's stream, or single events by index. Sealed values stay sealed, hashes apart:
/// they tell nothing of a person, and are what one holds a document against. Where a reason is given they are opened, and a reading is recorded of everybody whose they are.
/// </summary>
/// <param name="Stream">The stream; null where indexes are given.</param>
/// <param name="Indexes">The events' indexes.</param>
/// <param name="Language">The language.</param>
/// <param name="Actor">Who asks.</param>
sealed record TellEvents(string? Stream, IReadOnlyList<long> Indexes, ReportLanguage Language, Actor Actor) : IRequest<Outcome<IReadOnlyList<ToldEvent>>>, IAuthorised
{
    /// <summary>What the access journal calls it where sealed values are opened.</summary>
    public string Opens { get; init; } = "opened-inquiry";

    /// <summary>Why sealed values are opened, which is an officer's alone and recorded before the answer; null where they stay sealed.</summary>
    public string? Reason { get; init; }

    public IReadOnlyList<Role> Allowed => Reason is null ? [Role.Officer, Role.Auditor] : [Role.Officer];

    /// <summary>Tells it opened where a page's form says why; where that cannot be, sealed, and why not.</summary>
    public static async Task<(Outcome<IReadOnlyList<ToldEvent>> Told, Refusal? Unread)> Tell(TellEvents tell, string? why, IMediator mediator, CancellationToken cancel)
    {
        if (Persons.ReadingReasons.Of(null, why) is not { } reason) return (await mediator.Send(tell, cancel), null);
        var told = await mediator.Send(tell with { Reason = reason }, cancel);
        return told.Refusal is { } refusal ? (await mediator.Send(tell, cancel), refusal) : (told, null);
    }
}

/// <summary>An event, told.</summary>
/// <param name="Index">Its index.</param>
/// <param name="At">When it happened.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Sentence">What it says.</param>
/// <param name="By">Which account published it.</param>
public sealed record ToldEvent(long Index, DateTimeOffset At, string Name, string Sentence, string By)
{
    /// <summary>Whether a value in it was left sealed that could be opened.</summary>
    public bool IsHidden { get; init; }
}

/// <summary>Tells from the journal.</summary>
sealed class TellEventsHandler(IJournal journal, IKeyVault vault, IMediator mediator, Readings readings, LegalClock legal) : IRequestHandler<TellEvents, Outcome<IReadOnlyList<ToldEvent>>>
{
    /// <summary>The most events of a stream that are told.</summary>
    const int EventsMax = 500;

    /// <summary>The most persons an event names that are shown by the operator's own id.</summary>
    const int NamedMax = 100;

    static readonly string[] Duties = ["duties", "passed"];

    public async Task<Outcome<IReadOnlyList<ToldEvent>>> Handle(TellEvents request, CancellationToken cancellationToken)
    {
        var registers = await mediator.Send(new ReadRegisters(request.Actor), cancellationToken);
        if (registers.Refusal is { } refusal) return refusal;
        var names = new ReportNames(registers.Value, request.Language);
        var words = new ReportWording(request.Language, legal.Zone);
        List<Entry> entries = [];
        if (request.Stream is { } stream)
        {
            await foreach (var entry in journal.Read(stream, 0, cancellationToken).Take(EventsMax)) entries.Add(entry);
        }
        var count = await journal.Count(cancellationToken);
        await foreach (var entry in journal.ReadAt([.. request.Indexes.Where(index => index < count).Distinct().Order()], cancellationToken)) entries.Add(entry);
        if (request.Reason is { } reason && await readings.Record(OwnersOf(entries), request.Opens, reason, request.Actor, cancellationToken) is { } unread) return unread;
        var persons = new Identities(journal, vault);
        List<ToldEvent> told = [];
        foreach (var entry in entries.OrderBy(entry => entry.Index))
        {
            var recorded = JsonNode.Parse(entry.Bytes.Span)!;
            told.Add(Told(entry, recorded, names, words, request, await Named(recorded["data"]!, persons, cancellationToken)));
        }
        return told;
    }

    /// <summary>The operator's own ids of the persons an event names.</summary>
    static async ValueTask<Dictionary<string, string>> Named(JsonNode data, Identities persons, CancellationToken cancel)
    {
        Dictionary<string, string> named = [];
        foreach (var token in Tokens(data).Distinct().Take(NamedMax))
            if (await persons.IdOf(token, cancel) is { } id) named[token] = id;
        return named;
    }

    static IEnumerable<string> Tokens(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => member.Key == "person" && member.Value is JsonValue value && value.TryGetValue<string>(out var text)
            ? text.StartsWith("s-", StringComparison.Ordinal) ? [text] : [] : Tokens(member.Value)),
        JsonArray items => items.SelectMany(Tokens),
        _ => [],
    };

    ToldEvent Told(Entry entry, JsonNode recorded, ReportNames names, ReportWording words, TellEvents request, Dictionary<string, string> persons)
    {
        var opened = OpenedEvent.Of(entry, journal.Origins, vault);
        foreach (var terms in Duties) recorded["data"]!.AsObject().Remove(terms);   // they stand in a table of their own
        var at = opened.Event.Time;
        var type = recorded["type"]!.GetValue<string>();
        var sentences = new EventSentences(request.Language, words)
        {
            Named = (member, id) => (member switch
            {
                "recipient" or "processor" => words.Of(names.Recipient(id)),
                "system" or "systems" => words.Of(names.System(id)),
                "category" or "categories" => words.Of(names.Category(id, at)),
                "purpose" or "purposes" => words.Of(names.Purpose(id, at)),
                "person" => persons.GetValueOrDefault(id),
                _ => null,
            }) is { } name && name != id ? name : null,
        };
        var hidden = request.Language == ReportLanguage.Ru ? "[скрыто]" : "[sealed]";
        var gone = words.Of(ReportValue.Destroyed);
        using var read = JsonDocument.Parse(recorded.ToJsonString());
        var isHidden = false;
        var sentence = sentences.Of(read.RootElement, pointer => opened.At(pointer) is not { } value ? gone : IsHash(value) || request.Reason is not null ? value : Hide());
        return new(entry.Index, at, sentences.NameOf(type), sentence, opened.Event.Actor) { IsHidden = isHidden };

        string Hide()
        {
            isHidden = true;
            return hidden;
        }
    }

    /// <summary>
    /// Whose keys seal what is opened: persons by token; null for what is sealed under an inquiry's own key, which is nobody's. Not those whose keys are gone: nothing of
    /// theirs is opened, and a reading would make a new key for somebody forgotten.
    /// </summary>
    IReadOnlyList<string?> OwnersOf(IEnumerable<Entry> entries)
    {
        HashSet<string> owners = new(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            using var recorded = JsonDocument.Parse(entry.Bytes);
            owners.UnionWith(SealedFields.In(recorded.RootElement).Select(found => KeyName.Parse(found.Field.KeyName)).OfType<KeyName>().Where(key => !vault.IsDestroyed(key)).Select(key => key.Owner));
        }
        var persons = owners.Where(owner => owner.StartsWith("s-", StringComparison.Ordinal)).ToList();
        return persons.Count > 0 ? [.. persons] : owners.Count > 0 ? [null] : [];
    }

    static bool IsHash(string value) => value.Length == 64 && value.All(char.IsAsciiHexDigitLower);
}
