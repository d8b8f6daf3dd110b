using Ledger.Access;
using Ledger.Host.Documents;
using Ledger.Host.Sheets;
using Ledger.Journal;
using Ledger.Projections;
using Ledger.Sealing;
using MediatR;

namespace Ledger.Host.Server.Endpoints;

/// <summary>GET /subjects/{id}, /subjects/{id}/destruction: a person's file, and where its destruction stands. The reading is recorded before it is answered.</summary>
static class SubjectEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/subjects/{id}", File).Allow(Role.Officer, Role.Auditor);
        routes.MapGet("/subjects/{id}/destruction", Destruction).Allow(Role.Officer, Role.Auditor);
    }

    static async Task<IResult> Destruction(HttpContext context, IMediator mediator, TimeProvider clock)
    {
        var asked = new Parameters(context);
        var purpose = Purpose.Of(context);
        if ((asked.Refusal ?? purpose.Refusal) is { } wrong) return Problems.Of(wrong);
        if (RawPath.Segment(context, 1) is not { Length: > 0 } id) return Problems.Of(400, HttpRefusals.BadRequest, "The id in the path is not UTF-8.");
        var outcome = await mediator.Send(new ViewDestruction(id, purpose.Value, context.Actor()), context.RequestAborted);
        if (outcome.Refusal is { } refusal) return Problems.Of(refusal);
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(DestructionDocuments.Of(outcome.Value, id, clock.GetUtcNow()), DocumentJson.Options);
    }

    static async Task<IResult> File(HttpContext context, IMediator mediator, IJournal journal, IKeyVault vault, TimeProvider clock)
    {
        var asked = new Parameters(context, "at", "known", "open");
        var (at, known, open) = (asked.Moment("at"), asked.Number("known", 0, long.MaxValue), asked.Flag("open"));
        var purpose = Purpose.Of(context);
        if ((asked.Refusal ?? purpose.Refusal) is { } wrong) return Problems.Of(wrong);
        if (RawPath.Segment(context, 1) is not { Length: > 0 } id) return Problems.Of(400, HttpRefusals.BadRequest, "The id in the path is not UTF-8.");
        var outcome = await mediator.Send(new ViewPerson(id, at, known, purpose.Value, context.Actor(), open), context.RequestAborted);
        if (outcome.Refusal is { } refusal) return Problems.Of(refusal);
        var file = outcome.Value;
        var values = open ? await new SealedValues(journal, vault).Of(file.State.Token, file.Known, context.RequestAborted) : null;
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(PersonDocuments.Of(file, id, values, clock.GetUtcNow()), DocumentJson.Options);
    }
}
