using Ledger.Access;
using Ledger.Host.Documents;
using Ledger.Projections;
using MediatR;
using Microsoft.Net.Http.Headers;

namespace Ledger.Host.Server.Endpoints;

/// <summary>GET /policy and /policy/{edition}: the edition in force, and every other one, open to all at a fixed address (policy 6.1; 152-FZ 18.1(2)).</summary>
static class PolicyEndpoints
{
    /// <summary>Who asks without a key; the request is for every role.</summary>
    static readonly Actor Anybody = new("anybody", Role.Publisher);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/policy", (HttpContext context, IMediator mediator) => Edition(context, mediator, null)).AllowAll();
        routes.MapGet("/policy/{edition}", (HttpContext context, IMediator mediator) => Edition(context, mediator, RawPath.Segment(context, 1) ?? "")).AllowAll();
    }

    static async Task<IResult> Edition(HttpContext context, IMediator mediator, string? id)
    {
        if (Accepting.Choose(context, Accepting.Json, Accepting.Html) is not { } type) return Accepting.NotAcceptable(Accepting.Json, Accepting.Html);
        var asked = new Parameters(context);
        if (asked.Refusal is { } wrong) return Problems.Of(wrong);
        var outcome = await mediator.Send(new ReadPolicy(id, Anybody), context.RequestAborted);
        if (outcome.Refusal is { } refusal) return Problems.Of(refusal);
        var document = Of(outcome.Value.Edition);
        var language = type == Accepting.Html ? PolicyPage.LanguageOf(context) : null;
        var headers = context.Response.Headers;
        headers.ContentLanguage = language ?? "ru, en";
        headers.CacheControl = "public, no-cache";   // an edition is for ever, but which one is in force has to be asked each time
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(outcome.Value.LeafHash)}{(language is null ? "" : $".{language}")}\"");
        headers.ETag = tag.ToString();
        if (context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(tag, useStrongComparison: false)))
            return Results.StatusCode(StatusCodes.Status304NotModified);
        if (language is null) return Results.Json(document, DocumentJson.Options);
        headers.ContentSecurityPolicy = PolicyPage.ContentSecurity;
        return Results.Text(PolicyPage.Write(document, language, context.RequestServices.GetRequiredService<Settings>().Zone), "text/html; charset=utf-8");
    }

    static PolicyDocument Of(Edition edition) => new(
        edition.Id, edition.Published.Title, edition.Published.DocumentSha256, edition.Published.LastUpdated, edition.PublishedAt, edition.InForceFrom,
        edition.Published.Url, edition.Index, edition.Published.Terms);
}
