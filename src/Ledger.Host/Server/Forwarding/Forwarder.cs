using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace Ledger.Host.Server.Forwarding;

/// <summary>
/// Passes each request on to the replica that serves, and its answer back, both as they flow. While nobody serves, what was not sent yet waits, and is answered here if the turn
/// comes to this replica. What was sent and not answered is told so: whether it was done, nobody here knows.
/// </summary>
sealed partial class Forwarder(IHttpForwarder forwarder, ServingHolder serving, FrontDoor door, ForwardedMark mark, ServerSettings settings, TimeProvider clock, ILogger<Forwarder> log) : IDisposable
{
    /// <summary>How long a request waits for somebody who serves: a killed replica's turn ends after five seconds, opening comes on top.</summary>
    public static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(10);

    /// <summary>How many wait at a time; a further one is answered at once.</summary>
    public const int WaitingMax = 1000;

    /// <summary>How often what waits looks again while whose turn it is does not change.</summary>
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Feeds and slow reports say nothing for a while; a replica that is gone is noticed by its turn.</summary>
    static readonly ForwarderRequestConfig Config = new() { ActivityTimeout = TimeSpan.FromMinutes(15), Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };

    readonly Onward _onward = new(mark, settings.PublicUrl?.Authority);
    readonly Seldom _tells = new(clock);
    int _waiting;

    /// <summary>Follows nothing, keeps nothing, unpacks nothing: what comes is the caller's. Kestrel takes UTF-8 in headers, so it is sent as well.</summary>
    public HttpMessageInvoker Client { get; } = new(new SentOnce(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseCookies = false, UseProxy = false, AutomaticDecompression = DecompressionMethods.None, ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(2), PooledConnectionIdleTimeout = TimeSpan.FromSeconds(60),
        RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8, ResponseHeaderEncodingSelector = static (_, _) => Encoding.UTF8,
    }));

    public async Task Invoke(HttpContext context)
    {
        if (context.Request.Headers.ContainsKey(ForwardedMark.Header))
        {
            await StandbyPage.Write(context, standing: true);   // passed on by one that thought this one serves: never passed on again, whether it is believed or not
            return;
        }
        for (var (began, change) = (clock.GetTimestamp(), serving.Changed); !await Answered(context); change = serving.Changed)
        {
            if (clock.GetElapsedTime(began) < WaitMax && await Waited(change, context.RequestAborted)) continue;
            if (!context.RequestAborted.IsCancellationRequested) await StandbyPage.Write(context, standing: true);
            return;
        }
    }

    public void Dispose() => Client.Dispose();

    /// <summary>Until it is worth looking again; false where it is not: the caller has gone, this replica ends, or too many wait.</summary>
    async Task<bool> Waited(Task change, CancellationToken aborted)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(aborted, door.Stopping);
        try
        {
            return Interlocked.Increment(ref _waiting) <= WaitingMax
                && await Task.WhenAny(change, door.Serving, Task.Delay(Pause, clock, enough.Token)) is { IsCanceled: false };
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>False where it was sent to nobody.</summary>
    async Task<bool> Answered(HttpContext context)
    {
        if (door.Serves)
        {
            Limit(context, settings.BodyBytesMax);
            await door.Pass(context.Features.GetRequiredFeature<AsItCame>().Request);
            return true;
        }
        if (serving.Current is not { } holder) return false;
        Limit(context, null);   // the one that serves has limits
        context.Items.Remove(Onward.StandsBy);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(holder.Ended);
        // A feed has no end of its own, so it ends when this replica stops; what else is under way is waited for.
        await using var stopping = door.Stopping.Register(() =>
        {
            if (context.Items.ContainsKey(Onward.Endless)) ended.Cancel();
        });
        var error = await forwarder.SendAsync(context, holder.Address, Client, Config, _onward, ended.Token);
        if (context.RequestAborted.IsCancellationRequested || context.Response.HasStarted) return true;
        if (error == ForwarderError.None && !context.Items.ContainsKey(Onward.StandsBy)) return true;
        return await Told(context, error, context.GetForwarderErrorFeature()?.Exception);
    }

    static void Limit(HttpContext context, long? bytes)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = bytes;
    }

    async Task<bool> Told(HttpContext context, ForwarderError error, Exception? exception)
    {
        context.Response.Clear();
        context.Features.Set<IForwarderErrorFeature>(null);
        switch (error)
        {
            case ForwarderError.None when context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false }:
            case not ForwarderError.None when IsUnsent(exception):
                return false;
            case ForwarderError.Request when exception is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError }:
                if (_tells.Now()) NotSecure(log);
                await StandbyPage.Write(context, standing: true);
                return true;
            case ForwarderError.None:
                await StandbyPage.Write(context, standing: true);
                return true;
            case ForwarderError.RequestBodyClient or ForwarderError.RequestCreation:
                await Problems.Document(context, Unreadable(exception) ?? StatusCodes.Status400BadRequest, new Refusal(HttpRefusals.BadRequest, "The request cannot be read."));
                return true;
            default:
                await StandbyPage.Write(context, standing: false);
                return true;
        }
    }

    /// <summary>What the server here found wrong with the request, a body that comes too slowly among it; it says so inside what reading on its behalf failed with.</summary>
    static int? Unreadable(Exception? exception) => exception switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        AggregateException many => many.InnerExceptions.Select(Unreadable).FirstOrDefault(status => status is not null),
        null => null,
        _ => Unreadable(exception.InnerException),
    };

    /// <summary>Whether nothing of the request was sent, since no connection came about.</summary>
    static bool IsUnsent(Exception? exception) =>
        exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError };

    [LoggerMessage(44, LogLevel.Warning, "No TLS connection to the replica that serves: its certificate is not good for the name it is asked by, or not trusted here")]
    static partial void NotSecure(ILogger log);

    /// <summary>Leaves the target as it came, and has the mark say what a hop changes.</summary>
    /// <param name="mark">What it makes marks with.</param>
    /// <param name="host">What the certificates of replicas are good for; null for their addresses. Not what a caller names: the name TLS asks for follows it.</param>
    sealed class Onward(ForwardedMark mark, string? host) : HttpTransformer
    {
        public const string StandsBy = "ledger.standby", Endless = "ledger.endless";

        public override async ValueTask TransformRequestAsync(HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
        {
            await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
            var target = ForwardedMark.Target(httpContext);
            proxyRequest.RequestUri = new($"{destinationPrefix}{target}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
            proxyRequest.Headers.Host = host;
            proxyRequest.Headers.TryAddWithoutValidation(ForwardedMark.Header,
                mark.Of(httpContext.Request.Method, target, httpContext.Request.Scheme, httpContext.Connection.RemoteIpAddress, httpContext.Request.Headers.Host.ToString()));
        }

        public override ValueTask<bool> TransformResponseAsync(HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
        {
            if (proxyResponse?.Content.Headers.ContentType?.MediaType == "text/event-stream") httpContext.Items[Endless] = true;
            if (proxyResponse?.Headers.Contains(StandbyPage.Header) != true) return base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
            httpContext.Items[StandsBy] = true;
            return ValueTask.FromResult(false);
        }
    }
}
