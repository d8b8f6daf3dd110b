using Microsoft.Extensions.Options;

namespace Ledger.Client;

/// <summary>Says what is wrong with options, in words that hold no key.</summary>
sealed class LedgerClientOptionsCheck : IValidateOptions<LedgerClientOptions>
{
    const int KeyBytes = 32;

    public ValidateOptionsResult Validate(string? name, LedgerClientOptions options)
    {
        string[] faults = [.. Faults(options)];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    static IEnumerable<string> Faults(LedgerClientOptions options)
    {
        if (options.Server is not { IsAbsoluteUri: true, Scheme: "http" or "https" }) yield return "LedgerClientOptions.Server is needed: the ledger's address, http or https.";
        if (string.IsNullOrWhiteSpace(options.Key) || options.Key.Any(c => c is < '!' or > '~')) yield return "LedgerClientOptions.Key is needed: the service's API key.";
        if (options.OutboxPath is not null && !IsKey(options.OutboxKey))
            yield return "LedgerClientOptions.OutboxKey is needed with OutboxPath: 32 random bytes in base64 (openssl rand -base64 32).";
        if (options.BatchEventsMax < 1 || options.BatchBytesMax < 1) yield return "LedgerClientOptions.BatchEventsMax and BatchBytesMax begin at 1.";
        if (options.OutboxEventsMax < 1 || options.OutboxBytesMax < 1) yield return "LedgerClientOptions.OutboxEventsMax and OutboxBytesMax begin at 1.";
        TimeSpan[] needed = [options.AttemptTimeout, options.PublishTimeout, options.QuestionTimeout, options.FeedSilenceMax];
        if (needed.Any(time => time <= TimeSpan.Zero || time > TimeSpan.FromDays(1))) yield return "LedgerClientOptions: timeouts are above zero and at most a day.";
        TimeSpan[] free = [options.Linger, options.AnswerLifetime];
        if (free.Any(time => time < TimeSpan.Zero || time > TimeSpan.FromMinutes(1)) || options.AnswersMax < 0)
            yield return "LedgerClientOptions: Linger and AnswerLifetime lie between zero and a minute, AnswersMax is not negative.";
    }

    static bool IsKey(string? text)
    {
        Span<byte> key = stackalloc byte[KeyBytes];
        return text is not null && Convert.TryFromBase64String(text, key, out var written) && written == KeyBytes;
    }
}
