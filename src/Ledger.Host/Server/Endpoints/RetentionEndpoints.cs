using Ledger.Access;
using Ledger.Host.Documents;
using Ledger.Projections;
using MediatR;

namespace Ledger.Host.Server.Endpoints;

/// <summary>What falls due and what holds stop; POST /retention runs the ledger's own step now.</summary>
static class RetentionEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/retention", Retention).Allow(Role.Officer, Role.Auditor);
        routes.MapPost("/retention", Run).Allow(Role.Officer);
        routes.MapGet("/holds", Holds).Allow(Role.Officer, Role.Auditor);
    }

    static Task<IResult> Retention(HttpContext context, Listing listing)
    {
        var asked = Listing.ParametersOf(context, "dueBefore", "person");
        return listing.Answer<RetentionRow, RetentionDocument>(context, asked, new ListRetention(context.Actor())
        {
            DueBefore = asked.Moment("dueBefore"), Person = asked.Text("person"),
        }, documents => documents.Of);
    }

    static Task<IResult> Holds(HttpContext context, Listing listing)
    {
        var asked = Listing.ParametersOf(context, "state", "person");
        return listing.Answer<HoldRow, HoldDocument>(context, asked, new ListHolds(context.Actor())
        {
            All = asked.OneOf<HoldState>("state") == HoldState.All, Person = asked.Text("person"),
        }, documents => documents.Of);
    }

    static async Task<IResult> Run(HttpContext context, IMediator mediator, IHostApplicationLifetime life)
    {
        var asked = new Parameters(context);
        if (asked.Refusal is { } wrong) return Problems.Of(wrong);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, life.ApplicationStopping);
        try
        {
            var outcome = await mediator.Send(new RunRetention(context.Actor()), either.Token);
            return outcome.Refusal is { } refusal ? Problems.Of(refusal) : Results.Json(outcome.Value, DocumentJson.Options);
        }
        catch (OperationCanceledException) when (life.ApplicationStopping.IsCancellationRequested)
        {
            return Problems.Of(503, HttpRefusals.ShuttingDown, "The server is stopping.");
        }
    }

    enum HoldState
    {
        InPlace,
        All,
    }
}
