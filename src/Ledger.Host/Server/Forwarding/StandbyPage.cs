using Ledger.Host.Web;

namespace Ledger.Host.Server.Forwarding;

/// <summary>What a standby says itself: nobody serves just now, or the one that did went away. To a browser in words, and it asks again by itself.</summary>
static class StandbyPage
{
    /// <summary>Tells another replica that nothing was done.</summary>
    public const string Header = "Ledger-Stands-By";

    const string Words = """
        <!doctype html>
        <html lang="ru">
        <meta charset="utf-8">
        <title>Реестр переключается</title>
        <h1>Реестр переключается на другой узел</h1>
        <p>Обычно это занимает несколько секунд. Обновите страницу; если вы отправляли форму, проверьте, записано ли действие, и повторите его при необходимости.</p>
        <p lang="en">The ledger moves to another node, usually within seconds. Reload the page; if you sent a form, look whether it was recorded, and send it again if not.</p>
        </html>
        """;

    public static async Task Write(HttpContext context, bool standing)
    {
        context.Response.Headers.RetryAfter = "1";
        context.Response.Headers.CacheControl = "no-store";
        if (standing) context.Response.Headers[Header] = "1";
        if (OfficerConsole.IsPage(context) || Web.Own.OwnPages.IsOwn(context))
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.ContentType = "text/html; charset=utf-8";
            context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
            if (HttpMethods.IsGet(context.Request.Method)) context.Response.Headers["Refresh"] = "3";
            await context.Response.WriteAsync(Words);
            return;
        }
        await Problems.Document(context, StatusCodes.Status503ServiceUnavailable, standing
            ? new Refusal(HttpRefusals.StandingBy, "This replica stands by, and reaches none that serves the ledger just now; send it again.")
            : new Refusal(HttpRefusals.ReplicaLost, "The replica that was to answer went away before it did. Send the same again: what was recorded is not recorded twice."));
    }
}
