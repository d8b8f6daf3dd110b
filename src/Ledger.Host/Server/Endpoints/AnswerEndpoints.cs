using System.Globalization;
using Ledger.Access;
using Ledger.Host.Answers;
using Ledger.Host.Documents;
using MediatR;
using Microsoft.AspNetCore.Http.Features;

namespace Ledger.Host.Server.Endpoints;

/// <summary>/inquiries/{number}/answer: what was sent, deposited by an officer, taken by whoever asked.</summary>
static class AnswerEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/inquiries/{number}/answer", Deposit).Allow(Role.Officer);
        routes.MapGet("/inquiries/{number}/answer", Fetch).Allow(Role.Officer, Role.Regulator);
        routes.MapDelete("/inquiries/{number}/answer", Remove).Allow(Role.Officer);
    }

    /// <summary>The file is not read into memory, and may be larger than other bodies.</summary>
    static async Task<IResult> Deposit(HttpContext context, IMediator mediator, ServerSettings settings)
    {
        if (new Parameters(context).Refusal is { } wrong) return Problems.Of(wrong);
        if (AnswerMedia.Of(context.Request.ContentType) is not { } type)
            return Problems.Of(415, HttpRefusals.MediaType, $"An answer is one of: {string.Join(", ", AnswerMedia.All)}.");
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = settings.AnswerBytesMax;
        var outcome = await mediator.Send(new DepositAnswer(Number(context), type, context.Request.Body, context.Actor()), context.RequestAborted);
        if (outcome.Refusal is { } refusal) return Problems.Of(refusal);
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(outcome.Value, DocumentJson.Options, statusCode: StatusCodes.Status201Created);
    }

    static async Task<IResult> Fetch(HttpContext context, IMediator mediator)
    {
        var purpose = Purpose.Of(context);
        if ((new Parameters(context).Refusal ?? purpose.Refusal) is { } wrong) return Problems.Of(wrong);
        var outcome = await mediator.Send(new FetchAnswer(Number(context), purpose.Value, context.Actor()), context.RequestAborted);
        if (outcome.Refusal is { } refusal) return Problems.Of(refusal);
        await Send(context, outcome.Value);
        return Results.Empty;
    }

    /// <summary>Sends an answer as a file to be kept, never as something a browser opens by itself.</summary>
    public static async Task Send(HttpContext context, FetchedAnswer answer)
    {
        await using var fetched = answer;
        var response = context.Response;
        (response.ContentType, response.ContentLength) = (fetched.MediaType, fetched.File.Length);
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"answer-{fetched.Recorded}.{AnswerMedia.EndOf(fetched.MediaType)}\"");
        response.Headers[AnswerHeaders.Sha256] = fetched.Sha256;
        response.Headers[AnswerHeaders.Recorded] = fetched.Recorded.ToString(CultureInfo.InvariantCulture);
        await fetched.File.CopyToAsync(response.Body, context.RequestAborted);
    }

    static async Task<IResult> Remove(HttpContext context, IMediator mediator)
    {
        if (new Parameters(context).Refusal is { } wrong) return Problems.Of(wrong);
        var outcome = await mediator.Send(new RemoveAnswer(Number(context), context.Actor()), context.RequestAborted);
        return outcome.Refusal is { } refusal ? Problems.Of(refusal) : Results.Json(outcome.Value, DocumentJson.Options);
    }

    static string Number(HttpContext context) => RawPath.Segment(context, 1) ?? "";
}
