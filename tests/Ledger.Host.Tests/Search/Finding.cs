using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Ledger.Host.Tests.Server;

namespace Ledger.Host.Tests.Search;

/// <summary>Asking who is meant, and reading the answer.</summary>
static class Finding
{
    public static async Task<JsonElement> Ask(HttpClient client, string text, string? purpose = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/subjects/find") { Content = JsonContent.Create(new { text }) };
        if (purpose is not null) request.Headers.Add("X-Purpose", purpose);
        using var answer = await client.SendAsync(request);
        Assert.That((answer.StatusCode, answer.Headers.CacheControl?.NoStore), Is.EqualTo((HttpStatusCode.OK, true)), await answer.Content.ReadAsStringAsync());
        return await answer.Json();
    }

    public static (string Token, string By, string? Id)[] Persons(JsonElement answer) =>
        [.. answer.GetProperty("persons").EnumerateArray().Select(p => (p.GetProperty("token").GetString()!, p.GetProperty("by").GetString()!, p.TryGetProperty("id", out var id) ? id.GetString() : null))];
}
