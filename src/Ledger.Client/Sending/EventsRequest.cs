using System.Net.Http.Headers;
using System.Text.Json;
using Ledger.Journal;

namespace Ledger.Client.Sending;

/// <summary>POST /events: one event in structured mode, several in batch mode; all or none.</summary>
sealed class EventsRequest(Connection connection)
{
    static readonly MediaTypeHeaderValue Structured = new("application/cloudevents+json"), Batch = new("application/cloudevents-batch+json");

    /// <summary>One attempt; as many receipts as events.</summary>
    public Task<Reply<IReadOnlyList<Receipt>>> Send(IReadOnlyList<Outgoing> events, CancellationToken cancel) =>
        connection.Ask<IReadOnlyList<Receipt>>(() => Message(events), body => Receipts(body, events.Count), cancel);

    static HttpRequestMessage Message(IReadOnlyList<Outgoing> events) => new(HttpMethod.Post, new Uri("events", UriKind.Relative))
    {
        Content = events is [var only]
            ? new ReadOnlyMemoryContent(only.Json) { Headers = { ContentType = Structured } }
            : new ByteArrayContent(Together(events)) { Headers = { ContentType = Batch } },
    };

    static byte[] Together(IReadOnlyList<Outgoing> events)
    {
        var whole = new byte[events.Sum(e => e.Json.Length) + events.Count + 1];
        var at = 0;
        foreach (var one in events)
        {
            whole[at] = at == 0 ? (byte)'[' : (byte)',';
            one.Json.CopyTo(whole.AsMemory(++at));
            at += one.Json.Length;
        }
        whole[at] = (byte)']';
        return whole;
    }

    static Receipt[] Receipts(JsonElement body, int count)
    {
        Receipt[] receipts = [.. body.GetProperty("receipts").EnumerateArray().Select(Read)];
        return receipts.Length == count ? receipts : throw new FormatException();
    }

    static Receipt Read(JsonElement receipt) => new(
        receipt.GetProperty("index").GetInt64(), receipt.GetProperty("stream").GetString() ?? throw new FormatException(),
        receipt.GetProperty("sequence").GetInt64(), Convert.FromHexString(receipt.GetProperty("leafHash").GetString() ?? ""),
        receipt.GetProperty("duplicate").GetBoolean());
}
