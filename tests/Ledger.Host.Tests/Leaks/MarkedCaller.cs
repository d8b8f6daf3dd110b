using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using Ledger.Host.Tests.Server;

namespace Ledger.Host.Tests.Leaks;

/// <summary>
/// Calls a server with marked values and marked ids of persons wherever a caller can put them, and looks at each answer: it shows what it is asked for, and of
/// anything else no trace.
/// </summary>
sealed class MarkedCaller(HttpClient client, Marks marks)
{
    static readonly JsonNodeOptions Exact = new() { PropertyNameCaseInsensitive = false };
    static readonly System.Text.Json.JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly List<string> _found = [];

    /// <summary>What was found in answers that should not have it.</summary>
    public IReadOnlyList<string> Found => _found;

    /// <summary>In structured, binary and batched mode by turns.</summary>
    public Task<Sent> Publish(string line, int mode) => (mode % 3) switch
    {
        0 => Sent.Structured(client, line),
        1 => Binary(line),
        _ => Sent.Batch(client, [line]),
    };

    public Task<Sent> Batch(IEnumerable<string> lines) => Sent.Batch(client, lines);

    public async Task<Sent> Ask(HttpMethod method, string path, string? reason = null, string? body = null, string? accept = null, string? idempotency = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        foreach (var (name, value) in new[] { ("X-Purpose", reason), ("Accept", accept), ("Idempotency-Key", idempotency), ("User-Agent", marks.Values[0]) })
            if (value is not null) request.Headers.TryAddWithoutValidation(name, value);
        return await Sent.Of(await client.SendAsync(request));
    }

    public Task<Sent> Get(string path, string? reason = null, string? accept = null) => Ask(HttpMethod.Get, path, reason, accept: accept);

    public Task<Sent> Export(string scope, string reason) => Ask(HttpMethod.Post, "/exports", reason, scope);

    /// <summary>It is of that status, and no mark is in it, nor in its headers.</summary>
    public async Task<Sent> Silent(string what, Task<Sent> asking, params int[] statuses) => Shown(what, await asking, statuses, []);

    /// <summary>It shows these marks, and no other.</summary>
    public async Task<Sent> Showing(string what, Task<Sent> asking, params string[] shown) => Shown(what, await asking, [200], shown);

    /// <summary>Asks until the answer shows these marks: what is read follows what is recorded.</summary>
    public async Task<Sent> ComingToShow(string what, Func<Task<Sent>> asking, params string[] shown)
    {
        for (var watch = System.Diagnostics.Stopwatch.StartNew(); ; await Task.Delay(20))
        {
            var sent = await asking();
            if (shown.All(s => sent.Text.Contains(s, StringComparison.Ordinal)) || watch.Elapsed > Receiver.Patience) return Shown(what, sent, [200], shown);
        }
    }

    Sent Shown(string what, Sent sent, int[] statuses, string[] shown)
    {
        Assert.That(statuses, Does.Contain((int)sent.Status), $"{what}: {sent.Text}");
        var text = sent.Text;
        foreach (var mark in shown)
        {
            Assert.That(text, Does.Contain(mark), $"{what} does not show what it should: the search could not find it either");
            text = text.Replace(mark, "", StringComparison.Ordinal);
        }
        var zipped = sent.MediaType == "application/zip" ? marks.InZip(what, sent.Body) : [];
        _found.AddRange([.. marks.In(what, text), .. marks.In($"headers of {what}", sent.Headers.ToString()), .. zipped]);
        return sent;
    }

    Task<Sent> Binary(string line)
    {
        var members = JsonNode.Parse(line, Exact)!.AsObject();
        var headers = members.Where(m => m.Key != "data").Select(m => ($"ce-{m.Key}", Uri.EscapeDataString(m.Value!.GetValue<string>())));
        return Sent.Post(client, members["data"]!.ToJsonString(Plain), "application/json", [.. headers]);
    }

    /// <summary>A publication that says it is longer than it is, and ends.</summary>
    public async Task CutOff(Uri address, string type, string head, string body, bool chunked)
    {
        var length = chunked ? "Transfer-Encoding: chunked" : string.Create(CultureInfo.InvariantCulture, $"Content-Length: {body.Length + 100}");
        var sent = chunked ? string.Create(CultureInfo.InvariantCulture, $"{body.Length + 100:x}\r\n{body}") : body;
        var request = RawHttp.Request($"POST /events HTTP/1.1\nHost: x\nAuthorization: {client.DefaultRequestHeaders.Authorization}\nContent-Type: {type}\n{head}{length}", Encoding.UTF8.GetBytes(sent));
        var (status, text) = await RawHttp.Ask(address, request, thenEnd: true);
        Assert.That(status, Is.AnyOf(0, 400), text);
        _found.AddRange(marks.In("answer to a publication that was cut off", text));
    }
}
