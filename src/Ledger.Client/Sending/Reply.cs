namespace Ledger.Client.Sending;

/// <summary>What one request came to: an answer, a refusal for good, or a setback after which the same request may be sent again.</summary>
/// <typeparam name="T">What was asked for.</typeparam>
sealed record Reply<T>(T? Answer, LedgerRefusedException? Refusal, Setback? Setback);

/// <summary>Why there was no answer.</summary>
/// <param name="Cause">In words without any value.</param>
/// <param name="RetryAfter">How long the server asked to be left alone, or null.</param>
/// <param name="Error">What the transport threw, or null.</param>
sealed record Setback(string Cause, TimeSpan? RetryAfter = null, Exception? Error = null);
