using System.Globalization;
using System.Text;
using Ledger.Consents;
using Ledger.Journal;
using Ledger.Law;
using Ledger.Policies;
using Ledger.Projections;
using Ledger.Proofs;
using Ledger.Registers;
using Ledger.Sealing;

namespace Ledger.Tests.Projections;

/// <summary>What happened, told in order: each event gets the next index, and its duties as the ledger would write them in.</summary>
sealed class Story
{
    public const string Anna = "s-00000000000000000000000000000001", Boris = "s-00000000000000000000000000000002";

    readonly List<RecordedEvent> _events = [];
    readonly Dictionary<string, long> _lengths = [];

    /// <summary>Noon in Moscow on a day of 2026.</summary>
    public static DateTimeOffset Day(int month, int day, int hour = 12) => new DateTimeOffset(2026, month, day, hour, 0, 0, TimeSpan.FromHours(3)).ToUniversalTime();

    public IReadOnlyList<RecordedEvent> Events => _events;

    public RecordedEvent Last => _events[^1];

    /// <summary>Something sealed; nobody opens it.</summary>
    public static PersonalValue Sealed { get; } = PersonalValue.Of(SealedField.Seal(
        new("origin", Anna, "/source", "id", "/data/x", $"{Anna}/evidence/test/1"), new byte[32], "value", bytes => bytes.Clear()));

    /// <summary>A policy in force since 2025, recipients, systems: the operator before any person comes.</summary>
    public static Story Begin(string edition = "2025") => new Story()
        .On(new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero))
        .Registers(Policy(edition))
        .Registers(new SystemRegistered("crm", "CRM", "RU", true, [], []))
        .Registers(new SystemRegistered("billing", "Billing", "RU", true, [], []))
        .Registers(new RecipientRegistered("partner", "Partner", RecipientKind.Partner, "RU"))
        .Registers(new RecipientRegistered("police", "Police", RecipientKind.StateBody, "RU"))
        .On(Day(3, 1));

    public static PolicyPublished Policy(string edition, DateTimeOffset? effective = null) => new(
        edition, Text(edition), new string('a', 64), new DateOnly(2025, 1, 1), effective ?? new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero),
        new PolicyTerms(
            ["panel", "desk"],
            [
                Purpose("service", "2.2.2", ["name", "email", "location"], LegalBasis.Contract, LegalBasis.Consent),
                Purpose("improvement", "2.2.4", ["location", "traces"], LegalBasis.Consent),
                Purpose("statistics", "2.2.5", ["location"], LegalBasis.Statistics) with { AnonymisedOnly = true },
                Purpose("support", "7.2", ["email", "traces"], LegalBasis.Contract),
            ],
            [
                new("name", "1.1.1", Text("name"), DataOrigin.Provided), new("email", "1.1.1", Text("email"), DataOrigin.Provided),
                new("location", "1.1.2", Text("location"), DataOrigin.Automatic), new("traces", "7.1", Text("traces"), DataOrigin.Support),
            ],
            [
                new(Disclosures.DisclosureGround.Consent, "3.3.1", ["152-FZ 6(1)(1)"], Text("consent")),
                new(Disclosures.DisclosureGround.Service, "3.3.2", ["152-FZ 6(1)(5)"], Text("service")),
                new(Disclosures.DisclosureGround.Law, "3.3.3", ["152-FZ 6(1)(2)"], Text("law")),
            ],
            ["terms", "news", "offers"], ["email", "sms"], ["RU"]));

    DateTimeOffset _now;

    public Story On(DateTimeOffset time)
    {
        _now = time;
        return this;
    }

    public Story Registers(IEventData data) => Add(Streams.Registers, null, data);

    public Story Person(IEventData data, string token = Anna) => Add(token, token, data);

    public Story Inquiry(Ledger.Inquiries.InquiryEvent data, string? token = null) => Add(Streams.OfInquiry(data.Inquiry), token, data);

    public Story Incident(Ledger.Incidents.IncidentEvent data) => Add(Streams.OfIncident(data.Incident), null, data);

    /// <summary>The person as the ledger knows them after the story, folded as the live ledger folds.</summary>
    public PersonState State(string token = Anna) => State(_events, token);

    public static PersonState State(IEnumerable<RecordedEvent> events, string token = Anna)
    {
        var (state, registers, seen) = (PersonState.New(token), OperatorRegisters.Empty, new List<RecordedEvent>());
        foreach (var e in events)
        {
            if (e.Stream == Streams.Registers) registers = registers.Evolve(e);
            if (e.Stream != token) continue;
            seen.Add(e);
            state = PersonFold.IsLate(state, e) ? PersonFold.Refold(state, seen, registers) : PersonFold.Fold(state, e, registers);
        }
        return state;
    }

    public OperatorRegisters OperatorState() =>
        _events.Where(e => e.Stream == Streams.Registers).Aggregate(OperatorRegisters.Empty, (so, e) => so.Evolve(e));

    /// <summary>Codes of the findings in the last event told.</summary>
    public IEnumerable<string> Found(string token = Anna) => State(token).Findings.Where(f => f.Index == Last.Index && !f.Resolved).Select(f => f.Code);

    public async Task<MemoryJournal> Journal()
    {
        var journal = new MemoryJournal("ledger.test/story");
        foreach (var e in _events) await journal.Append([Entry(e)], default);
        return journal;
    }

    public static Entry Entry(RecordedEvent e)
    {
        var kind = e.Data is UnknownEvent ? null : EventCatalogue.Of(e.Data.GetType());
        if (kind is null) return Strange(e);
        var prepared = new PreparedEvent(e.Id, e.Source, kind, e.Subject, e.Time, e.Stream, e.Actor, null, RecordedCodec.WriteData(e.Data), []);
        return new(e.Index, e.Stream, e.Sequence, prepared.Publication, RecordedCodec.Write(prepared, e.RecordedTime, e.Sequence)!);
    }

    static Entry Strange(RecordedEvent e)
    {
        var subject = e.Subject is null ? "" : $"\"subject\":\"{e.Subject}\",";
        static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var line = $$$"""{"specversion":"1.0","id":"{{{e.Id}}}","source":"{{{e.Source}}}","type":"{{{((UnknownEvent)e.Data).Type}}}",{{{subject}}}"time":"{{{Time(e.Time)}}}","recordedtime":"{{{Time(e.RecordedTime)}}}","stream":"{{{e.Stream}}}","sequence":{{{e.Sequence}}},"actor":"{{{e.Actor}}}","data":{}}""";
        return new(e.Index, e.Stream, e.Sequence, PublicationKey.Of(e.Source, e.Id), Encoding.UTF8.GetBytes(line));
    }

    Story Add(string stream, string? subject, IEventData data)
    {
        if (data is IOpensDuties opens && opens.Duties is null && DutyRules.Opened(opens, _now, LegalClock.Default) is { Count: > 0 } duties)
            data = opens.WithDuties(duties);
        var sequence = _lengths.GetValueOrDefault(stream);
        _lengths[stream] = sequence + 1;
        var type = data is UnknownEvent unknown ? unknown.Type : EventCatalogue.Of(data.GetType()).Name;
        _events.Add(new(
            _events.Count, $"e{_events.Count}", "/services/story", type, subject, _now, _now.AddSeconds(1), stream, sequence, "story", data));
        return this;
    }

    static PolicyPurpose Purpose(string id, string clause, IReadOnlyList<string> categories, params LegalBasis[] bases) =>
        new(id, clause, Text(id), categories, bases);

    static LocalText Text(string text) => new(text, text);
}
