using Ledger.Listening;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.Features;

namespace Ledger.Host.Server.Listening;

/// <summary>The open feeds: so many at a time, each until its reader goes, its caller may no longer hear, or the server stops.</summary>
sealed class Feeds(Tail tail, Delivery delivery, TimeProvider clock, ServerSettings settings, IHostApplicationLifetime life)
{
    int _open;

    /// <summary>Answers the request with a feed, to its end; false where too many are open, and nothing was answered.</summary>
    public async Task<bool> Open(HttpContext context, EventFilter filter, long from)
    {
        try
        {
            if (Interlocked.Increment(ref _open) > settings.Listening.FeedsMax) return false;
            await Follow(context, filter, from);
            return true;
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    async Task Follow(HttpContext context, EventFilter filter, long from)
    {
        context.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, life.ApplicationStopping);
        try
        {
            await new Feed(tail, delivery, clock, settings.Listening, context.Response.BodyWriter, filter, from).Run(() => StillAllowed(context), ended.Token);
        }
        catch (OperationCanceledException)
        {
            if (!life.ApplicationStopping.IsCancellationRequested) context.Abort();   // gone, or too slow: what was not taken is not kept
        }
    }

    /// <summary>Asks again who calls: a key may have been taken back, or ended, since the feed was opened.</summary>
    static async Task<bool> StillAllowed(HttpContext context)
    {
        var was = context.Actor();
        await using var scope = context.RequestServices.CreateAsyncScope();
        var handler = await scope.ServiceProvider.GetRequiredService<IAuthenticationHandlerProvider>().GetHandlerAsync(context, Bearer.Name);
        return handler is not null && (await handler.AuthenticateAsync()).Principal?.Identity is ActorIdentity now && now.Actor.Role == was.Role;
    }
}
