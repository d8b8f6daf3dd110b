using System.Security.Cryptography;

namespace Ledger.Client.Sending;

/// <summary>Sends a request again until it is answered or refused.</summary>
sealed class Endurance(TimeProvider clock)
{
    const int ScatterSteps = 1 << 16;

    /// <summary>
    /// The answer. Throws the refusal; throws <see cref="LedgerUnreachableException"/> where another attempt would not begin within
    /// <paramref name="budget"/> (null: never gives up). <paramref name="setback"/> is told of every attempt that failed.
    /// </summary>
    public async Task<T> Persist<T>(
        Func<CancellationToken, Task<Reply<T>>> attempt, TimeSpan? budget, Action<Setback>? setback, CancellationToken cancel) where T : class
    {
        var began = clock.GetTimestamp();
        for (var failed = 0; ; failed++)
        {
            var reply = await attempt(cancel).ConfigureAwait(false);
            if (reply.Answer is { } answer) return answer;
            if (reply.Refusal is { } refusal) throw refusal;
            setback?.Invoke(reply.Setback!);
            var wait = Backoff.After(failed, (double)RandomNumberGenerator.GetInt32(ScatterSteps) / ScatterSteps, reply.Setback!.RetryAfter);
            if (budget is { } limit && clock.GetElapsedTime(began) + wait > limit)
                throw new LedgerUnreachableException($"The ledger did not answer in time: {reply.Setback.Cause}.", reply.Setback.Error);
            await Task.Delay(wait, clock, cancel).ConfigureAwait(false);
        }
    }
}
