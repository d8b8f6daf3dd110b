using Ledger.Host.Terminal;
using Ledger.Journal;
using Ledger.Migration;
using Ledger.Projections;
using Ledger.Proofs;
using Ledger.Sealing;

namespace Ledger.Host.Migrate;

/// <summary>
/// Copies a ledger to another engine. The source is held; at the end, and not before, it is marked as moved, so that nothing signs there any more, and nothing else of it is changed.
/// The target bears a mark until all of it was copied, compared and folded, so that nothing serves it before; called again after a crash, at whatever moment, it goes on.
/// </summary>
sealed class LedgerMove(Settings source, Settings target, TimeProvider clock, FillRandom random, Func<string, Progress> progress)
{
    const int WaitsMax = 40, WaitMilliseconds = 200;

    /// <summary>The ledger as it lies at the target, closed; or why not.</summary>
    public async Task<Outcome<MovedLedger>> Run(CancellationToken cancel)
    {
        await using var from = await Open(source, cancel);
        await EmbeddedLedger.DemandWholeJournal(from, cancel);
        var place = target with { Origin = from.Journal.Origins.All[0].Name };
        using var held = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        await using var to = new MoveTarget(again => Open(place, again), Watch);
        Watch(from.Lost);
        try
        {
            if (await Unfit(from, held.Token) is { } unfit) return unfit;
            var moved = await from.Service.Find<MovedRow>(MovedRow.Only, held.Token);
            if (moved is not null && !await LedgerStores.IsThere(place, held.Token)) return Done(moved);   // opened, it would be made
            await to.Reopen(held.Token);
            return (await Another(moved, to.Store, held.Token) ?? await Refused(from, to.Store, held.Token)) is { } refusal ? refusal : await Copy(from, to, held.Token);
        }
        catch (OperationCanceledException) when (held.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw new StoreFailedException(StoreFailedException.Reopen, $"Another process has taken the {(from.Lost.IsCompleted ? "source" : "target")} over.");
        }

        void Watch(Task lost) => _ = lost.ContinueWith(_ => held.Cancel(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>
    /// Takes back that a ledger was moved; false where it was not. For where the other one is gone and never served: who begins to serve two of them has two histories under one name.
    /// </summary>
    public static async Task<bool> Undo(Settings source, TimeProvider clock, FillRandom random, CancellationToken cancel)
    {
        await using var store = await LedgerStores.Open(source, clock, random, cancel);
        if (await store.Service.Find<MovedRow>(MovedRow.Only, cancel) is null) return false;
        await store.Service.Commit([new(typeof(MovedRow), MovedRow.Only, null)], cancel);
        return true;
    }

    /// <summary>What is no ledger, or not all of one, goes nowhere. It is found before a target is made, which would bear its name.</summary>
    static async Task<Refusal?> Unfit(ILedgerStore from, CancellationToken cancel)
    {
        if (await from.Service.Find<UnfinishedRow>(UnfinishedRow.Only, cancel) is not null)
            throw new StoreRefusedException(StoreRefusedException.MoveUnfinished, "The source is itself what a migration was copying to, and that did not come to its end.");
        return await from.Journal.Count(cancel) == 0 ? new(MigrationRefusals.SourceEmpty, "The source holds no event: there is nothing to move. Is it the one you mean?") : null;
    }

    /// <summary>Only the move that marked the source may still come to its end; another one, begun before to elsewhere, would make a second ledger of one name.</summary>
    static async Task<Refusal?> Another(MovedRow? moved, ILedgerStore to, CancellationToken cancel) =>
        moved is not null && ((await to.Service.Find<UnfinishedRow>(UnfinishedRow.Only, cancel))?.Move is not { } begun || begun != moved.Move) ? Done(moved) : null;

    static Refusal Done(MovedRow moved) =>
        new(MigrationRefusals.Done, $"This ledger was moved to the profile {moved.Profile} already and goes on there; what lies here is what it was then.");

    /// <summary>Nothing is written to what is neither empty nor a half-done copy of this ledger, and nothing is taken out of the source's own vault.</summary>
    async Task<Refusal?> Refused(ILedgerStore from, ILedgerStore to, CancellationToken cancel)
    {
        if (await to.Service.Find<UnfinishedRow>(UnfinishedRow.Only, cancel) is not null)
            return await new MoveCheck(from, to, progress).Beginning(cancel) is { } different
                ? new Refusal(MigrationRefusals.TargetDiffers, $"What lies half-done at the target is no beginning of this ledger: {different}. Remove it, or name another target.")
                : await SameVault(from, to, cancel);
        var empty = await to.Journal.Count(cancel) == 0 && to.Journal.Origin == from.Journal.Origins.All[0].Name && await to.Checkpoints.Newest(cancel) is null
            && await ServiceMove.IsEmpty(to.Service, cancel) && (await new VaultMove(Vault(to), progress).Tally(Vault(to), cancel)) is { Persons: 0, Keys: 0, Destroyed: 0 };
        return empty ? await SameVault(from, to, cancel) : new Refusal(MigrationRefusals.TargetTaken, "The target holds a ledger: name an empty folder or database.");
    }

    async Task<Refusal?> SameVault(ILedgerStore from, ILedgerStore to, CancellationToken cancel) => await new VaultMove(Vault(from), progress).IsSame(Vault(to), random, cancel)
        ? new(MigrationRefusals.SameVault, "The target's key vault is the source's own, which would be emptied: give the target one of its own (LEDGER_TO_POSTGRES_VAULT).")
        : null;

    async Task<Outcome<MovedLedger>> Copy(ILedgerStore from, MoveTarget to, CancellationToken cancel)
    {
        var mark = await to.Store.Service.Find<UnfinishedRow>(UnfinishedRow.Only, cancel) is { Move: not null } begun ? begun : new(UnfinishedRow.Only, from.Journal.Origins.All[0].Name, random.NewName());
        await to.Store.Service.Commit([new(typeof(UnfinishedRow), UnfinishedRow.Only, mark)], cancel);
        await new JournalMove(from, to, progress).Run(cancel);
        if (await Keys(from, to, mark.Move!, cancel) is not { } vault) return Differs("the key vault");
        var service = new ServiceMove(from.Service, to.Store.Service);
        var rows = await service.Run(cancel);
        if (await service.Differing(cancel) > 0) return Differs("API keys and webhooks");
        var files = new AnswersMove(source.Data, target.Data);
        var answers = await files.Run(cancel);
        if (await files.Differing(cancel) > 0) return Differs("deposited answers");   // before the target is opened, which sweeps those away whose event was never recorded
        await Fold(to, cancel);
        if (await Compare(from, to.Store, cancel) is not var (root, events, checkpoints, key)) return Differs("events, checkpoints or the log's key");
        // From here on the source signs nothing; only then may the target. In between, neither does, and the next attempt goes on.
        var moved = new MovedRow(MovedRow.Only, target.Profile, clock.GetUtcNow().Ticks / TimeSpan.TicksPerMicrosecond, mark.Move);
        await from.Service.Commit([new(typeof(MovedRow), MovedRow.Only, moved)], cancel);
        if (await from.Journal.Count(cancel) != events) return Differs("events, to which some were added meanwhile");
        cancel.ThrowIfCancellationRequested();
        await to.Store.Service.Commit([new(typeof(UnfinishedRow), UnfinishedRow.Only, null)], cancel);
        return new MovedLedger(from.Journal.Origin, key, events, root, checkpoints, vault, rows, answers);
    }

    /// <summary>What the vault holds, or null where the copy holds something else.</summary>
    async Task<VaultTally?> Keys(ILedgerStore from, MoveTarget to, string name, CancellationToken cancel)
    {
        var move = new VaultMove(Vault(from), progress);
        var tally = await move.Run(Vault(to.Store), name, to.Store.Turn ?? 0, cancel);
        await to.Reopen(cancel);   // with the key of lookups that came with it
        if (!tally.Equals(await move.Tally(Vault(to.Store), cancel))) return null;
        await to.Store.Vault.AdvanceDestroyedUpTo(from.Vault.DestroyedUpTo, cancel);
        if (from.Vault.ContactsNoted) await to.Store.Vault.SetContactsNoted(cancel);
        return tally;
    }

    /// <summary>What opening a ledger does: destructions that were not carried out yet are, read models are folded, the tree is held against what was signed.</summary>
    async Task Fold(MoveTarget to, CancellationToken cancel)
    {
        await to.Close();
        using (var folding = new Folding(progress("Events folded")))
            await using (var ledger = await EmbeddedLedger.Open(target with { Unfinished = true, Tombstones = null }, clock, random, cancel, folding))
            {
                to.Watch(ledger.Lost);
                await ledger.Scrub(cancel);
            }
        await to.Reopen(cancel);
    }

    /// <summary>Null where anything differs.</summary>
    async Task<(byte[] Root, long Events, long Checkpoints, VerifierKey? Key)?> Compare(ILedgerStore from, ILedgerStore to, CancellationToken cancel)
    {
        var check = new MoveCheck(from, to, progress);
        var count = await from.Journal.Count(cancel);
        if (await to.Journal.Count(cancel) != count || !to.Journal.Origins.All.SequenceEqual(from.Journal.Origins.All)) return null;
        var (root, different) = await check.Events(count, cancel);
        var key = await LogKeys.Known(from.Journal.Origins, from.Vault, cancel);
        if (different is not null || await check.Checkpoints(cancel) is not { } checkpoints) return null;
        return key is null || (await LogKeys.Known(to.Journal.Origins, to.Vault, cancel))?.Fingerprint == key.Fingerprint ? (root, count, checkpoints, key) : null;
    }

    /// <summary>A process that was killed just now may hold the turn for some seconds yet.</summary>
    async ValueTask<ILedgerStore> Open(Settings settings, CancellationToken cancel)
    {
        for (var waited = 0; ; waited++)
        {
            try
            {
                return await LedgerStores.Open(settings, clock, random, cancel);
            }
            catch (StoreRefusedException refused) when (refused.Code == StoreRefusedException.InUse && waited < WaitsMax)
            {
                await Task.Delay(WaitMilliseconds, cancel);
            }
        }
    }

    static IMovableVault Vault(ILedgerStore store) => (IMovableVault)store.Vault;

    static Refusal Differs(string what) => new(MigrationRefusals.CopyDiffers, $"What was copied is not what is there: {what}. The target stays unfinished.");

    sealed class Folding(Progress progress) : IProgress<ProjectionProgress>, IDisposable
    {
        public void Report(ProjectionProgress value) => progress.Report(value.Position, value.Count);

        public void Dispose() => progress.Dispose();
    }
}
