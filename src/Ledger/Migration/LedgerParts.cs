using Ledger.Journal;
using Ledger.Reading;

namespace Ledger.Migration;

/// <summary>What a ledger is made of, read beside the process that serves it; nothing is written through it.</summary>
/// <param name="Journal">The journal.</param>
/// <param name="Vault">The key vault.</param>
/// <param name="Service">The service tables.</param>
/// <param name="Open">What is to be closed with it, the last opened first.</param>
public sealed record LedgerParts(IJournal Journal, IMovableVault Vault, IServiceTables Service, Stack<IAsyncDisposable> Open) : IAsyncDisposable
{
    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        while (Open.TryPop(out var part)) await part.DisposeAsync();
    }
}
