namespace Ledger.Proofs;

/// <summary>That a checkpoint of a size was stamped at a time.</summary>
/// <param name="Size">Leaves of the checkpoint.</param>
/// <param name="Time">The token's time.</param>
public readonly record struct StampMark(long Size, DateTimeOffset Time);
