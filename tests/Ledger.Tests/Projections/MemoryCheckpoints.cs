using System.Runtime.CompilerServices;
using Ledger.Journal;

namespace Ledger.Tests.Projections;

/// <summary>Checkpoints kept in memory.</summary>
sealed class MemoryCheckpoints : ICheckpoints
{
    readonly SortedDictionary<long, SignedCheckpoint> _kept = [];

    public void Clear() => _kept.Clear();

    public ValueTask<SignedCheckpoint?> Newest(CancellationToken cancel) => new(_kept.Count == 0 ? null : _kept.Values.Last());

    public ValueTask<SignedCheckpoint> Add(SignedCheckpoint checkpoint, CancellationToken cancel)
    {
        if (_kept.TryGetValue(checkpoint.Size, out var earlier))
            return earlier.Root.SequenceEqual(checkpoint.Root) ? new(earlier) : throw new InvalidOperationException("Another root.");
        _kept.Add(checkpoint.Size, checkpoint);
        return new(checkpoint);
    }

    public async IAsyncEnumerable<SignedCheckpoint> All(long fromSize, [EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask;
        foreach (var kept in _kept.Values.Where(c => c.Size >= fromSize)) yield return kept;
    }
}
