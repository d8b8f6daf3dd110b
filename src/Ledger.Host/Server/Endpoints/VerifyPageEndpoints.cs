using Ledger.Reports;
using Microsoft.Net.Http.Headers;

namespace Ledger.Host.Server.Endpoints;

/// <summary>GET /verify.html: the page that checks bundles, open to all. It holds nothing of this ledger.</summary>
static class VerifyPageEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/verify.html", Page).AllowAll();

    static IResult Page(HttpContext context)
    {
        var asked = new Parameters(context);
        if (asked.Refusal is { } wrong) return Problems.Of(wrong);
        var page = VerifyPage.Current;
        context.Response.Headers.CacheControl = "public, no-cache";
        context.Response.Headers.ContentSecurityPolicy = "frame-ancestors 'none'";   // the rest stands in the page, which also lives as a file
        return Results.Bytes(page.Utf8, "text/html; charset=utf-8", entityTag: new EntityTagHeaderValue($"\"{page.Sha256}\""));
    }
}
