using Ledger.Access;

namespace Ledger.Host.Server.Listening;

/// <summary>A webhook as it is shown: its state, and to an administrator its address.</summary>
sealed record WebhookDocument(
    string Id, string Name, string? Url, IReadOnlyList<string> Types, IReadOnlyList<string> Purposes, string State, long Position, long Lag, long Waiting,
    long DeadLetters, DateTimeOffset? Succeeded, DateTimeOffset? Failed, long? FailedStatus, DateTimeOffset? Created, DateTimeOffset? PreviousSecretUntil)
{
    /// <summary>The recipient of personal data it is; absent for a service.</summary>
    public string? Recipient { get; init; }

    /// <summary>The secret, in the one answer that shows it.</summary>
    public string? Secret { get; init; }

    /// <summary>The state of a webhook while the ledger has so many events.</summary>
    public static WebhookDocument Of(Subscription subscription, long count, Role role)
    {
        var (terms, (progress, waiting)) = (subscription.Terms, subscription.Progress.Now);
        return new(
            terms.Row.Id, terms.Row.Name, role == Role.Administrator ? terms.Address.AbsoluteUri : null, [.. terms.Filter.Types], [.. terms.Filter.Purposes],
            terms.Row.Paused ? "paused" : progress.Gone ? "gone" : "active", progress.Position, Math.Max(0, count - progress.Position), waiting,
            progress.DeadLetters, Moment(progress.Succeeded), Moment(progress.Failed), progress.Status, Moment(terms.Row.Created), Moment(terms.Row.PreviousUntil))
        {
            Recipient = terms.Row.Recipient,
        };
    }

    /// <summary>A stored moment, in microseconds since 1970 UTC.</summary>
    public static DateTimeOffset? Moment(long? microseconds) => microseconds is { } since ? DateTimeOffset.UnixEpoch.AddMicroseconds(since) : null;
}
