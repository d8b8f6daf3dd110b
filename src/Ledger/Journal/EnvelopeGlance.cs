using System.Text.Json;

namespace Ledger.Journal;

/// <summary>The attributes of a recorded event that can be read without decoding its data.</summary>
sealed record EnvelopeGlance(string? Type, string? Subject, string? PublishedHash)
{
    /// <summary>Reads them off the stored bytes without decoding the data.</summary>
    public static EnvelopeGlance Read(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        string? type = null, subject = null, hash = null;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("type"u8)) type = Next(ref reader);
            else if (reader.ValueTextEquals("subject"u8)) subject = Next(ref reader);
            else if (reader.ValueTextEquals("publishedhash"u8)) hash = Next(ref reader);
            else reader.Skip();
        }
        return new(type, subject, hash);
    }

    static string? Next(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetString();
    }
}
