namespace Ledger.Host.Check;

/// <summary>Something that is not as the ledger left it.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Index">The first index it concerns, where it concerns one.</param>
/// <param name="Message">A sentence without personal values.</param>
sealed record StoreFault(string Code, long? Index, string Message);

/// <summary>What a check of the whole store found.</summary>
/// <param name="Events">Events read.</param>
/// <param name="Checkpoints">Signed checkpoints compared.</param>
/// <param name="Fields">Sealed fields opened and found genuine.</param>
/// <param name="Destroyed">Sealed fields whose keys have been destroyed.</param>
/// <param name="Rows">Read-model rows compared.</param>
/// <param name="Faults">What is wrong, the first of each kind.</param>
sealed record StoreReport(long Events, long Checkpoints, long Fields, long Destroyed, long Rows, IReadOnlyList<StoreFault> Faults);
