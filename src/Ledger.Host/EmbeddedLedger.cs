using Ledger.Access;
using Ledger.Destruction;
using Ledger.Exports;
using Ledger.Host.Backup;
using Ledger.Host.Acts;
using Ledger.Host.Answers;
using Ledger.Host.Check;
using Ledger.Host.Stamping;
using Ledger.Host.Reports;
using Ledger.Host.Search;
using Ledger.Intake;
using Ledger.Journal;
using Ledger.Law;
using Ledger.Listening;
using Ledger.Migration;
using Ledger.Projections;
using Ledger.Proofs;
using Ledger.Reading;
using Ledger.Sealing;
using MediatR;

namespace Ledger.Host;

/// <summary>The embedded profile put together: one process, one data folder. The only composition there is besides its tests.</summary>
sealed class EmbeddedLedger : IAsyncDisposable
{
    readonly ServiceProvider _services;
    readonly ILedgerStore _store;
    readonly bool _recovered;

    EmbeddedLedger(ServiceProvider services, ILedgerStore store, bool recovered) => (_services, _store, _recovered) = (services, store, recovered);

    public IMediator Mediator => Get<IMediator>();

    /// <summary>Completes when another process has taken the ledger over: this one must end.</summary>
    public Task Lost => _store.Lost;

    /// <summary>How many processes have held it, with this one; null where that is not counted.</summary>
    public long? Turn => _store.Turn;

    /// <summary>Says to other replicas where this one is reached.</summary>
    public ValueTask Announce(string address, CancellationToken cancel) => _store.Announce(address, cancel);

    /// <summary>Takes what destroyed keys left behind out of the engine's files.</summary>
    public ValueTask Scrub(CancellationToken cancel) => _store.Scrub(cancel);

    /// <summary>A part of the ledger.</summary>
    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    /// <summary>
    /// Opens the ledger in the folder, or makes one: finishes what a crash left, and refuses a journal that is not the one whose checkpoints were signed.
    /// </summary>
    public static async Task<EmbeddedLedger> Open(
        Settings settings, TimeProvider clock, FillRandom random, CancellationToken cancel, IProgress<ProjectionProgress>? folding = null)
    {
        var store = await LedgerStores.Open(settings, clock, random, cancel);
        try
        {
            await DemandWhole(store, settings, cancel);
            var recovered = await DestructionRecovery.Run(store.Journal, store.Vault, cancel);
            await ContactRecovery.Run(store.Journal, store.Vault, cancel);
            var signer = await LogKeys.Signer(store.Journal.Origins, store.Vault, cancel);
            var ledger = new EmbeddedLedger(Compose(settings, clock, random, store, signer), store, recovered);
            await ledger.Get<AnswerFolder>().SweepAtStart(cancel);
            await ledger.Get<Projector>().CatchUp(cancel, folding);
            await ledger.Get<TransparencyLog>().Verify(cancel);
            return ledger;
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Remembers up to where destroying events have been carried out, so that the next start-up need not look for them there. Not where an event of a newer
    /// version was met: what it destroys is known to that version only, which must still find it.
    /// </summary>
    public async ValueTask RememberDestroyed(CancellationToken cancel)
    {
        if (_recovered && RecoveryLag > 0) await _store.Vault.AdvanceDestroyedUpTo(Get<Sequencer>().CarriedOutUpTo, cancel);
    }

    /// <summary>How many entries a start-up would have to look through, were this process killed now.</summary>
    public long RecoveryLag => Math.Max(0, Get<Sequencer>().CarriedOutUpTo - _store.Vault.DestroyedUpTo);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Get<Sequencer>().DisposeAsync();
            await RememberDestroyed(default);
            await ExportTombstones();
            await _services.DisposeAsync();
        }
        finally
        {
            await _store.DisposeAsync();
        }
    }

    /// <summary>What must be said to whoever closes the ledger and cannot be thrown any more.</summary>
    public Action<string> Warn { get; set; } = static _ => { };

    /// <summary>What this process recorded last may be a destruction: it is covered by a checkpoint and exported before the ledger is closed.</summary>
    async ValueTask ExportTombstones()
    {
        var tombstones = Get<Tombstones>();
        if (!tombstones.Wanted || Get<Sequencer>().Failure is not null || await _store.Journal.Count(default) is not (> 0 and var count)) return;
        try
        {
            if (!await tombstones.Advance(await Get<ITransparency>().Cover(count - 1, default), default)) Warn(tombstones.Failure!);
        }
        catch (Exception error) when (error is IOException or LogContradictedException)
        {
            Warn("tombstones are not exported: no checkpoint could be signed.");
        }
    }

    /// <summary>What is copied here from another engine is served once all of it is there, and what was copied from here to another one no more.</summary>
    static async Task DemandWhole(ILedgerStore store, Settings settings, CancellationToken cancel)
    {
        if (!settings.Unfinished && await store.Service.Find<UnfinishedRow>(UnfinishedRow.Only, cancel) is not null)
            throw new StoreRefusedException(StoreRefusedException.MoveUnfinished, "A migration into this ledger did not come to its end: run 'ledger migrate' again, which goes on where it ended.");
        if (await store.Service.Find<MovedRow>(MovedRow.Only, cancel) is { } moved)
            throw new StoreRefusedException(StoreRefusedException.Moved, $"This ledger was moved to the profile {moved.Profile} and goes on there: two would sign under one name. 'ledger migrate --undo' is for where the other is gone, and never served.");
        await DemandWholeJournal(store, cancel);
    }

    /// <summary>
    /// An older copy of the journal must not go on under its origin. The read models may be newer than the copy, so the journal itself is asked.
    /// </summary>
    public static async Task DemandWholeJournal(ILedgerStore store, CancellationToken cancel)
    {
        var (newest, position) = (await store.Checkpoints.Newest(cancel), await store.ReadModels.Current.Position(cancel));
        var count = await store.Journal.Count(cancel);   // last: a replica whose turn has just ended may still have signed and folded what it appended
        if (newest is not null && newest.Size > count) throw new LogContradictedException(LogContradictedException.Shorter, newest.Size, count);
        if (position > count)
            throw new StoreRefusedException(StoreRefusedException.Damaged, $"The journal has {count} events and the read models know more: it is an older copy.");
    }

    static ServiceProvider Compose(Settings settings, TimeProvider clock, FillRandom random, ILedgerStore store, NoteSigner signer) =>
        new ServiceCollection()
            .AddSingleton(settings).AddSingleton(clock).AddSingleton(random).AddSingleton(signer).AddSingleton(settings.Rules)
            .AddSingleton(store.Journal).AddSingleton(store.Vault).AddSingleton(store.Checkpoints).AddSingleton(store.EarlierCheckpoints).AddSingleton(store.ReadModels)
            .AddSingleton(store.Service).AddSingleton<ApiKeys>().AddSingleton<AccessRecorder>().AddSingleton<ApiKeyDesk>().AddSingleton<Subscribers>().AddSingleton(settings.WebhookHosts)
            .AddSingleton(new LegalClock(settings.Zone, ProductionCalendar.Russia))
            .AddSingleton(new ProjectionOptions { Zone = settings.Zone })
            .AddSingleton(p => new Sequencer(store.Journal, store.Vault, clock))
            .AddSingleton(_ => new Sealer(store.Journal.Origin, store.Vault, random))
            .AddSingleton<Preparer>().AddSingleton<CommandDesk>().AddSingleton<ErasureDesk>().AddSingleton<Publisher>().AddSingleton<OwnAccount>()
            .AddSingleton<Projector>().AddSingleton<TransparencyLog>().AddSingleton<Tombstones>().AddSingleton<ReadModelCheck>().AddSingleton<StoreCheck>().AddSingleton<ITransparency, EmbeddedTransparency>()
            .AddSingleton<IRequestHandler<PublishEvents, Outcome<IReadOnlyList<Receipt>>>, PublishEventsHandler>()
            .AddSingleton<IRequestHandler<ExportBundle, Outcome<ExportedBundle>>, ExportBundleHandler>()
            .AddSingleton<IRequestHandler<CountExport, Outcome<ExportCount>>, CountExportHandler>()
            .AddSingleton<IDisclosureIndex, DisclosureIndex>()
            .AddSingleton<IRequestHandler<CertifyErasure, Outcome<CertifiedErasure>>, CertifyErasureHandler>()
            .AddSingleton<IRequestHandler<ListApiKeys, Outcome<IReadOnlyList<ApiKeyRow>>>>(p => p.GetRequiredService<ApiKeyDesk>())
            .AddSingleton<IRequestHandler<IssueApiKey, Outcome<IssuedApiKey>>>(p => p.GetRequiredService<ApiKeyDesk>())
            .AddSingleton<IRequestHandler<RotateApiKey, Outcome<IssuedApiKey>>>(p => p.GetRequiredService<ApiKeyDesk>())
            .AddSingleton<IRequestHandler<RevokeApiKey, Outcome<RevokedApiKey>>>(p => p.GetRequiredService<ApiKeyDesk>())
            .AddSingleton<IRequestHandler<ViewPerson, Outcome<PersonFile>>, ViewPersonHandler>()
            .AddSingleton<IRequestHandler<ViewDestruction, Outcome<PersonFile>>, ViewDestructionHandler>()
            .AddSingleton<IRequestHandler<ViewForgotten, Outcome<PersonFile>>, ViewForgottenHandler>()
            .AddSingleton<IRequestHandler<AskMay, Outcome<Answer<PermissionAnswer>>>, AskMayHandler>()
            .AddSingleton<IRequestHandler<ReadEvents, Outcome<JournalPage>>, ReadEventsHandler>()
            .AddSingleton<IRequestHandler<ReadPolicy, Outcome<PublishedEdition>>, ReadPolicyHandler>().AddRegisters().AddActs(settings, random).AddStamps(settings, store).AddReports().AddAnswers().AddSearch()
            .AddSingleton<Web.Own.OwnLinks>().AddSingleton<IRequestHandler<Web.Own.IssueOwnLink, Outcome<Web.Own.OwnLink>>, Web.Own.IssueOwnLinkHandler>()
            .AddSingleton<IRequestHandler<Web.Own.ViewOwn, Outcome<Web.Own.OwnFile>>, Web.Own.ViewOwnHandler>()
            .AddSingleton<IBundlePages, BundlePages>()
            .AddSingleton<INamedPersons>(new NamedPersons(store.Journal, store.ReadModels))
            .AddSingleton<IPersonDuties>(p => new PersonDuties(store.Journal, p.GetRequiredService<LegalClock>()))
            .AddSingleton(p => new PersonFiles(store.Journal, p.GetRequiredService<LegalClock>()))
            .AddSingleton(p => new PermissionService(store.Journal, clock: p.GetRequiredService<LegalClock>()))
            .AddSingleton(typeof(IPipelineBehavior<,>), typeof(AuthorisationBehaviour<,>))
            .AddSingleton(typeof(IPipelineBehavior<,>), typeof(AccessJournalBehaviour<,>))
            .AddSingleton<ServiceFactory>(p => p.GetService!)
            .AddSingleton<IMediator, Mediator>()
            .BuildServiceProvider();
}
