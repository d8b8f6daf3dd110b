using Ledger.Access;
using Ledger.Journal;
using Ledger.Proofs;
using MediatR;

namespace Ledger.Projections;

/// <summary>
/// Has the log checked now, in bounded time: the newest checkpoints against the tree and each other, and the newest events against the newest checkpoint. All
/// of the journal is checked by <c>ledger check</c>.
/// </summary>
/// <param name="Actor">Who asks for it.</param>
public sealed record VerifyLog(Actor Actor) : IRequest<Outcome<VerifiedLog>>, IAuthorised
{
    /// <inheritdoc/>
    public IReadOnlyList<Role> Allowed { get; } = [Role.Officer];
}

/// <summary>What was checked, and what is wrong.</summary>
/// <param name="Size">Size of the newest checkpoint; 0 where there is none.</param>
/// <param name="Checkpoints">How many checkpoints were checked.</param>
/// <param name="Events">How many events were checked.</param>
/// <param name="Faults">What is wrong; empty where all holds.</param>
/// <param name="At">When.</param>
public sealed record VerifiedLog(long Size, int Checkpoints, int Events, IReadOnlyList<LogFault> Faults, DateTimeOffset At);

/// <summary>Something that does not hold.</summary>
/// <param name="Kind">What.</param>
/// <param name="Place">The size of the checkpoint, or the index of the event.</param>
public sealed record LogFault(LogFaultKind Kind, long Place);

/// <summary>What can be wrong with a log.</summary>
public enum LogFaultKind
{
    /// <summary>A checkpoint's signature is not the log's.</summary>
    Signature,

    /// <summary>The tree of that size has another root than was signed.</summary>
    Root,

    /// <summary>The newest checkpoint does not continue that one.</summary>
    Consistency,

    /// <summary>The journal is shorter than what was signed.</summary>
    Shorter,

    /// <summary>The stored event is not the one that the newest checkpoint covers.</summary>
    Inclusion,
}

/// <summary>Checks: reads the stored bytes and the stored tree, and believes neither.</summary>
public sealed class VerifyLogHandler(IJournal journal, ICheckpoints checkpoints, TransparencyLog log, TimeProvider clock) : IRequestHandler<VerifyLog, Outcome<VerifiedLog>>
{
    const int CheckpointsMax = 50, EventsMax = 500;

    /// <inheritdoc/>
    public async Task<Outcome<VerifiedLog>> Handle(VerifyLog request, CancellationToken cancellationToken)
    {
        var signed = await ListCheckpointsHandler.Last(checkpoints, CheckpointsMax, cancellationToken);
        if (signed.Count == 0) return new VerifiedLog(0, 0, 0, [], clock.GetUtcNow());
        var newest = signed[0];
        if (await journal.Count(cancellationToken) < newest.Size)
            return new VerifiedLog(newest.Size, signed.Count, 0, [new(LogFaultKind.Shorter, newest.Size)], clock.GetUtcNow());
        List<LogFault> faults = [.. signed.SelectMany(checkpoint => Faults(checkpoint, newest))];
        var first = Math.Max(0, newest.Size - EventsMax);
        await foreach (var entry in journal.ReadAll(first, cancellationToken))
        {
            if (entry.Index >= newest.Size) break;
            if (!IsIncluded(entry, newest)) faults.Add(new(LogFaultKind.Inclusion, entry.Index));
        }
        return new VerifiedLog(newest.Size, signed.Count, (int)(newest.Size - first), faults, clock.GetUtcNow());
    }

    IEnumerable<LogFault> Faults(SignedCheckpoint signed, SignedCheckpoint newest)
    {
        if (Checkpoint.Open(signed.Note, log.Key) is not { } opened || opened.Size != signed.Size || !opened.Root.Span.SequenceEqual(signed.Root))
            yield return new(LogFaultKind.Signature, signed.Size);
        if (!log.Tree(signed.Size).Root().AsSpan().SequenceEqual(signed.Root)) yield return new(LogFaultKind.Root, signed.Size);
        if (signed.Size > 0 && signed.Size < newest.Size
            && !ConsistencyProof.Verify(signed.Size, newest.Size, log.Tree(newest.Size).ConsistencyProof(signed.Size), signed.Root, newest.Root))
            yield return new(LogFaultKind.Consistency, signed.Size);
    }

    bool IsIncluded(Entry entry, SignedCheckpoint newest) => InclusionProof.Verify(
        entry.Index, newest.Size, MerkleTree.LeafHash(entry.Bytes.Span), log.Tree(newest.Size).InclusionProof(entry.Index), newest.Root);
}
