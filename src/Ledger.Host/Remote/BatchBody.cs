using System.Text.Json;
using System.Text.Unicode;
using Ledger.Intake;
using Ledger.Journal;

namespace Ledger.Host.Remote;

/// <summary>
/// Lines put together as one CloudEvents batch. A line that is not one JSON value would spoil the whole array and pass its fault on to its neighbours: it is
/// refused here, as the ledger itself would, after whatever is wrong in the lines before it.
/// </summary>
static class BatchBody
{
    const int DepthMax = 64;

    /// <summary>The array; or the first refusal of its events by place.</summary>
    public static Outcome<byte[]> Of(IReadOnlyList<ReadOnlyMemory<byte>> events, DateTimeOffset now)
    {
        for (var item = 0; item < events.Count; item++)
            if (!IsOneValue(events[item].Span)) return FirstFault(events, item, now);
        var body = new byte[events.Sum(e => e.Length + 1) + 1];
        body[0] = (byte)'[';
        var at = 1;
        foreach (var line in events)
        {
            line.Span.CopyTo(body.AsSpan(at));
            at += line.Length;
            body[at++] = (byte)',';
        }
        body[at - 1] = (byte)']';
        return at == body.Length ? body : body[..at];
    }

    static bool IsOneValue(ReadOnlySpan<byte> line)
    {
        if (!Utf8.IsValid(line)) return false;
        try
        {
            var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = DepthMax });
            while (reader.Read())
            {
            }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    static Refusal FirstFault(IReadOnlyList<ReadOnlyMemory<byte>> events, int spoilt, DateTimeOffset now)
    {
        for (var item = 0; item <= spoilt; item++)
            if (PublishedCodec.Read(events[item], now, PublishingRules.Default.Skew).Refusal is { } refusal) return refusal with { Item = item };
        return new(CodecRefusals.NotJson, "The bytes are not one JSON value.", "$", spoilt);
    }
}
