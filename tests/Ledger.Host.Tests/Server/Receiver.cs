using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Ledger.Host.Tests.Server;

/// <summary>One delivery as it arrived.</summary>
sealed record Arrived(string Id, long Timestamp, IReadOnlyList<string> Signatures, long Index, string MediaType, byte[] Body)
{
    public JsonElement Event { get; } = JsonDocument.Parse(Body).RootElement;

    /// <summary>Which of its signatures the secret made, by the standard's own words; -1 for none.</summary>
    public int SignedBy(string secret)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{Id}.{Timestamp}."), .. Body];
        var expected = $"v1,{Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), signed))}";
        return Signatures.ToList().IndexOf(expected);
    }
}

/// <summary>A service that takes webhooks, on a free port of 127.0.0.1, and answers as the test says.</summary>
sealed class Receiver : IAsyncDisposable
{
    public static readonly TimeSpan Patience = Workspace.Patience;

    readonly WebApplication _app;
    readonly ConcurrentQueue<Arrived> _arrived = new();

    Receiver(WebApplication app) => _app = app;

    /// <summary>Answers a delivery; sets the status and headers. 200 where nothing is said.</summary>
    public Func<Arrived, HttpContext, Task> Answer { get; set; } = (_, _) => Task.CompletedTask;

    public string Url => $"{_app.Urls.Single()}/hook?token=hidden-in-the-address";

    public IReadOnlyList<Arrived> All => [.. _arrived];

    public static async Task<Receiver> Start()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new Receiver(app);
        app.Run(receiver.Take);
        await app.StartAsync();
        return receiver;
    }

    /// <summary>Waits until what arrived is as wanted.</summary>
    public async Task Until(Func<IReadOnlyList<Arrived>, bool> wanted)
    {
        for (var watch = Stopwatch.StartNew(); !wanted(All); await Task.Delay(5))
            if (watch.Elapsed > Patience) Assert.Fail($"Only {All.Count} deliveries arrived: {string.Join(' ', All.Select(a => a.Index))}");
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    async Task Take(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        string Header(string name) => context.Request.Headers[name].ToString();
        var arrived = new Arrived(
            Header("webhook-id"), long.Parse(Header("webhook-timestamp"), null), Header("webhook-signature").Split(' '), long.Parse(Header("ledger-index"), null),
            context.Request.ContentType ?? "", body.ToArray());
        _arrived.Enqueue(arrived);
        await Answer(arrived, context);
    }
}
