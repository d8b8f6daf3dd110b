using System.Diagnostics;
using Ledger.Host.Check;
using Ledger.Host.Documents;
using Ledger.Projections;

namespace Ledger.Host.Server.Endpoints;

/// <summary>POST /check and /rebuild: what an administrator does to a ledger that is being served. One at a time; it ends when the caller goes or the server stops.</summary>
static class UpkeepEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var one = new SemaphoreSlim(1, 1);
        routes.MapPost("/check", (HttpContext context, EmbeddedLedger ledger, IHostApplicationLifetime life) => Alone(one, context, life, cancel => Check(ledger, cancel))).Allow();
        routes.MapPost("/rebuild", (HttpContext context, EmbeddedLedger ledger, IHostApplicationLifetime life) => Alone(one, context, life, cancel => Rebuild(ledger, cancel))).Allow();
    }

    static async Task<IResult> Alone(SemaphoreSlim one, HttpContext context, IHostApplicationLifetime life, Func<CancellationToken, Task<IResult>> work)
    {
        if (!one.Wait(0, CancellationToken.None)) return Problems.Of(409, HttpRefusals.AlreadyRunning, "A check or a rebuild is under way.");
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, life.ApplicationStopping);
        try
        {
            return await work(either.Token);
        }
        catch (OperationCanceledException) when (life.ApplicationStopping.IsCancellationRequested)
        {
            return Problems.Of(503, HttpRefusals.ShuttingDown, "The server is stopping.");
        }
        finally
        {
            one.Release();
        }
    }

    static async Task<IResult> Check(EmbeddedLedger ledger, CancellationToken cancel) =>
        Results.Json(await ledger.Get<StoreCheck>().Run(static (_, _) => { }, null, cancel));

    static async Task<IResult> Rebuild(EmbeddedLedger ledger, CancellationToken cancel)
    {
        var (started, told) = (Stopwatch.GetTimestamp(), new Told());
        await ledger.Get<Projector>().Rebuild(cancel, told);
        return Results.Json(new RebuiltDocument(told.Folded, Math.Round(Stopwatch.GetElapsedTime(started).TotalSeconds, 3)));
    }

    sealed class Told : IProgress<ProjectionProgress>
    {
        public long Folded { get; private set; }

        public void Report(ProjectionProgress value) => Folded = value.Position;
    }
}
