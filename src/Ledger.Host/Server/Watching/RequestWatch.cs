using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace Ledger.Host.Server;

/// <summary>
/// The outermost: names each request by its route's template, in its trace and in one line of the log. The path, the query and the headers hold ids of
/// persons and keys, so they are named nowhere. What the server itself failed at is a warning, the rest information.
/// </summary>
sealed partial class RequestWatch(RequestDelegate next, ILogger<RequestWatch> log)
{
    public async Task Invoke(HttpContext context)
    {
        var started = Stopwatch.GetTimestamp();
        await next(context);
        var activity = context.Features.Get<IHttpActivityFeature>()?.Activity;
        if (activity is not { IsAllDataRequested: true } && !log.IsEnabled(LogLevel.Warning)) return;
        var (method, route, status) = (MethodOf(context.Request), RouteOf(context), context.Response.StatusCode);
        if (activity is { IsAllDataRequested: true }) Name(activity, method, route, status);
        // Whoever is told to come again is counted by the metrics; under pressure a line for each would drown what failed, which is said where it failed.
        var level = status >= StatusCodes.Status500InternalServerError && status != StatusCodes.Status503ServiceUnavailable ? LogLevel.Warning : LogLevel.Information;
        if (log.IsEnabled(level))
            Answered(log, level, method, route ?? "", status, Math.Round(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 1), (context.User.Identity as ActorIdentity)?.Account ?? "");
    }

    static void Name(Activity activity, string method, string? route, int status)
    {
        activity.DisplayName = route is null ? method : $"{method} {route}";
        activity.SetTag("http.request.method", method);
        activity.SetTag("http.route", route);
        activity.SetTag("http.response.status_code", status);
        if (status >= StatusCodes.Status500InternalServerError) activity.SetStatus(ActivityStatusCode.Error);
    }

    static string? RouteOf(HttpContext context) => (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;

    /// <summary>A method is a word of the caller's as well: only those HTTP knows are repeated.</summary>
    static string MethodOf(HttpRequest request) => request.Method is "GET" or "POST" or "PUT" or "DELETE" or "HEAD" or "OPTIONS" or "PATCH" ? request.Method : "_OTHER";

    [LoggerMessage(EventId = 30, Message = "{Method} {Route} {Status} in {Milliseconds} ms for {Account}")]
    static partial void Answered(ILogger log, LogLevel level, string method, string route, int status, double milliseconds, string account);
}
