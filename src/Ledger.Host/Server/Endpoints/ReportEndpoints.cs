using System.Globalization;
using Ledger.Host.Documents;
using Ledger.Host.Reports;
using Ledger.Proofs;
using Ledger.Reports;
using MediatR;

namespace Ledger.Host.Server.Endpoints;

/// <summary>POST /reports/{kind}: a document for people, recorded before it is handed out.</summary>
static class ReportEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var terms in ReportTerms.All)
            routes.MapPost($"/reports/{DocumentJson.Name(terms.Kind)}", (HttpContext context, IMediator mediator, FillRandom random, ExportGate gate) => Make(context, terms, mediator, random, gate))
                .Allow([.. terms.Allowed]);
    }

    static async Task<IResult> Make(HttpContext context, ReportTerms terms, IMediator mediator, FillRandom random, ExportGate gate)
    {
        var asked = new Parameters(context, ["format", "lang", .. terms.Takes]);
        var format = asked.OneOf<ReportFormat>("format") ?? ReportFormat.Pdf;
        var question = new ReportQuestion(terms.Kind, asked.OneOf<ReportLanguage>("lang") ?? ReportLanguage.Ru)
        {
            UserId = asked.Text("person"), Inquiry = asked.Text("inquiry"), Recipient = asked.Text("recipient"), From = asked.Moment("from"), To = asked.Moment("to"),
            Consent = asked.Text("consent"), Profile = asked.Text("profile"),
        };
        var purpose = Purpose.Of(context);
        if ((asked.Refusal ?? terms.Refused(question) ?? purpose.Refusal) is { } wrong) return Problems.Of(wrong);
        return await Answer(context, terms, question, format, purpose.Value, mediator, random, gate);
    }

    /// <summary>Makes it, and hands it out once it is recorded.</summary>
    public static async Task<IResult> Answer(
        HttpContext context, ReportTerms terms, ReportQuestion question, ReportFormat format, string? reason, IMediator mediator, FillRandom random, ExportGate gate)
    {
        if (!gate.TryEnter()) return Problems.Of(new(Refusals.Busy, "Other exports are being made; ask again when they are done."));
        try
        {
            await using var spool = new ExportSpool(random);
            var outcome = await mediator.Send(new MakeReport(question, format, reason, spool, context.Actor()), context.RequestAborted);
            if (outcome.Refusal is { } refusal) return Problems.Of(refusal);
            await HandOut(context, spool, terms, outcome.Value, format);
            return Results.Empty;
        }
        finally
        {
            gate.Leave();
        }
    }

    static async Task HandOut(HttpContext context, ExportSpool spool, ReportTerms terms, MadeReport made, ReportFormat format)
    {
        var response = context.Response;
        (response.ContentType, response.ContentLength) = (ReportWriter.MediaType(format) + (format is ReportFormat.Pdf or ReportFormat.Bundle ? "" : "; charset=utf-8"), spool.Length);
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentDisposition = string.Create(
            CultureInfo.InvariantCulture, $"attachment; filename=\"{DocumentJson.Name(terms.Kind)}-{made.Recorded}.{ReportWriter.Extension(format)}\"");
        response.Headers[ReportHeaders.Sha256] = made.Sha256;
        foreach (var (name, number) in new[] { (ReportHeaders.Events, made.Events), (ReportHeaders.Known, made.Known), (ReportHeaders.Recorded, made.Recorded) })
            response.Headers[name] = number.ToString(CultureInfo.InvariantCulture);
        if (made.Answers is { } answered)
        {
            response.Headers[ReportHeaders.AnswerForm] = DocumentJson.Name(answered.Form);
            if (answered.Due is { } due) response.Headers[ReportHeaders.AnswerDue] = DocumentJson.Text(due);
        }
        if (made.Unconfined) response.Headers[ReportHeaders.Unconfined] = "true";
        if (made.NotStamped is { } code) response.Headers[ReportHeaders.NotStamped] = code;
        if (made.WithoutPdf) response.Headers[ReportHeaders.WithoutPdf] = "true";
        await spool.HandOut(response.Body, context.RequestAborted);
    }
}
