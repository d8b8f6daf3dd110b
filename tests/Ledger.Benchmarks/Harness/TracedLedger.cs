using Ledger.Access;
using Ledger.Destruction;
using Ledger.Intake;
using Ledger.Journal;
using Ledger.Law;
using Ledger.Projections;
using Ledger.Sealing;
using Ledger.Sqlite;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Benchmarks;

/// <summary>The way in, over the embedded store, put together as the host does it, with a trace of what the engine commits.</summary>
sealed class TracedLedger : IAsyncDisposable
{
    readonly SqliteLedgerStore _store;
    readonly ServiceProvider _services;
    readonly RawFile _vaultFile;

    TracedLedger(SqliteLedgerStore store, ServiceProvider services, RawFile vaultFile) => (_store, _services, _vaultFile) = (store, services, vaultFile);

    public static Actor Actor { get; } = new("benchmark", Role.Administrator);

    public EngineTrace Trace => _services.GetRequiredService<EngineTrace>();

    public IMediator Mediator => _services.GetRequiredService<IMediator>();

    /// <summary>What answers a publication when MediatR has brought it there.</summary>
    public IRequestHandler<PublishEvents, Outcome<IReadOnlyList<Receipt>>> Publishing => _services.GetRequiredService<IRequestHandler<PublishEvents, Outcome<IReadOnlyList<Receipt>>>>();

    public long Keys => _vaultFile.Number("SELECT coalesce(max(id), 0) FROM keys");

    public long Tokens => _vaultFile.Number("SELECT coalesce(max(id), 0) FROM tokens");

    public ValueTask<long> Count() => _store.Journal.Count(default);

    public static async Task<TracedLedger> Open(string folder)
    {
        var store = await SqliteLedgerStore.Open(folder, "bench.example/ledger", ProjectionTables.All, Randomness.System, default);
        var vaultFile = new RawFile(Path.Combine(folder, "vault.db"));
        var trace = new EngineTrace();
        var services = new ServiceCollection()
            .AddSingleton(trace).AddSingleton(TimeProvider.System).AddSingleton(Randomness.System).AddSingleton(PublishingRules.Default)
            .AddSingleton<IJournal>(_ => new TracedJournal(store.Journal, trace)).AddSingleton<IKeyVault>(_ => new TracedVault(store.Vault, vaultFile, trace))
            .AddSingleton(new LegalClock(LegalClock.Moscow, ProductionCalendar.Russia))
            .AddSingleton(p => new Sequencer(p.GetRequiredService<IJournal>(), p.GetRequiredService<IKeyVault>(), TimeProvider.System))
            .AddSingleton(p => new Sealer(store.Journal.Origin, p.GetRequiredService<IKeyVault>(), Randomness.System))
            .AddSingleton<Preparer>().AddSingleton<CommandDesk>().AddSingleton<ErasureDesk>()
            .AddSingleton<INamedPersons>(new NamedPersons(store.Journal, store.ReadModels)).AddSingleton<IPersonDuties>(new PersonDuties(store.Journal)).AddSingleton<Publisher>()
            .AddSingleton<IRequestHandler<PublishEvents, Outcome<IReadOnlyList<Receipt>>>, PublishEventsHandler>()
            .AddSingleton(typeof(IPipelineBehavior<,>), typeof(AuthorisationBehaviour<,>))
            .AddSingleton(typeof(IPipelineBehavior<,>), typeof(AccessJournalBehaviour<,>))
            .AddSingleton<ServiceFactory>(p => p.GetService!)
            .AddSingleton<IMediator, Mediator>()
            .BuildServiceProvider();
        return new(store, services, vaultFile);
    }

    /// <summary>Publishes one batch; what is refused ends the benchmark.</summary>
    public async Task Publish(IReadOnlyList<ReadOnlyMemory<byte>> events)
    {
        var outcome = await Mediator.Send(new PublishEvents(events, Actor));
        if (outcome.Refusal is { } refusal) throw new InvalidOperationException($"{refusal.Code}: {refusal.Message} {refusal.Path}");
    }

    public async ValueTask DisposeAsync()
    {
        await _services.GetRequiredService<Sequencer>().DisposeAsync();
        await _services.DisposeAsync();
        _vaultFile.Dispose();
        await _store.DisposeAsync();
    }
}
