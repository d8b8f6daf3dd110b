using System.Buffers.Text;
using System.Text.Json;

namespace Ledger.Host.Server.Identity;

/// <summary>What a checked token says.</summary>
sealed class TokenClaims(string encodedPayload)
{
    readonly JsonElement _payload = JsonElement.Parse(Base64Url.DecodeFromChars(encodedPayload));

    /// <summary>The text of a claim, or the texts of a list; none of any other form. A name with dots leads into objects, where no claim bears it whole.</summary>
    public IReadOnlyList<string> Texts(string claim)
    {
        var found = _payload;
        if (_payload.TryGetProperty(claim, out var whole)) found = whole;
        else
        {
            foreach (var part in claim.Split('.'))
                if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(part, out found)) return [];
        }
        return found.ValueKind switch
        {
            JsonValueKind.String => [found.GetString()!],
            JsonValueKind.Array => [.. found.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)],
            _ => [],
        };
    }
}
