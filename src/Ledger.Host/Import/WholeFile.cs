using System.Text.Encodings.Web;
using System.Text.Json;
using Ledger.Journal;

namespace Ledger.Host.Import;

/// <summary>A small file that holds one event, or an array of them (CloudEvents JSON batch), laid out as its author likes: turned into lines.</summary>
static class WholeFile
{
    /// <summary>Letters stay letters: escaped, Cyrillic text would be three times as long and no longer fit a line.</summary>
    static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Stream AsLines(string path)
    {
        if (new FileInfo(path).Length > Entry.BatchBytesMax) throw new InputException("A .json file holds at most 1 MiB; use JSON lines for more.");
        var lines = new MemoryStream();
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            IEnumerable<JsonElement> events = document.RootElement.ValueKind == JsonValueKind.Array ? document.RootElement.EnumerateArray() : [document.RootElement];
            foreach (var item in events)
            {
                using (var writer = new Utf8JsonWriter(lines, Writing)) item.WriteTo(writer);
                lines.WriteByte((byte)'\n');
            }
        }
        catch (JsonException error)
        {
            throw new InputException($"The file is not JSON: line {error.LineNumber + 1}, column {error.BytePositionInLine + 1}.");
        }
        catch (InvalidOperationException)
        {
            throw new InputException("The file holds an escape that is half a character.");
        }
        lines.Position = 0;
        return lines;
    }
}
