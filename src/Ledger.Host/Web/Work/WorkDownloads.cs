using System.Globalization;
using System.Text;
using Ledger.Access;
using Ledger.Exports;
using Ledger.Host.Server;
using Ledger.Host.Server.Endpoints;
using Ledger.Journal;
using Ledger.Proofs;
using Ledger.Reports;
using MediatR;
using Microsoft.AspNetCore.Antiforgery;

namespace Ledger.Host.Web.Work;

/// <summary>What is taken away from the pages of work.</summary>
static class WorkDownloads
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet($"{OfficerConsole.Root}/tasks/receipt/{{index:long}}/proof", Proof).Allow(Role.Officer);
        routes.MapPost($"{OfficerConsole.Root}/tasks/act/document", Act).Allow(Role.Officer).WithMetadata(new RequireAntiforgeryTokenAttribute());
    }

    /// <summary>The proof that the record stands in the ledger; what was recorded just now is covered first.</summary>
    static async Task<IResult> Proof(HttpContext context, long index, ITransparency transparency, IJournal journal)
    {
        if (index < 0 || index >= await journal.Count(context.RequestAborted)) return Results.NotFound();
        var covering = await transparency.Cover(index, context.RequestAborted);
        var proof = new TlogProof(index, covering.Tree.InclusionProof(index), covering.Checkpoint.Note).ToString();
        return Results.File(Encoding.UTF8.GetBytes(proof), "text/plain; charset=utf-8", string.Create(CultureInfo.InvariantCulture, $"ledger-{index}.tlog-proof"));
    }

    /// <summary>The act of destruction, or the export of the log that goes with it: recorded, then handed out.</summary>
    static async Task<IResult> Act(HttpContext context, IMediator mediator, FillRandom random, ExportGate gate)
    {
        if (context.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false }) return Problems.Of(400, HttpRefusals.BadRequest, "The form is out of date.");
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var act = form["act"].ToString();
        var (kind, format) = form["document"].ToString() switch
        {
            "act-html" => (ActReportKind.Act, ReportFormat.Html),
            "log-csv" => (ActReportKind.Log, ReportFormat.Csv),
            "log-pdf" => (ActReportKind.Log, ReportFormat.Pdf),
            _ => (ActReportKind.Act, ReportFormat.Pdf),
        };
        var reason = ExportBundle.IsCode(act) ? act : "act";
        return await ActEndpoints.Answer(context, new(act, kind, format, null, reason, form["again"] == "yes", Stream.Null, context.Actor()), mediator, random, gate);
    }
}
