using Ledger.Host.Server;
using Microsoft.AspNetCore.Antiforgery;

namespace Ledger.Host.Web.Session;

/// <summary>
/// Whatever changes something in the console, or hands something out, comes from a form of ours: of this browser, in this session. Pages test that
/// themselves; here it is tested for every endpoint there is, also for one that would forget.
/// </summary>
static class FormGuard
{
    public static async Task Invoke(HttpContext context, RequestDelegate next)
    {
        if (!OfficerConsole.IsPage(context) || HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || await IsOurs(context)) await next(context);
        else await Problems.Write(context, StatusCodes.Status400BadRequest, HttpRefusals.BadRequest, "The form is not of this session.");
    }

    static async ValueTask<bool> IsOurs(HttpContext context)
    {
        if (context.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false } || !context.Request.HasFormContentType) return false;
        if (!await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context)) return false;
        try
        {
            await context.Request.ReadFormAsync(context.RequestAborted);
            return true;
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            return false;
        }
    }
}
