namespace Ledger.Reading;

/// <summary>
/// Rows were not written: another process has folded on meanwhile, or swapped in another set. Nothing of the commit was kept; whoever folds opens the current set
/// again and goes on from its position.
/// </summary>
public sealed class RowsOvertakenException() : Exception("Another process has folded these read models on meanwhile.");
