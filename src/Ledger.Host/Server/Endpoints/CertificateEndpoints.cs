using System.Globalization;
using Ledger.Access;
using Ledger.Exports;
using MediatR;

namespace Ledger.Host.Server.Endpoints;

/// <summary>POST /subjects/{id}/erasure-certificate: proof that a person's keys were destroyed, recorded before it is handed out.</summary>
static class CertificateEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/subjects/{id}/erasure-certificate", Certify).Allow(Role.Officer);

    static async Task<IResult> Certify(HttpContext context, IMediator mediator, ExportGate gate)
    {
        var asked = new Parameters(context, "token");
        var isToken = asked.Flag("token");
        var purpose = Purpose.Of(context);
        if ((asked.Refusal ?? purpose.Refusal) is { } wrong) return Problems.Of(wrong);
        if (RawPath.Segment(context, 1) is not { Length: > 0 } id) return Problems.Of(400, HttpRefusals.BadRequest, "The id in the path is not UTF-8.");
        if (!gate.TryEnter()) return Problems.Of(new(Refusals.Busy, "Other exports are being made; ask again when they are done."));
        try
        {
            var outcome = await mediator.Send(new CertifyErasure(new(id, isToken), purpose.Value, context.Actor()), context.RequestAborted);
            return outcome.Refusal is { } refusal ? Problems.Of(refusal) : HandOut(context, outcome.Value);
        }
        finally
        {
            gate.Leave();
        }
    }

    static IResult HandOut(HttpContext context, CertifiedErasure certified)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        headers["Ledger-Known"] = certified.Known.ToString(CultureInfo.InvariantCulture);
        headers["Ledger-Recorded"] = certified.ExportIndex.ToString(CultureInfo.InvariantCulture);
        return Results.Bytes(certified.File, "application/json", string.Create(CultureInfo.InvariantCulture, $"erasure-{certified.ExportIndex}.json"));
    }
}
