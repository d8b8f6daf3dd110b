using System.Text.Json;

namespace Ledger.Host.Server.Listening;

/// <summary>What a recipient answers a notice with: <c>{"acknowledged":true}</c> as application/json, or anything else, which says nothing.</summary>
static class WebhookAnswer
{
    const int LengthMax = 4096;

    /// <summary>Whether the answer acknowledges what was told; one that cannot be read, or does not end in time, does not.</summary>
    public static async Task<bool> Acknowledges(HttpResponseMessage answer, CancellationToken cancel)
    {
        if (answer.Content.Headers.ContentType?.MediaType != "application/json") return false;
        try
        {
            var (body, length) = (new byte[LengthMax + 1], 0);
            await using var stream = await answer.Content.ReadAsStreamAsync(cancel);
            for (int read; length < body.Length && (read = await stream.ReadAsync(body.AsMemory(length), cancel)) > 0;) length += read;
            if (length > LengthMax) return false;
            using var document = JsonDocument.Parse(body.AsMemory(0, length));
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("acknowledged", out var said) && said.ValueKind == JsonValueKind.True;
        }
        catch (Exception unreadable) when (unreadable is JsonException or IOException or HttpRequestException or OperationCanceledException)
        {
            return false;   // the status has said that it was told
        }
    }
}
