using System.Net;
using System.Text;
using System.Text.Json;

namespace Ledger.Host.Tests.Serve;

/// <summary>
/// A service that publishes as services should: it makes an id once, and sends the same again until it is acknowledged. What it sends are single events
/// and batches by turns.
/// </summary>
sealed class LoadingClient(HttpClient http, int number, bool batches)
{
    public const int BatchEvents = 20;

    static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(20);

    int _sent;

    /// <summary>What was acknowledged, and for each acknowledgement the id it was for.</summary>
    public List<(string Id, PrintedReceipt Receipt)> Acknowledged { get; } = [];

    /// <summary>How many requests ended without an acknowledgement, and in what; every kind must be one a client can act on.</summary>
    public List<string> Failures { get; } = [];

    /// <summary>Publishes until told to stop; with <paramref name="retry"/> the last is sent until it is acknowledged.</summary>
    public async Task Run(bool retry, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var ids = Ids(batches && _sent % 3 == 2 ? BatchEvents : 1);
            while (!await Publish(ids, _sent))
            {
                if (!retry) return;
                await Task.Delay(Rest, CancellationToken.None);
            }
            _sent++;
        }
    }

    /// <summary>Sends each until it is acknowledged, but gives up the last when told to stop: nobody may be there any more.</summary>
    public async Task RunUntil(CancellationToken stop)
    {
        for (; !stop.IsCancellationRequested; _sent++)
        {
            var ids = Ids(batches && _sent % 3 == 2 ? BatchEvents : 1);
            while (!await Publish(ids, _sent) && !stop.IsCancellationRequested) await Task.Delay(Rest, CancellationToken.None);
        }
    }

    string[] Ids(int count) => [.. Enumerable.Range(0, count).Select(n => count == 1 ? $"one-{number:D2}-{_sent:D6}" : $"batch-{number:D2}-{_sent:D6}-{n:D2}")];

    /// <summary>Sends the newest acknowledged event once more, as a service whose acknowledgement was lost would: both receipts.</summary>
    public async Task<(PrintedReceipt First, PrintedReceipt Repeated)> Repeat()
    {
        var (id, first) = Acknowledged[^1];
        Assert.That(await Publish([id], _sent - 1), "a repeat was not acknowledged");
        var repeated = Acknowledged[^1].Receipt;
        Acknowledged.RemoveAt(Acknowledged.Count - 1);
        return (first, repeated);
    }

    async Task<bool> Publish(string[] ids, int round)
    {
        var lines = ids.Select(id => Lines.OptedIn(id, $"user{number:D2}x{round % 5}", "someone@example.com")).ToArray();
        using var content = lines.Length == 1
            ? new StringContent(lines[0], Encoding.UTF8, "application/cloudevents+json")
            : new StringContent($"[{string.Join(',', lines)}]", Encoding.UTF8, "application/cloudevents-batch+json");
        try
        {
            using var answer = await http.PostAsync("/events", content);
            var body = await answer.Content.ReadAsStringAsync();
            if (answer.StatusCode == HttpStatusCode.OK) return Take(ids, body);
            Failures.Add($"{(int)answer.StatusCode}");
        }
        catch (HttpRequestException error)
        {
            Failures.Add(error.HttpRequestError.ToString());
        }
        return false;
    }

    bool Take(string[] ids, string body)
    {
        using var document = JsonDocument.Parse(body);
        foreach (var (id, receipt) in ids.Zip(document.RootElement.GetProperty("receipts").EnumerateArray()))
            Acknowledged.Add((id, new(receipt.GetProperty("index").GetInt64(), receipt.GetProperty("leafHash").GetString()!, receipt.GetProperty("duplicate").GetBoolean())));
        return true;
    }
}
