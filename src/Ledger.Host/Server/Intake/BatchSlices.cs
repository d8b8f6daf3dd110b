using System.Text.Json;
using Ledger.Journal;

namespace Ledger.Host.Server.Intake;

/// <summary>Cuts a JSON array of events into the bytes of each, as they were sent: nothing is written anew. What each holds is for the codec to judge.</summary>
static class BatchSlices
{
    /// <summary>The slices in order, none for an empty array; or why it is none. A value that is cut short or no JSON is named by its place.</summary>
    public static Outcome<IReadOnlyList<ReadOnlyMemory<byte>>> Of(ReadOnlyMemory<byte> body, int eventsMax)
    {
        List<ReadOnlyMemory<byte>> slices = [];
        // Depth is the codec's to refuse, at the event that has it; here it costs a bit a level.
        var reader = new Utf8JsonReader(body.Span, new JsonReaderOptions { MaxDepth = body.Length + 1 });
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray) return new Refusal(CodecRefusals.WrongType, "A batch is a JSON array.", "$");
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (slices.Count == eventsMax) return new Refusal(HttpRefusals.TooManyEvents, $"A batch has at most {eventsMax} events.");
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                slices.Add(body[start..(int)reader.BytesConsumed]);
            }
            reader.Read();   // nothing but white space may follow
        }
        catch (JsonException)
        {
            return new Refusal(CodecRefusals.NotJson, "The batch is not one JSON array.", "$", reader.CurrentDepth > 0 ? slices.Count : null);
        }
        return Outcome.Of<IReadOnlyList<ReadOnlyMemory<byte>>>(slices);
    }
}
