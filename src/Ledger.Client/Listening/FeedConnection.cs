using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Ledger.Client.Sending;
using Ledger.Journal;
using Microsoft.Extensions.Options;

namespace Ledger.Client.Listening;

/// <summary>Something heard: an event, or only how far the feed is.</summary>
/// <param name="Index">Everything up to here was heard, or filtered away.</param>
/// <param name="Json">The event; null where there is none.</param>
sealed record Heard(long Index, byte[]? Json)
{
    /// <summary>The event, decoded.</summary>
    /// <exception cref="InvalidDataException">It is no event of a ledger.</exception>
    public FeedEvent Decode()
    {
        try
        {
            using var document = JsonDocument.Parse(Json);
            var root = document.RootElement;
            var entry = new Entry(Index, root.GetProperty("stream").GetString()!, root.GetProperty("sequence").GetInt64(), default, Json);
            return new(Index, root.TryGetProperty("userid", out var userId) ? userId.GetString() : null, RecordedCodec.Read(entry), Json);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new InvalidDataException("What was heard is no event of a ledger.");
        }
    }
}

/// <summary>GET /feed: one connection, until it is lost.</summary>
sealed class FeedConnection(Connection connection, IOptions<LedgerClientOptions> options, TimeProvider clock)
{
    /// <summary>
    /// What is heard, without end: ends, or throws what the transport throws, only where the connection is lost, a refusal where the server says no. A
    /// feed that is silent for longer than its heartbeats allow is lost.
    /// </summary>
    public async IAsyncEnumerable<Heard> Listen(FeedOptions feed, long? after, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var silence = new CancellationTokenSource(options.Value.AttemptTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, silence.Token);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Address(feed, after), UriKind.Relative));
        using var answer = await connection.Send(request, either.Token).ConfigureAwait(false);
        if (!answer.IsSuccessStatusCode)
        {
            await answer.Content.LoadIntoBufferAsync(1 << 16, either.Token).ConfigureAwait(false);
            var failed = Connection.Failed<object>(answer, await answer.Content.ReadAsByteArrayAsync(either.Token).ConfigureAwait(false), clock.GetUtcNow());
            throw failed.Refusal as Exception ?? new HttpRequestException(failed.Setback!.Cause);
        }
        silence.CancelAfter(options.Value.FeedSilenceMax);
        using var body = await answer.Content.ReadAsStreamAsync(either.Token).ConfigureAwait(false);
        await foreach (var item in SseParser.Create(body, static (_, data) => data.ToArray()).EnumerateAsync(either.Token).ConfigureAwait(false))
        {
            silence.CancelAfter(options.Value.FeedSilenceMax);
            if (long.TryParse(item.EventId, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index))
                yield return new(index, item.EventType == "position" ? null : item.Data);
        }
    }

    static string Address(FeedOptions feed, long? after)
    {
        List<string> query = [];
        if (after is { } index) query.Add(string.Create(CultureInfo.InvariantCulture, $"after={index}"));
        query.AddRange(feed.Types.Select(type => $"type={Uri.EscapeDataString(type)}"));
        query.AddRange(feed.Purposes.Select(purpose => $"purpose={Uri.EscapeDataString(purpose)}"));
        return query.Count == 0 ? "feed" : $"feed?{string.Join('&', query)}";
    }
}
