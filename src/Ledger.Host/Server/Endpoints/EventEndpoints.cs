using Ledger.Access;
using Ledger.Intake;
using Ledger.Journal;
using MediatR;

namespace Ledger.Host.Server.Endpoints;

/// <summary>POST /events: publishing.</summary>
static class EventEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/events", Publish).Allow(Role.Publisher, Role.Officer);

    static async Task<IResult> Publish(HttpContext context, IMediator mediator)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var outcome = await mediator.Send(new PublishEvents([body.ToArray()], context.Actor()), context.RequestAborted);
        return outcome.Refusal is { } refusal ? Problems.Of(refusal) : Results.Json(new { receipts = outcome.Value.Select(Document) });
    }

    static object Document(Receipt receipt) => new
    {
        receipt.Index, receipt.Stream, receipt.Sequence, leafHash = Convert.ToHexStringLower(receipt.LeafHash), receipt.Duplicate,
    };
}
