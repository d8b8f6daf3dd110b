using System.Text.Json;
using Ledger.Access;
using Ledger.Journal;
using MediatR;
using Microsoft.AspNetCore.Http.Features;

namespace Ledger.Host.Server.Endpoints;

/// <summary>Keys: for the administrator alone.</summary>
static class KeyEndpoints
{
    static readonly JsonSerializerOptions Strict = new(JsonSerializerOptions.Strict) { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/keys", List).Allow();
        routes.MapPost("/keys", Issue).Allow();
        routes.MapDelete("/keys/{prefix}", Revoke).Allow();
        routes.MapPost("/keys/{prefix}/rotate", Rotate).Allow();
    }

    static async Task<IResult> List(HttpContext context, IMediator mediator, TimeProvider clock)
    {
        var outcome = await mediator.Send(new ListApiKeys(context.Actor()), context.RequestAborted);
        var now = clock.GetUtcNow();
        return outcome.Refusal is { } refusal ? Problems.Of(refusal) : Results.Json(new { items = outcome.Value.Select(row => KeyDocument.Of(row, now)) });
    }

    static async Task<IResult> Issue(HttpContext context, IMediator mediator, TimeProvider clock)
    {
        var (wish, problem) = await Read<KeyWish>(context);
        if (wish is null) return problem!;
        if (wish.Terms(out var terms) is { } wrong) return Problems.Of(wrong);
        return Shown(context, await mediator.Send(new IssueApiKey(terms, wish.Ground, context.Actor()), context.RequestAborted), clock);
    }

    static async Task<IResult> Rotate(string prefix, HttpContext context, IMediator mediator, TimeProvider clock)
    {
        var (wish, problem) = context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false } ? (new(), null) : await Read<RotationWish>(context);
        if (wish is null) return problem!;
        return Shown(context, await mediator.Send(new RotateApiKey(prefix, TimeSpan.FromSeconds(wish.GraceSeconds), context.Actor()), context.RequestAborted), clock);
    }

    static async Task<IResult> Revoke(string prefix, HttpContext context, IMediator mediator, TimeProvider clock)
    {
        var said = Purpose.Of(context);
        if (said.Refusal is { } unreadable) return Problems.Of(unreadable);
        var outcome = await mediator.Send(new RevokeApiKey(prefix, said.Value ?? "key revoked", context.Actor()), context.RequestAborted);
        return outcome.Refusal is { } refusal
            ? Problems.Of(refusal)
            : Results.Json(new { item = KeyDocument.Of(outcome.Value.Row, clock.GetUtcNow()), outcome.Value.Recorded });
    }

    /// <summary>The one answer that holds a key: nobody on the way may keep it.</summary>
    static IResult Shown(HttpContext context, Outcome<IssuedApiKey> outcome, TimeProvider clock)
    {
        if (outcome.Refusal is { } refusal) return Problems.Of(refusal);
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.Location = $"/keys/{outcome.Value.Row.Prefix}";
        return Results.Json(new { outcome.Value.Key, item = KeyDocument.Of(outcome.Value.Row, clock.GetUtcNow()) }, statusCode: StatusCodes.Status201Created);
    }

    static async Task<(T? Wish, IResult? Problem)> Read<T>(HttpContext context) where T : class
    {
        if (!context.Request.HasJsonContentType()) return (null, Problems.Of(415, HttpRefusals.MediaType, "The body is application/json."));
        try
        {
            if (await JsonSerializer.DeserializeAsync<T>(context.Request.Body, Strict, context.RequestAborted) is { } wish) return (wish, null);
        }
        catch (JsonException)
        {
        }
        return (null, Problems.Of(400, HttpRefusals.BadRequest, "The body is not one JSON object with the properties that docs/http.md names, each once."));
    }
}

/// <summary>The body of POST /keys.</summary>
sealed record KeyWish(
    string Name, string Role, string Ground, IReadOnlyList<string>? Sources = null, IReadOnlyList<string>? Types = null, IReadOnlyList<string>? Inquiries = null,
    long? Rate = null, string? Expires = null, bool OwnLinks = false)
{
    /// <summary>What is asked for, in the ledger's words; or why it cannot be said in them.</summary>
    public Refusal? Terms(out ApiKeyTerms terms)
    {
        terms = null!;
        if (Roles.Parse(Role) is not { } role) return new(CodecRefusals.BadValue, "There is no such role.", "$.role");
        DateTimeOffset? expires = null;
        if (Expires is not null)
        {
            if (!Instant.TryParse(Expires, out var end)) return new(CodecRefusals.BadValue, "A moment is expected (RFC 3339, with Z or an offset).", "$.expires");
            expires = end;
        }
        terms = new(Name, role) { Sources = Sources, Types = Types, Inquiries = Inquiries ?? [], Rate = Rate, Expires = expires, OwnLinks = OwnLinks };
        return null;
    }
}

/// <summary>The body of POST /keys/{prefix}/rotate.</summary>
sealed record RotationWish(int GraceSeconds = 0);
