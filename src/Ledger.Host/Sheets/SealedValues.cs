using System.Text.Json;
using Ledger.Journal;
using Ledger.Proofs;
using Ledger.Sealing;

namespace Ledger.Host.Sheets;

/// <summary>A sealed value of a person's stream, opened while its key lives.</summary>
/// <param name="Index">The event it is in.</param>
/// <param name="Pointer">Where in the event.</param>
/// <param name="Value">The value, or null where its key has been destroyed.</param>
sealed record SealedValue(long Index, string Pointer, string? Value);

/// <summary>Opens the sealed values of one person's stream for whoever was entitled to ask for the file.</summary>
sealed class SealedValues(IJournal journal, IKeyVault vault)
{
    public async Task<List<SealedValue>> Of(string token, long known, CancellationToken cancel)
    {
        List<SealedValue> values = [];
        await foreach (var entry in journal.Read(token, 0, cancel))
        {
            if (entry.Index > known) break;
            using var document = JsonDocument.Parse(entry.Bytes);
            var recorded = document.RootElement;
            foreach (var (pointer, field) in SealedFields.In(recorded))
            {
                var place = new FieldContext(
                    journal.Origins.At(entry.Index), token, recorded.GetProperty("source").GetString()!, recorded.GetProperty("id").GetString()!, pointer, field.KeyName);
                values.Add(new(entry.Index, pointer, new Opener(vault).FieldKeyOf(field, place) is { } key ? field.Open(place, key).Value : null));
            }
        }
        return values;
    }
}
