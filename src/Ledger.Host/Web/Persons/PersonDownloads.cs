using System.Globalization;
using Ledger.Access;
using Ledger.Host.Reports;
using Ledger.Host.Search;
using Ledger.Host.Server;
using Ledger.Host.Server.Endpoints;
using Ledger.Host.Web.Session;
using Ledger.Projections;
using Ledger.Proofs;
using Ledger.Reports;
using MediatR;
using Microsoft.AspNetCore.Antiforgery;

namespace Ledger.Host.Web.Persons;

/// <summary>What is downloaded from a person's page: an event's proof, the account for the person, a consent receipt.</summary>
static class PersonDownloads
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet($"{OfficerConsole.Root}/events/{{index:long}}/proof", Proof).Allow(Role.Officer, Role.Auditor);
        routes.MapPost($"{PersonPage.Root}/{{token}}/report", Report).Allow(Role.Officer).WithMetadata(new RequireAntiforgeryTokenAttribute());
    }

    /// <summary>The proof under the newest checkpoint (C2SP tlog-proof), as a file.</summary>
    static async Task<IResult> Proof(HttpContext context, long index, TransparencyLog log)
    {
        if (await log.Prove(index, context.RequestAborted) is not { } proof)
            return Problems.Of(404, HttpRefusals.NoCheckpoint, "No signed checkpoint covers this event yet.");
        context.Response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"event-{index}.tlog-proof\"");
        return Results.Text(proof.ToString(), "text/plain; charset=utf-8");
    }

    /// <summary>A report about the person, for the reason the file was opened with: made, recorded, handed out.</summary>
    static async Task<IResult> Report(HttpContext context, string token, IMediator mediator, FillRandom random, ExportGate gate)
    {
        if (context.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false }) return Problems.Of(400, HttpRefusals.BadRequest, "The form is out of date.");
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (SessionNotes.Of(context).ReasonFor(token) is not { } reason) return Results.LocalRedirect($"{PersonPage.Root}/{token}");
        var named = await mediator.Send(new NamePerson(token, context.Actor()), context.RequestAborted);
        if (named.Refusal is { } unknown) return Problems.Of(unknown);
        var consent = form["consent"].ToString() is { Length: > 0 } id ? id : null;
        var terms = ReportTerms.Of(consent is null ? ReportKind.SubjectAccess : ReportKind.Receipt);
        var format = form["format"] == "html" ? ReportFormat.Html : form["format"] == "json" ? ReportFormat.Json : ReportFormat.Pdf;
        var question = new ReportQuestion(terms.Kind, Looks.LanguageOf(context)) { UserId = named.Value, Consent = consent };
        return await ReportEndpoints.Answer(context, terms, question, format, reason, mediator, random, gate);
    }
}
