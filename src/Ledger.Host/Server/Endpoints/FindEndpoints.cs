using System.Text.Json;
using Ledger.Access;
using Ledger.Host.Documents;
using Ledger.Host.Search;
using MediatR;

namespace Ledger.Host.Server.Endpoints;

/// <summary>POST /subjects/find: who is meant. What is looked for may be a contact, so it is in the body: addresses are logged by whoever stands between.</summary>
static class FindEndpoints
{
    static readonly JsonSerializerOptions Strict = new(JsonSerializerOptions.Strict) { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/subjects/find", Find).Allow(Role.Officer, Role.Auditor);

    static async Task<IResult> Find(HttpContext context, IMediator mediator)
    {
        var asked = new Parameters(context);
        var purpose = Purpose.Of(context);
        if ((asked.Refusal ?? purpose.Refusal) is { } wrong) return Problems.Of(wrong);
        if (!context.Request.HasJsonContentType()) return Problems.Of(415, HttpRefusals.MediaType, "The body is application/json.");
        if (await Read(context) is not { } wish) return Problems.Of(400, HttpRefusals.BadRequest, "The body is one JSON object with the one property text.");
        var outcome = await mediator.Send(new FindPerson(wish.Text, purpose.Value, context.Actor()), context.RequestAborted);
        if (outcome.Refusal is { } refusal) return Problems.Of(refusal);
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(outcome.Value, DocumentJson.Options);
    }

    static async ValueTask<FindWish?> Read(HttpContext context)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<FindWish>(context.Request.Body, Strict, context.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    sealed record FindWish(string Text);
}
