using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Ledger.Host.Tests.Server;

/// <summary>Takes what is exported by OTLP over http/protobuf, on a free port of 127.0.0.1, and keeps the bytes.</summary>
sealed class OtlpReceiver : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly ConcurrentQueue<(string Path, byte[] Body)> _received = new();

    OtlpReceiver(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    public static async Task<OtlpReceiver> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        var receiver = new OtlpReceiver(builder.Build());
        receiver._app.Urls.Add("http://127.0.0.1:0");
        receiver._app.Run(receiver.Receive);
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>All that came for a signal so far, for example <c>traces</c>.</summary>
    public byte[] Of(string signal) => [.. _received.Where(r => r.Path == $"/v1/{signal}").SelectMany(r => r.Body)];

    /// <summary>All that came.</summary>
    public byte[] All => [.. _received.SelectMany(r => r.Body)];

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    async Task Receive(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        _received.Enqueue((context.Request.Path, body.ToArray()));
        context.Response.ContentType = "application/x-protobuf";
    }
}
