using System.Text;
using Ledger.Access;
using Ledger.Intake;
using Ledger.Journal;
using Ledger.Law;
using Ledger.Projections;
using Ledger.Sealing;

namespace Ledger.Tests.Intake;

/// <summary>The whole way in over the reference engine, with a clock that stands still until it is told to move.</summary>
sealed class TestLedger : IAsyncDisposable
{
    public static readonly Actor Service = new("svc", Role.Publisher);
    public static readonly Actor Officer = new("officer", Role.Officer);

    public TestLedger(IJournal? journal = null, IKeyVault? vault = null)
    {
        Journal = journal ?? new MemoryJournal("ledger.test/x");
        Vault = vault ?? new MemoryKeyVault(Randomness.Seeded(1));
        Sequencer = new(Journal, Vault, Clock);
        Preparer = new(Journal, Vault, new(Journal.Origin, Vault, Randomness.Seeded(2)), LegalClock.Default);
        Desk = new(Journal, Vault, LegalClock.Default, new(Journal, Vault, new PersonDuties(Journal), new NamedPersons(Journal)));
        Publisher = new(Sequencer, Preparer, Desk, Journal, Clock, PublishingRules.Default);
    }

    public IJournal Journal { get; }

    public IKeyVault Vault { get; }

    public Sequencer Sequencer { get; }

    public Preparer Preparer { get; }

    public CommandDesk Desk { get; }

    public Publisher Publisher { get; }

    public StillClock Clock { get; } = new(new(2025, 6, 2, 9, 0, 0, TimeSpan.Zero));

    public Task<Outcome<IReadOnlyList<Receipt>>> Publish(Actor actor, params string[] events) => Publish(actor, after: null, events);

    public async Task<Outcome<IReadOnlyList<Receipt>>> Publish(Actor actor, Task<bool>? after, params string[] events) =>
        await Publisher.Publish([.. events.Select(e => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(e))], actor, after, default);

    public async Task<List<RecordedEvent>> Recorded()
    {
        List<RecordedEvent> events = [];
        await foreach (var entry in Journal.ReadAll(0, default)) events.Add(RecordedCodec.Read(entry));
        return events;
    }

    public async ValueTask DisposeAsync()
    {
        await Sequencer.DisposeAsync();
        await Journal.DisposeAsync();
        await Vault.DisposeAsync();
    }

    public static string Event(string id, string type, string? subject, string data, string time = "2025-06-01T12:00:00+03:00") =>
        $$"""{"specversion":"1.0","id":"{{id}}","source":"/services/test","type":"ledger.{{type}}.v1",{{(subject is null ? "" : $"\"subject\":\"{subject}\",")}}"time":"{{time}}","data":{{data}}}""";

    public static string OptIn(string id, string subject, string contact = "marked@example.org") =>
        Event(id, "messaging.opted-in", subject, $$"""{"kind":"news","channels":["email"],"contact":"{{contact}}"}""");
}

/// <summary>A clock that says what it was told.</summary>
sealed class StillClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
