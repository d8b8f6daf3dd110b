using Ledger.Journal;
using Ledger.Proofs;

namespace Ledger.Host.Migrate;

/// <summary>A ledger that was copied to another engine, and compared there.</summary>
/// <param name="Origin">The name it goes on under, which is the one it had.</param>
/// <param name="Key">Its key, or null where nothing was ever signed.</param>
/// <param name="Events">How many events there are.</param>
/// <param name="Root">The root of their tree, made of the bytes that lie at the target.</param>
/// <param name="Checkpoints">How many signed checkpoints, under all of its origins.</param>
/// <param name="Vault">What the key vault holds.</param>
/// <param name="Rows">How many rows of service tables: API keys, webhooks and what waits for them.</param>
/// <param name="Answers">How many files of deposited answers.</param>
sealed record MovedLedger(string Origin, VerifierKey? Key, long Events, byte[] Root, long Checkpoints, VaultTally Vault, long Rows, long Answers);

/// <summary>A store that a ledger is copied into; closed and opened again where its parts are read at opening.</summary>
/// <param name="open">Opens it.</param>
/// <param name="watch">Is told, of each opening, what completes when the store is another process's.</param>
sealed class MoveTarget(Func<CancellationToken, ValueTask<ILedgerStore>> open, Action<Task> watch) : IAsyncDisposable
{
    ILedgerStore? _store;

    public ILedgerStore Store => _store ?? throw new InvalidOperationException("It is closed.");

    /// <summary>Closes it; whoever needs it again opens it anew.</summary>
    public async ValueTask Close()
    {
        if (_store is not { } store) return;
        _store = null;
        await store.DisposeAsync();
    }

    public async ValueTask Reopen(CancellationToken cancel)
    {
        await Close();
        _store = await open(cancel);
        Watch(_store.Lost);
    }

    /// <summary>The same of one who opens it by himself.</summary>
    public void Watch(Task lost) => watch(lost);

    public ValueTask DisposeAsync() => Close();
}
