using Ledger.Access;
using Ledger.Host.Demo;
using Ledger.Intake;
using Ledger.Journal;
using Ledger.Law;
using Ledger.Projections;
using Ledger.Reading;
using Ledger.Sealing;

namespace Ledger.Host.Tests.Demo;

/// <summary>The whole ledger over the reference engines, living by the story's clock: for tests of what is published, without a disk.</summary>
sealed class MemoryLedger : IAsyncDisposable
{
    const string Origin = "ledger.test/story";

    static readonly Actor Officer = new("officer-01", Role.Officer);

    readonly MemoryJournal _journal = new(Origin);
    readonly MemoryKeyVault _vault = new(Randomness.Seeded(1));
    readonly MemoryReadModelStore _rows = new(ProjectionTables.All);
    readonly Sequencer _sequencer;
    readonly Publisher _publisher;

    public MemoryLedger(DateTimeOffset start)
    {
        Clock = new(start);
        _sequencer = new(_journal, _vault, Clock);
        var preparer = new Preparer(_journal, _vault, new(Origin, _vault, Randomness.Seeded(2)), LegalClock.Default);
        var erasure = new ErasureDesk(_journal, _vault, new PersonDuties(_journal), new NamedPersons(_journal, _rows));
        _publisher = new(_sequencer, preparer, new(_journal, _vault, LegalClock.Default, erasure), _journal, Clock, PublishingRules.Default);
    }

    public StoryClock Clock { get; }

    public async Task<Outcome<IReadOnlyList<Receipt>>> Publish(IReadOnlyList<ReadOnlyMemory<byte>> events) =>
        await _publisher.Publish(events, Officer, after: null, CancellationToken.None);

    /// <summary>The read models, caught up.</summary>
    public async Task<IReadModels> Rows()
    {
        using var projector = new Projector(_journal, _rows);
        await projector.CatchUp(CancellationToken.None);
        return _rows.Current;
    }

    public async ValueTask DisposeAsync()
    {
        await _sequencer.DisposeAsync();
        await _journal.DisposeAsync();
        await _vault.DisposeAsync();
    }
}
