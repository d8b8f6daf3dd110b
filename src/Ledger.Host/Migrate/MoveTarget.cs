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
sealed class MoveTarget(ILedgerStore store, Func<CancellationToken, ValueTask<ILedgerStore>> open) : IAsyncDisposable
{
    bool _closed;

    public ILedgerStore Store { get; private set; } = store;

    /// <summary>Closes it; whoever needs it again opens it anew.</summary>
    public async ValueTask Close()
    {
        if (_closed) return;
        _closed = true;
        await Store.DisposeAsync();
    }

    public async ValueTask Reopen(CancellationToken cancel)
    {
        await Close();
        Store = await open(cancel);
        _closed = false;
    }

    public ValueTask DisposeAsync() => Close();
}
