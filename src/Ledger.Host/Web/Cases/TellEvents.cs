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
/// they tell nothing of a person, and are what one holds a document against.
/// </summary>
/// <param name="Stream">The stream; null where indexes are given.</param>
/// <param name="Indexes">The events' indexes.</param>
/// <param name="Language">The language.</param>
/// <param name="Actor">Who asks.</param>
sealed record TellEvents(string? Stream, IReadOnlyList<long> Indexes, ReportLanguage Language, Actor Actor) : IRequest<Outcome<IReadOnlyList<ToldEvent>>>, IAuthorised
{
    public IReadOnlyList<Role> Allowed { get; } = [Role.Officer, Role.Auditor];
}

/// <summary>An event, told.</summary>
/// <param name="Index">Its index.</param>
/// <param name="At">When it happened.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Sentence">What it says.</param>
/// <param name="By">Which account published it.</param>
public sealed record ToldEvent(long Index, DateTimeOffset At, string Name, string Sentence, string By);

/// <summary>Tells from the journal.</summary>
sealed class TellEventsHandler(IJournal journal, IKeyVault vault, IMediator mediator, LegalClock legal) : IRequestHandler<TellEvents, Outcome<IReadOnlyList<ToldEvent>>>
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
        var persons = new Identities(journal, vault);
        List<ToldEvent> told = [];
        foreach (var entry in entries.OrderBy(entry => entry.Index))
        {
            var recorded = JsonNode.Parse(entry.Bytes.Span)!;
            told.Add(Told(entry, recorded, names, words, request.Language, await Named(recorded["data"]!, persons, cancellationToken)));
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

    ToldEvent Told(Entry entry, JsonNode recorded, ReportNames names, ReportWording words, ReportLanguage language, Dictionary<string, string> persons)
    {
        var opened = OpenedEvent.Of(entry, journal.Origins, vault);
        foreach (var terms in Duties) recorded["data"]!.AsObject().Remove(terms);   // they stand in a table of their own
        var at = opened.Event.Time;
        var type = recorded["type"]!.GetValue<string>();
        var sentences = new EventSentences(language, words)
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
        var hidden = language == ReportLanguage.Ru ? "[скрыто]" : "[sealed]";
        var gone = words.Of(ReportValue.Destroyed);
        using var read = JsonDocument.Parse(recorded.ToJsonString());
        var sentence = sentences.Of(read.RootElement, pointer => opened.At(pointer) is not { } value ? gone : IsHash(value) ? value : hidden);
        return new(entry.Index, at, sentences.NameOf(type), sentence, opened.Event.Actor);
    }

    static bool IsHash(string value) => value.Length == 64 && value.All(char.IsAsciiHexDigitLower);
}
