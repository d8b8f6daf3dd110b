using Ledger.Sealing;

namespace Ledger.Journal;

/// <summary>What the ledger gives for a recorded event.</summary>
/// <param name="Index">Its place in the ledger.</param>
/// <param name="Stream">Its stream.</param>
/// <param name="Sequence">Its place in the stream.</param>
/// <param name="LeafHash">Its RFC 6962 leaf hash, 32 bytes.</param>
/// <param name="Duplicate">Whether it had been recorded before: nothing new was added.</param>
public sealed record Receipt(long Index, string Stream, long Sequence, byte[] LeafHash, bool Duplicate);

/// <summary>One event proposed to the sequencer.</summary>
/// <param name="Event">The event, sealed and encoded.</param>
/// <param name="Introductions">
/// What introduces its person and the others it names, each recorded first where that person's stream is still empty (DESIGN section 5); null for nobody.
/// </param>
/// <param name="ExpectedLength">The length its stream must have for the decision behind it to hold; null for a fact.</param>
/// <param name="Unnamed">A person whom no event may have named since, for the decision behind it to hold; or null.</param>
public sealed record Proposal(
    PreparedEvent Event, IReadOnlyList<PreparedEvent>? Introductions = null, long? ExpectedLength = null, UnnamedSince? Unnamed = null)
{
    /// <summary>A journal index from which on no destruction of keys may be recorded, for what was read to be still readable; null for any.</summary>
    public long? NothingDestroyedSince { get; init; }

    /// <summary>What is recorded with it, right after it, all or none; null for nothing. No receipt is given for it.</summary>
    public IReadOnlyList<PreparedEvent>? Effects { get; init; }

    /// <summary>Keys all of which it destroys, for the decision behind it to hold; null where it leaves some on purpose.</summary>
    public WholeKeys? Whole { get; init; }
}

/// <summary>No event recorded at this index or later names the person.</summary>
/// <param name="Token">The person's token.</param>
/// <param name="Index">The index.</param>
public sealed record UnnamedSince(string Token, long Index);

/// <summary>
/// All living keys of an owner. The length of a person's stream does not tell of each: who looked at a file seals the reason under that person's key.
/// </summary>
/// <param name="Owner">Whose.</param>
/// <param name="Class">Of which class; null for any.</param>
public sealed record WholeKeys(string Owner, KeyClass? Class = null)
{
    /// <summary>Whether the key is one of them.</summary>
    public bool Has(KeyName key) => key is not null && key.Owner == Owner && (Class is null || key.Class == Class);
}

/// <summary>What became of a submission: receipts, one per proposal; or a refusal; or neither, when a stream has moved on and must be read again.</summary>
public sealed record Submitted(IReadOnlyList<Receipt>? Receipts, Refusal? Refusal)
{
    /// <summary>A stream no longer has the expected length: decide again.</summary>
    public static Submitted Conflict { get; } = new(null, null);
}

/// <summary>Limits of the sequencer: each queue and group has one.</summary>
/// <param name="QueueMax">Submissions waiting; a further one waits for a place (back-pressure).</param>
/// <param name="GroupEventsMax">Events in one group commit.</param>
public sealed record SequencerLimits(int QueueMax = 4096, int GroupEventsMax = 4096);

/// <summary>The ledger has stopped taking events: an append failed in a way that leaves its outcome unknown. Opening it again finds out.</summary>
public sealed class LedgerStoppedException(Exception cause)
    : Exception("The ledger stopped: the last append failed and its outcome is unknown. Open it again to go on.", cause);
