using Ledger.Access;
using Ledger.Host.Answers;
using Ledger.Host.Server;
using Ledger.Host.Server.Endpoints;
using Ledger.Inquiries;
using Ledger.Projections;
using Ledger.Reports;
using MediatR;

namespace Ledger.Host.Web.Regulator;

/// <summary>The answer to an inquiry, handed to whoever asked: by a form, since each time is recorded.</summary>
static class AnswerPage
{
    const long KiB = 1024, MiB = KiB * KiB;

    const string Query = "refused";

    /// <summary>What an answer can be refused with, besides what no page offers.</summary>
    static readonly string[] Codes = [Refusals.InquiryUnknown, AnswerRefusals.AnswerUnknown, AnswerRefusals.AnswerDestroyed];

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost($"{Session.FirstPages.Inquiries}/{{number}}/answer", Send).Allow(Role.Regulator);

    /// <summary>Where the answer is.</summary>
    public static string AddressOf(string number) => $"{Session.FirstPages.Inquiries}/{Uri.EscapeDataString(number)}/answer";

    /// <summary>Why nothing was handed out, read from the page's address; null where nothing was refused.</summary>
    public static Refusal? Said(string? code) => code is not null && Codes.Contains(code) ? new(code, "") : null;

    /// <summary>What kind of file it is, and how large.</summary>
    public static string Size(AnswerKept kept, ReportWording words)
    {
        var (count, unit) = kept.Bytes >= MiB ? (kept.Bytes / MiB, words.IsRussian ? "МБ" : "MB") : ((kept.Bytes + KiB - 1) / KiB, words.IsRussian ? "КБ" : "KB");
        return $"{AnswerMedia.EndOf(kept.MediaType).ToUpperInvariant()}, {words.Number(count)}\u00A0{unit}";
    }

    /// <summary>POST /console/inquiries/{number}/answer</summary>
    static async Task<IResult> Send(HttpContext context, IMediator mediator)
    {
        var number = RawPath.Segment(context, 2) ?? "";   // it may hold a slash
        var outcome = await mediator.Send(new FetchAnswer(number, null, context.Actor()), context.RequestAborted);
        if (outcome.Refusal is { } refusal) return Codes.Contains(refusal.Code) ? Results.LocalRedirect($"{Session.FirstPages.Inquiries}?{Query}={refusal.Code}") : Problems.Of(refusal);
        await AnswerEndpoints.Send(context, outcome.Value);
        return Results.Empty;
    }
}
