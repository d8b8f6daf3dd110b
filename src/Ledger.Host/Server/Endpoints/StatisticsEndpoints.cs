using Ledger.Access;
using Ledger.Host.Documents;
using Ledger.Projections;

namespace Ledger.Host.Server.Endpoints;

/// <summary>GET /statistics: what happened day by day, in numbers; no person.</summary>
static class StatisticsEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/statistics", Days).Allow(Role.Officer, Role.Auditor);

    static Task<IResult> Days(HttpContext context, Listing listing, ServerSettings settings)
    {
        var asked = Listing.ParametersOf(context, "from", "to");
        return listing.Answer(context, asked, new ListDays(context.Actor()) { From = asked.Date("from"), To = asked.Date("to") }, row => DayDocument.Of(row, settings.SmallCount));
    }
}
