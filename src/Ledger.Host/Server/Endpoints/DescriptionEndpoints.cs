using System.Text;
using System.Text.Json.Nodes;
using Ledger.Proofs;

namespace Ledger.Host.Server.Endpoints;

/// <summary>The server describing itself: OpenAPI 3.1, a page to read it, and the JSON Schema of every event that can be published.</summary>
static class DescriptionEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var document = new Lazy<JsonObject>(() => ApiDocument.Of(routes.DataSources.SelectMany(source => source.Endpoints)));
        routes.MapGet("/openapi.json", () => Json(document.Value, "application/json")).AllowEveryRole();
        routes.MapGet("/docs", (HttpContext context, FillRandom random) => Page(context, random, document.Value)).AllowEveryRole().AllowBrowser();
        routes.MapGet("/schemas", () => Json(EventSchemas.Index(), "application/json")).AllowEveryRole();
        routes.MapGet("/schemas/{type}", (string type) => EventSchemas.Of(type) is { } schema
            ? Json(schema, "application/schema+json")
            : Problems.Of(404, HttpRefusals.NotFound, "No event of this type can be published; /schemas lists them.")).AllowEveryRole();
    }

    static IResult Json(JsonObject document, string mediaType) => Results.Text(document.ToJsonString(EventSchemas.Readable), mediaType, Encoding.UTF8);

    /// <summary>Nothing is fetched, nothing runs: only the one style sheet inside the page counts.</summary>
    static IResult Page(HttpContext context, FillRandom random, JsonObject document)
    {
        var bytes = new byte[16];
        random(bytes);
        var nonce = Convert.ToHexStringLower(bytes);
        context.Response.Headers.ContentSecurityPolicy = $"default-src 'none'; style-src 'nonce-{nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        context.Response.Headers.CacheControl = "no-store";
        return Results.Text(ApiPage.Of(document, nonce), "text/html", Encoding.UTF8);
    }
}
