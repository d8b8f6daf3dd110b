namespace Ledger.Host.Server.Forwarding;

/// <summary>The server of a replica that waits for its turn: it tells its own health, and passes everything else on.</summary>
static class StandbyServer
{
    /// <summary>Starts it; what it marks requests by may have a clock of its own, where the ledger's is another than the machine's.</summary>
    public static async Task<WebApplication> Start(FrontDoor door, Settings settings, ServingHolder serving, TimeProvider clock, CancellationToken cancel, TimeProvider? marking = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = "ledger" });
        LedgerServer.Log(builder.Logging, settings.Server.LogLevel);
        builder.Logging.AddFilter("Yarp", LogLevel.None);   // it would log targets, which hold ids of persons
        builder.Services.AddHttpForwarder().AddSingleton(door.RoomFor(serving: false)).AddSingleton(serving).AddSingleton(door).AddSingleton(clock).AddSingleton(settings.Server)
            .AddSingleton(new ForwardedMark(settings.Postgres!.ForwardingKey, marking ?? clock)).AddSingleton<Forwarder>().AddSingleton<ServingReach>();
        var app = builder.Build();
        var (forwarder, reach) = (app.Services.GetRequiredService<Forwarder>(), app.Services.GetRequiredService<ServingReach>());
        app.UseMiddleware<FailureGuard>();
        app.Run(context => context.Request.Path.Value switch
        {
            "/health/live" => Live(context),
            "/health/ready" => reach.Ready(context),
            _ => forwarder.Invoke(context),
        });
        door.Own(app);
        await Addresses.Start(app, settings.Server, cancel);
        return app;
    }

    static Task Live(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers[StandbyPage.Header] = "1";   // or another standby would take it for the one that serves
        return context.Response.WriteAsJsonAsync(new { status = "live", standby = true });
    }
}

/// <summary>Whether the one that serves can be reached from here. It may be away for as long as requests wait: a takeover is no reason to be sent none.</summary>
sealed class ServingReach(Forwarder forwarder, ServingHolder serving, ServerSettings settings, TimeProvider clock) : IDisposable
{
    static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(2), Kept = TimeSpan.FromSeconds(1);

    readonly SemaphoreSlim _asking = new(1);
    long? _asked, _reached;

    public async Task Ready(HttpContext context)
    {
        var reaches = await Reaches(context.RequestAborted);
        context.Response.Headers.CacheControl = "no-store";
        context.Response.StatusCode = reaches ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        await context.Response.WriteAsJsonAsync(new
        {
            status = reaches ? serving.Failure is null ? "ok" : "degraded" : "failed", standby = true,
            checks = new[] { new { name = "serving", status = reaches ? "ok" : "failed" }, new { name = "database", status = serving.Failure is null ? "ok" : "failed" } },
        });
    }

    public void Dispose() => _asking.Dispose();

    async Task<bool> Reaches(CancellationToken cancel)
    {
        await _asking.WaitAsync(cancel);
        try
        {
            if (_asked is not { } last || clock.GetElapsedTime(last) >= Kept)
            {
                if (serving.Current is { } holder && await Answers(holder.Address)) _reached = clock.GetTimestamp();
                _asked = clock.GetTimestamp();
            }
            return _reached is { } at && clock.GetElapsedTime(at) < Forwarder.WaitMax;
        }
        finally
        {
            _asking.Release();
        }
    }

    /// <summary>Asks for whoever waits for the answer, and so goes on where the first of them does not.</summary>
    async Task<bool> Answers(string address)
    {
        using var limit = new CancellationTokenSource(AnswerMax, clock);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{address}/health/live");
        request.Headers.Host = settings.PublicUrl?.Authority;   // as what is passed on
        try
        {
            using var answer = await forwarder.Client.SendAsync(request, limit.Token);
            return answer.IsSuccessStatusCode && !answer.Headers.Contains(StandbyPage.Header);
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }
}
