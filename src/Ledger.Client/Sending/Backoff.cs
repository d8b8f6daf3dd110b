namespace Ledger.Client.Sending;

/// <summary>How long to wait before the next attempt.</summary>
static class Backoff
{
    static readonly TimeSpan First = TimeSpan.FromMilliseconds(100), Max = TimeSpan.FromSeconds(30), ServerMax = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Doubles with each attempt up to half a minute, and scatters over the upper half, so that many clients do not come back at once. Never sooner than
    /// the server asked for, within reason.
    /// </summary>
    /// <param name="attempt">How many have failed before: 0 after the first.</param>
    /// <param name="scatter">Random, from 0 to 1.</param>
    /// <param name="retryAfter">What the server asked for.</param>
    public static TimeSpan After(int attempt, double scatter, TimeSpan? retryAfter)
    {
        var full = attempt < 9 ? First * (1 << attempt) : Max;
        if (full > Max) full = Max;
        var own = full * (0.5 + (0.5 * scatter));
        var asked = retryAfter is { } after ? after < ServerMax ? after : ServerMax : TimeSpan.Zero;
        return asked > TimeSpan.Zero ? asked + (First * scatter) > own ? asked + (First * scatter) : own : own;
    }
}
