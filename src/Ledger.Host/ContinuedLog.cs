using Ledger.Continuing;
using Ledger.Journal;
using Ledger.Listening;
using Ledger.Projections;
using Ledger.Proofs;
using Ledger.Reading;
using Ledger.Sqlite;

namespace Ledger.Host;

/// <summary>What a log goes on as.</summary>
/// <param name="PreviousOrigin">The origin it had.</param>
/// <param name="Origin">The origin it has now.</param>
/// <param name="Index">Where its <c>log.continued</c> stands: the first index of its own.</param>
/// <param name="CitedSize">The size of the checkpoint it cites.</param>
sealed record LogContinuation(string PreviousOrigin, string Origin, long Index, long CitedSize);

/// <summary>
/// Makes a journal that does not hold the newest checkpoint once signed of it go on under a new origin and a new log key (docs/decisions/0016). For a
/// restore, in this order:
/// <list type="number">
/// <item>Put journal.db, vault.db and master.key into an empty folder, and whatever is left of checkpoints.db; no <c>format</c> file. The folder then opens in
/// no other way than through here, unless the list of checkpoints was brought along and the journal holds its newest.</item>
/// <item>Carry out the tombstones in the vault.</item>
/// <item>Call <see cref="Begin"/> with the newest note known. Called again after a crash, with the same name, it ends what it
/// began or says that it is done.</item>
/// <item>Open the ledger as ever: its read models are folded anew.</item>
/// </list>
/// The source must be stopped for good: nothing here can keep another machine from signing.
/// </summary>
static class ContinuedLog
{
    const int PageMax = 500;

    /// <summary>Goes on under the terms' origin; or why not. The folder must be closed, and is closed again.</summary>
    /// <exception cref="StoreRefusedException">The folder cannot be opened; its code says why.</exception>
    public static async Task<Outcome<LogContinuation>> Begin(
        string folder, ContinuationTerms terms, TimeProvider clock, FillRandom random, CancellationToken cancel)
    {
        await using var store = await SqliteLedgerStore.OpenRestored(folder, ProjectionTables.All, random, cancel);
        if (await Done(store.Journal, terms.Origin, cancel) is { } done)
        {
            store.Finish();
            return done;
        }
        var key = terms.Key ?? await LogKeys.Known(store.Journal.Origins, store.Vault, cancel);
        var first = await new Continuation(store.Journal, store.Checkpoints).First(terms with { Key = key }, clock.GetUtcNow(), cancel);
        if (first.Refusal is { } refusal) return refusal;
        var index = first.Value.Index;
        // All of this only takes back what the journal does not hold: should the process end here, nothing is lost and it is done again.
        await store.Vault.RetreatDestroyedUpTo(index, cancel);
        await Rewind(store.Service, index, cancel);
        await store.ReadModels.Swap(await store.ReadModels.Beside(cancel), cancel);
        if (await store.Continue(terms.Origin, first.Value, cancel) == Appended.Conflict)
            throw new InvalidOperationException("The journal does not hold what it held a moment ago.");
        return (await Done(store.Journal, terms.Origin, cancel))!;
    }

    /// <summary>What it goes on as, where it does so under that origin already.</summary>
    static async ValueTask<LogContinuation?> Done(IJournal journal, string origin, CancellationToken cancel)
    {
        var origins = journal.Origins;
        if (origins.All.Count == 1 || origins.Current != origin) return null;
        await foreach (var entry in journal.ReadAll(origins.CurrentFrom, cancel))
        {
            var continued = (Registers.LogContinued)RecordedCodec.Read(entry).Data;
            return new(continued.PreviousOrigin, origin, entry.Index, Checkpoint.Parse(SignedNote.Parse(continued.Checkpoint)!.Text)!.Size);
        }
        return null;
    }

    /// <summary>Subscribers that are further than the journal hear of what comes instead; what waited for them of what is gone is dropped.</summary>
    static async ValueTask Rewind(IServiceTables tables, long index, CancellationToken cancel)
    {
        var ahead = await tables.Query<SubscriberProgressRow>(rows => rows.Where(row => row.Position > index), cancel);
        await tables.Commit([.. ahead.Select(row => new RowChange(typeof(SubscriberProgressRow), row.Key, row with { Position = index }))], cancel);
        var later = await tables.Query<SubscriberRow>(rows => rows.Where(row => row.From > index), cancel);
        await tables.Commit([.. later.Select(row => new RowChange(typeof(SubscriberRow), row.Key, row with { From = index }))], cancel);
        while (await tables.Query<DeliveryRow>(rows => rows.Where(row => row.Index >= index).Take(PageMax), cancel) is { Count: > 0 } gone)
            await tables.Commit([.. gone.Select(row => new RowChange(typeof(DeliveryRow), row.Key, null))], cancel);
    }
}
