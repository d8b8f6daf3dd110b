using System.Globalization;
using System.Text.Json;
using Ledger.Client.Outbox;
using Ledger.Client.Sending;
using Microsoft.Extensions.Options;

namespace Ledger.Client.Asking;

/// <summary>"May I?": from the cache, or from the ledger, and never an answer older than what this service itself has said about the person.</summary>
sealed class Questions(
    Connection connection, Endurance endurance, EventOutbox outbox, OwnEvents own, AnswerCache cache, CacheFeed feed,
    IOptions<LedgerClientOptions> options, TimeProvider clock)
{
    /// <summary>The answer. Throws where there is none: what is not answered is not allowed.</summary>
    public async Task<MayAnswer> Ask(MayQuestion request, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (outbox.IsConfigured) await Settled(request.UserId, cancel).ConfigureAwait(false);
        var address = Address(request);
        var keeps = cache.IsUsed && request.At is null && request.Known is null;
        if (keeps)
        {
            feed.Begin();
            if (cache.Find(request.UserId, address) is { } kept) return kept;
        }
        var asked = clock.GetTimestamp();
        var answer = await endurance.Persist(stop => connection.Ask(() => Message(address), Read, stop), options.Value.QuestionTimeout, null, cancel).ConfigureAwait(false);
        if (keeps) cache.Keep(request.UserId, address, answer, asked);
        return answer;
    }

    /// <summary>What this service has said about the person and is still to be sent might be a withdrawal.</summary>
    async Task Settled(string person, CancellationToken cancel)
    {
        using var timeout = new CancellationTokenSource(options.Value.QuestionTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
        try
        {
            await outbox.Open(either.Token).ConfigureAwait(false);
            await outbox.Unsent.Settled(person, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new LedgerUnreachableException("What this service itself has said about the person is still in its outbox: the ledger's answer would be too old.");
        }
    }

    HttpRequestMessage Message(string address)
    {
        var after = own.Newest >= 0 ? string.Create(CultureInfo.InvariantCulture, $"{address}&after={own.Newest}") : address;
        return new(HttpMethod.Get, new Uri(after, UriKind.Relative));
    }

    static string Address(MayQuestion request)
    {
        List<string> query = [$"purpose={Uri.EscapeDataString(request.Purpose)}"];
        void Add(string name, string? value)
        {
            if (value is not null) query.Add($"{name}={Uri.EscapeDataString(value)}");
        }

        Add("recipient", request.Recipient);
        Add("channel", request.Channel);
        Add("kind", request.Kind);
        Add("ground", request.Ground is { } ground ? JsonNamingPolicy.KebabCaseLower.ConvertName(ground.ToString()) : null);
        foreach (var category in request.Categories) Add("category", category);
        Add("at", request.At is { } at ? at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture) : null);
        Add("known", request.Known?.ToString(CultureInfo.InvariantCulture));
        return $"subjects/{Uri.EscapeDataString(request.UserId)}/permission?{string.Join('&', query)}";
    }

    static MayAnswer Read(JsonElement body) => new(
        body.GetProperty("allowed").GetBoolean(), body.GetProperty("reason").GetString() ?? throw new FormatException(),
        [.. body.GetProperty("deciding").EnumerateArray().Select(index => index.GetInt64())],
        body.TryGetProperty("edition", out var edition) ? edition.GetString() : null, body.GetProperty("known").GetInt64());
}
