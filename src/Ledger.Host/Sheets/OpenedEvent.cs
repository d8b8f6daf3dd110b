using System.Text.Json;
using Ledger.Exports;
using Ledger.Journal;
using Ledger.Proofs;
using Ledger.Sealing;

namespace Ledger.Host.Sheets;

/// <summary>A stored event, decoded, with its sealed values opened, each while its key lives.</summary>
/// <param name="happened">The event.</param>
/// <param name="values">The values by JSON pointer; null where the key has gone.</param>
sealed class OpenedEvent(RecordedEvent happened, IReadOnlyDictionary<string, string?> values)
{
    public RecordedEvent Event => happened;

    /// <summary>The value at a JSON pointer; null where its key has gone, or there is none.</summary>
    public string? At(string pointer) => values.GetValueOrDefault(pointer);

    /// <summary>Opens what can be opened, under the origin the event was recorded under; the keys used are remembered where <paramref name="opened"/> is given.</summary>
    public static OpenedEvent Of(Entry entry, LogOrigins origins, IKeyVault vault, OpenedKeys? opened = null)
    {
        using var document = JsonDocument.Parse(entry.Bytes);
        var recorded = document.RootElement;
        var (source, id, opener) = (recorded.GetProperty("source").GetString()!, recorded.GetProperty("id").GetString()!, new Opener(vault));
        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (pointer, field) in SealedFields.In(recorded))
        {
            var place = new FieldContext(origins.At(entry.Index), entry.Stream, source, id, pointer, field.KeyName);
            values[pointer] = opener.FieldKeyOf(field, place) is { } key ? field.Open(place, opened?.Remember(field.KeyName, key) ?? key).Value : null;
        }
        return new(RecordedCodec.Read(entry), values);
    }
}
