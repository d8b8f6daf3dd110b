using System.Globalization;
using System.Net;
using System.Text.Json;
using Ledger.Access;
using Ledger.Journal;
using Ledger.Projections;

namespace Ledger.Host.Tests.Server;

/// <summary>What tests of reading share: facts to read, asking, and the access journal behind it.</summary>
static class Reads
{
    public static string Disclosed(string id, string user, string recipient) => Lines.Event(id, user, "ledger.disclosure.made.v1",
        $$"""{"recipient":"{{recipient}}","categories":["contact","location"],"purpose":"personalised-service","mode":"provision","country":"RU","ground":"service"}""");

    public static string Inquired(string id, string? user, string number) => Lines.Event(id, user, "ledger.inquiry.received.v1",
        $$"""{"inquiry":"{{number}}","from":"regulator","channel":"post","form":"paper","cases":["information"],"admissible":true,"question":"Кому передавались данные?"}""");

    /// <summary>Publishes, and waits until the rows are there.</summary>
    public static async Task Record(this Served served, IEnumerable<string> lines)
    {
        foreach (var batch in lines.Chunk(250)) await served.Publish(batch);
        await served.Ledger.Get<Projector>().CatchUp(default);
    }

    /// <summary>Asks with a reason, as people must.</summary>
    public static async Task<HttpResponseMessage> Read(this HttpClient client, string path, string? purpose = "inquiry 7", string? accept = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (purpose is not null) request.Headers.TryAddWithoutValidation("X-Purpose", purpose);
        if (accept is not null) request.Headers.TryAddWithoutValidation("Accept", accept);
        return await client.SendAsync(request);
    }

    public static async Task<JsonElement> Json(this HttpClient client, string path, string? purpose = "inquiry 7")
    {
        using var answer = await client.Read(path, purpose);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), $"{path}: {await answer.Content.ReadAsStringAsync()}");
        return await answer.Json();
    }

    public static async Task<JsonElement> Json(this HttpResponseMessage answer)
    {
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return document.RootElement.Clone();
    }

    /// <summary>The answer is a problem of that status and code.</summary>
    public static async Task Refuses(this Task<HttpResponseMessage> asking, int status, string code)
    {
        using var answer = await asking;
        var problem = await answer.Json();
        Assert.That(((int)answer.StatusCode, problem.GetProperty("code").GetString()), Is.EqualTo((status, code)));
    }

    /// <summary>Follows the pages of a list to its end.</summary>
    public static async Task<List<JsonElement>> Pages(this HttpClient client, string path, Func<int, Task>? between = null)
    {
        List<JsonElement> items = [];
        var cursor = "";
        for (var page = 0; ; page++)
        {
            var answer = await client.Json($"{path}{cursor}");
            items.AddRange(answer.GetProperty("items").EnumerateArray());
            if (!answer.TryGetProperty("next", out var next)) return items;
            cursor = $"{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}cursor={next.GetString()}";
            if (between is not null) await between(page);
        }
    }

    /// <summary>What was recorded of readings and exports, in order.</summary>
    public static async Task<List<RecordedEvent>> Recorded(this Served served)
    {
        List<RecordedEvent> events = [];
        await foreach (var entry in served.Ledger.Get<IJournal>().ReadAll(0, default))
            if (RecordedCodec.Read(entry) is { Data: ViewEvent } viewed) events.Add(viewed);
        return events;
    }

    public static string Number(int number) => number.ToString("D5", CultureInfo.InvariantCulture);
}
