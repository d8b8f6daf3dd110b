using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Ledger.Host.Tests.Server;

/// <summary>kill -9 of the real server while it delivers: whatever was subscribed to arrives at least once.</summary>
public sealed class WebhookKillTests
{
    const int Rounds = 4, EventsPerRound = 120, Seed = 20260115;

    [Test]
    public async Task Killed_while_it_delivers_it_loses_no_delivery()
    {
        await using var receiver = await Receiver.Start();
        receiver.Answer = async (arrived, context) =>
        {
            await Task.Delay(2);   // so that it is killed with some under way
            if (arrived.Index % 40 == 7 && receiver.All.Count(a => a.Index == arrived.Index) == 1) context.Response.StatusCode = 500;
        };
        using var place = new Workspace();
        place.Environment["LEDGER_WEBHOOK_HOSTS"] = "127.0.0.1";
        place.Environment["LEDGER_RATE"] = "0";
        using var client = new HttpClient();
        var random = new Random(Seed);
        var acknowledged = new List<long>();
        string? id = null;
        for (var round = 0; round < Rounds; round++)
        {
            using var server = Serve(place, client);
            id ??= await Subscribe(client, receiver.Url);
            await Publish(client, round, acknowledged);
            var before = receiver.All.Count;
            await receiver.Until(all => all.Count >= Math.Max(before, random.Next(10, 60)));
            server.Kill();
            server.Wait();
        }
        using (var server = Serve(place, client))
        {
            var state = await CaughtUp(client, id!);
            var arrived = receiver.All.Select(a => a.Index).ToHashSet();
            Assert.That(acknowledged.Where(index => !arrived.Contains(index)), Is.Empty, "acknowledged, subscribed, never delivered");
            Assert.That(Enumerable.Range(1, (int)state.GetProperty("position").GetInt64() - 1).Where(index => !arrived.Contains(index)), Is.Empty);
            Assert.That(state.GetProperty("deadLetters").GetInt64(), Is.Zero);
            TestContext.Out.WriteLine($"{arrived.Count} events in {receiver.All.Count} deliveries over {Rounds} kills");
            server.Kill();
            server.Wait();
        }
    }

    Uri Address { get; set; } = null!;

    LedgerProcess Serve(Workspace place, HttpClient client)
    {
        var server = place.Start("serve", "--urls", "http://127.0.0.1:0");
        server.WaitForLines(client.DefaultRequestHeaders.Authorization is null ? 3 : 1);
        foreach (var line in server.Lines)
        {
            if (line.StartsWith("administrator key: ", StringComparison.Ordinal))
                client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", line["administrator key: ".Length..]);
            if (line.StartsWith("listening on ", StringComparison.Ordinal)) Address = new(line["listening on ".Length..]);
        }
        return server;
    }

    async Task<string> Subscribe(HttpClient client, string url)
    {
        using var document = JsonDocument.Parse(await Post(client, "/webhooks", $$"""{"name":"crm","url":"{{url}}"}""", "application/json"));
        return document.RootElement.GetProperty("id").GetString()!;
    }

    async Task Publish(HttpClient client, int round, List<long> acknowledged)
    {
        foreach (var line in Lines.Many($"r{round}", EventsPerRound))
        {
            using var document = JsonDocument.Parse(await Post(client, "/events", line, "application/cloudevents+json"));
            acknowledged.Add(document.RootElement.GetProperty("receipts")[0].GetProperty("index").GetInt64());
        }
    }

    async Task<JsonElement> CaughtUp(HttpClient client, string id)
    {
        for (var watch = System.Diagnostics.Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            using var document = JsonDocument.Parse(await client.GetStringAsync(new Uri(Address, $"/webhooks/{id}")));
            var state = document.RootElement.Clone();
            if (state.GetProperty("lag").GetInt64() == 0 && state.GetProperty("waiting").GetInt64() == 0) return state;
            Assert.That(watch.Elapsed, Is.LessThan(Workspace.Patience), state.ToString());
        }
    }

    async Task<string> Post(HttpClient client, string path, string body, string mediaType)
    {
        var answer = await client.PostAsync(new Uri(Address, path), new StringContent(body, Encoding.UTF8, mediaType));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.IsSuccessStatusCode, Is.True, text);
        return text;
    }
}
