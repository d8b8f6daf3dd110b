using Ledger.Reading;
using Ledger.Sealing;
using Ledger.Stamps;

namespace Ledger.Journal;

/// <summary>Everything a ledger keeps, on one engine, held open until it is disposed of.</summary>
public interface ILedgerStore : IAsyncDisposable
{
    /// <summary>The journal; its first origin is the one the ledger was made with.</summary>
    IJournal Journal { get; }

    /// <summary>The key vault.</summary>
    IKeyVault Vault { get; }

    /// <summary>The checkpoints signed under the journal's current origin.</summary>
    ICheckpoints Checkpoints { get; }

    /// <summary>The timestamps of these.</summary>
    ICheckpointStamps Stamps { get; }

    /// <summary>Those of each earlier origin, oldest first: to be read, never added to. Empty where nobody brought them along.</summary>
    IReadOnlyList<ICheckpoints> EarlierCheckpoints { get; }

    /// <summary>What is kept beside the journal and not folded from it.</summary>
    IServiceTables Service { get; }

    /// <summary>The read models.</summary>
    IReadModelStore ReadModels { get; }

    /// <summary>
    /// Goes on under another origin, from this entry on (<see cref="IJournal.Continue"/>), with a list of checkpoints of its own. Afterwards the store is to be disposed of
    /// and opened anew: its <see cref="Checkpoints"/> are still those of the origin before.
    /// </summary>
    ValueTask<Appended> Continue(string origin, Entry first, CancellationToken cancel) => Journal.Continue(origin, first, cancel);

    /// <summary>Completes when the store is another process's by now: this one must end. Never where nobody can take it.</summary>
    Task Lost { get; }

    /// <summary>How many processes have held the store so far, one after the other, with this one; null where that is not counted.</summary>
    long? Turn => null;

    /// <summary>Says to the other processes over the same store where this one is reached: <c>http://10.0.0.5:8080</c>. Nothing where there are no others.</summary>
    /// <exception cref="StoreFailedException">The engine failed, or the store is another process's by now.</exception>
    ValueTask Announce(string address, CancellationToken cancel) => default;

    /// <summary>Takes what destroyed keys left behind out of the engine's files, where destroying them could not at once; it may keep others waiting for a moment.</summary>
    /// <exception cref="StoreFailedException">The engine failed; to be done again.</exception>
    ValueTask Scrub(CancellationToken cancel);
}
