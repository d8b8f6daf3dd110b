namespace Ledger.Host.Documents;

/// <summary>What a rebuild of the read models did.</summary>
/// <param name="Events">Events folded.</param>
/// <param name="Seconds">How long it took.</param>
sealed record RebuiltDocument(long Events, double Seconds);
