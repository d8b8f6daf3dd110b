using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Ledger.Proofs;

/// <summary>One line of openings.json: the field key of the sealed field at a pointer of the event at an index.</summary>
internal sealed record Opening(long Index, string Pointer, byte[] Key)
{
    /// <summary>A pointer holds at most the names of one event; base64 and the rest take little more.</summary>
    internal const int LineMax = 2 * StoredEvent.BytesMax;

    /// <summary>Reads a line without its comma, or returns null: exactly three members in order.</summary>
    internal static Opening? Parse(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var members = document.RootElement.EnumerateObject();
            if (!members.MoveNext() || !members.Current.NameEquals("index") || DecimalText.Parse(JsonMarshal.GetRawUtf8Value(members.Current.Value)) is not { } index
                || !members.MoveNext() || !members.Current.NameEquals("pointer") || members.Current.Value.GetString() is not { } pointer
                || !members.MoveNext() || !members.Current.NameEquals("key")
                || StrictBase64.Decode(members.Current.Value.GetString().AsSpan(), FieldKey.Length) is not { } key)
            {
                return null;
            }
            return members.MoveNext() ? null : new Opening(index, pointer, key);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Writes the object; the pointer as RFC 8785 writes a string.</summary>
    internal void WriteTo(IBufferWriter<byte> output)
    {
        output.Write(Encoding.UTF8.GetBytes($"{{\"index\":{Index},\"pointer\":"));
        CanonicalJson.WriteString(output, Pointer);
        output.Write(Encoding.UTF8.GetBytes($",\"key\":\"{Convert.ToBase64String(Key)}\"}}"));
    }
}
