using System.Globalization;
using System.Text.Json;
using Ledger.Proofs;

namespace Ledger.Sealing;

/// <summary>Finds sealed fields in recorded bytes by their own mark, whatever the event's type.</summary>
public static class SealedFields
{
    /// <summary>The sealed fields below <c>data</c> with their JSON Pointers, in document order.</summary>
    /// <exception cref="InvalidDataException">Something marked as a sealed field is none.</exception>
    public static IEnumerable<(string Pointer, SealedField Field)> In(JsonElement recordedEvent) =>
        recordedEvent.TryGetProperty("data", out var data) ? Walk(data, "/data") : [];

    static IEnumerable<(string, SealedField)> Walk(JsonElement node, string pointer)
    {
        if (node.ValueKind == JsonValueKind.Array)
        {
            var place = 0;
            foreach (var item in node.EnumerateArray())
                foreach (var found in Walk(item, string.Create(CultureInfo.InvariantCulture, $"{pointer}/{place++}"))) yield return found;
        }
        if (node.ValueKind != JsonValueKind.Object) yield break;
        if (node.TryGetProperty("sealed", out _))
        {
            yield return (pointer, SealedField.Parse(node) ?? throw new InvalidDataException("A sealed field is malformed."));
            yield break;
        }
        foreach (var member in node.EnumerateObject())
            foreach (var found in Walk(member.Value, $"{pointer}/{member.Name}")) yield return found;
    }
}
