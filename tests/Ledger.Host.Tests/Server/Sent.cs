using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Ledger.Host.Tests.Server;

/// <summary>What a request got: its status, its headers and its body, as JSON where it is JSON.</summary>
sealed record Sent(HttpStatusCode Status, HttpResponseHeaders Headers, string? MediaType, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    /// <summary>The code of the problem it is.</summary>
    public string? Code => Problem("code");

    public string? Path => Problem("path");

    public JsonElement[] Receipts => [.. Json.GetProperty("receipts").EnumerateArray()];

    public static async Task<Sent> Get(HttpClient client, string path) => await Of(await client.GetAsync(new Uri(path, UriKind.RelativeOrAbsolute)));

    public static async Task<Sent> Post(HttpClient client, string body, string? type, params (string Name, string Value)[] headers) =>
        await Post(client, Encoding.UTF8.GetBytes(body), type, headers);

    public static async Task<Sent> Post(HttpClient client, byte[] body, string? type, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/events") { Content = new ByteArrayContent(body) };
        if (type is not null) request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        foreach (var (name, value) in headers)
            if (!request.Headers.TryAddWithoutValidation(name, value)) request.Content.Headers.TryAddWithoutValidation(name, value);
        return await Of(await client.SendAsync(request));
    }

    public static Task<Sent> Structured(HttpClient client, string line, params (string Name, string Value)[] headers) =>
        Post(client, line, "application/cloudevents+json", headers);

    public static Task<Sent> Batch(HttpClient client, IEnumerable<string> lines, params (string Name, string Value)[] headers) =>
        Post(client, $"[{string.Join(',', lines)}]", "application/cloudevents-batch+json; charset=UTF-8", headers);

    public static async Task<Sent> Of(HttpResponseMessage answer)
    {
        using (answer) return new(answer.StatusCode, answer.Headers, answer.Content.Headers.ContentType?.MediaType, await answer.Content.ReadAsByteArrayAsync());
    }

    /// <summary>It went well.</summary>
    public Sent Taken()
    {
        Assert.That(Status, Is.EqualTo(HttpStatusCode.OK), Text);
        return this;
    }

    /// <summary>It is a problem document of this status and code.</summary>
    public Sent Refused(int status, string code)
    {
        Assert.That(((int)Status, Code, MediaType), Is.EqualTo((status, code, "application/problem+json")), Text);
        Assert.That(Json.GetProperty("status").GetInt32(), Is.EqualTo(status));
        return this;
    }

    string? Problem(string name) => Json.TryGetProperty(name, out var value) ? value.ToString() : null;
}
