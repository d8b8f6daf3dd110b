using System.Text.Json;
using Ledger.Access;
using Ledger.Destruction;
using Ledger.Exports;
using Ledger.Host.Web;
using Ledger.Inquiries;
using Ledger.Journal;
using Ledger.Listening;
using Ledger.Stamps;

namespace Ledger.Host.Server;

/// <summary>
/// Problem documents (RFC 9457): <c>type</c>, <c>title</c>, <c>status</c>, <c>detail</c>, and beside them <c>code</c>, <c>path</c> and <c>item</c> of
/// the refusal. Never a value of the request.
/// </summary>
static class Problems
{
    const string MediaType = "application/problem+json";

    /// <summary>The status of a refusal: 422 where this table does not say otherwise.</summary>
    static readonly Dictionary<string, int> Statuses = new(StringComparer.Ordinal)
    {
        [CodecRefusals.NotJson] = 400, [CodecRefusals.NotUtf8] = 400, [CodecRefusals.TooDeep] = 400, [CodecRefusals.DuplicateProperty] = 400,
        [Refusals.NotAllowed] = 403, [Refusals.SourceNotAllowed] = 403, [Refusals.TypeNotAllowed] = 403,
        [Refusals.PersonUnknown] = 404, [Refusals.InquiryUnknown] = 404, [Incidents.IncidentFile.IncidentUnknown] = 404, [Findings.FindingFile.FindingUnknown] = 404, [ListeningRefusals.WebhookUnknown] = 404, [ListeningRefusals.DeadLetterUnknown] = 404,
        [ActRefusals.ActEmpty] = 404, [ActFile.ActUnknown] = 404, [ActFile.ActIsRemoved] = 409, [ActRefusals.ActIsSigned] = 409, [ActRefusals.OperatorUnknown] = 409,
        [ReportRefusals.ConsentUnknown] = 404, [ReportRefusals.ReceiptIncomplete] = 409,
        [Refusals.PolicyUnknown] = 404, [Refusals.EventUnknown] = 404,
        [ApiKeyRefusals.KeyUnknown] = 404,
        [Refusals.PublicationDiffers] = 409, [Refusals.PublicationNamesAnother] = 409, [Refusals.NothingNew] = 409, [Refusals.StreamUnreadable] = 409,
        [ApiKeyRefusals.KeyEnded] = 409, [ApiKeyRefusals.AccountRole] = 409,
        [Refusals.TooLarge] = 413, [Refusals.BatchTooLarge] = 413,
        [CertificateRefusals.NotShredded] = 409, [CertificateRefusals.TooLong] = 413,
        [AnswerRefusals.AnswerUnknown] = 404, [AnswerRefusals.AnswerDestroyed] = 410, [AnswerRefusals.AnswerNotRecorded] = 409, [AnswerRefusals.AnswerDiffers] = 409,
        [AnswerRefusals.AnswerShowsDestroyed] = 409,
        [Refusals.Busy] = 503,
        [StampRefusals.NoAuthority] = 409, [StampRefusals.NothingToStamp] = 409,
        [StampRefusals.Unreachable] = 502, [StampRefusals.NoAnswer] = 502, [StampRefusals.Refused] = 502, [StampRefusals.AnswerWrong] = 502,
        [HttpRefusals.BadRequest] = 400, [HttpRefusals.BadParameter] = 400, [HttpRefusals.MediaType] = 415, [HttpRefusals.BodyTooLarge] = 413, [HttpRefusals.TooManyEvents] = 413,
        [HttpRefusals.QueueFull] = 503, [HttpRefusals.Behind] = 503,
    };

    /// <summary>A refusal as an answer.</summary>
    public static IResult Of(Refusal refusal) => new Answer(Statuses.GetValueOrDefault(refusal.Code, 422), refusal);

    /// <summary>A refusal with a status of its own.</summary>
    public static IResult Of(int status, string code, string message, string? path = null) => new Answer(status, new(code, message, path));

    /// <summary>Writes a problem, if nothing of an answer was written yet.</summary>
    public static Task Write(HttpContext context, int status, string code, string message) => Write(context, status, new Refusal(code, message));

    static async Task Write(HttpContext context, int status, Refusal refusal)
    {
        if (context.Response.HasStarted) return;
        if (OfficerConsole.IsPage(context))
        {
            await OfficerConsole.Show(context, status, refusal.Code);
            return;
        }
        if (Web.Own.OwnPages.IsOwn(context))
        {
            await OfficerConsole.Show<Web.Own.OwnProblem>(context, status, refusal.Code);
            return;
        }
        await Document(context, status, refusal);
    }

    /// <summary>Writes it as a document, for whomever.</summary>
    public static async Task Document(HttpContext context, int status, Refusal refusal)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = MediaType;
        if (status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests && context.Response.Headers.RetryAfter.Count == 0)
            context.Response.Headers.RetryAfter = "1";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("type", $"urn:ledger:problem:{refusal.Code}");
        json.WriteString("title", Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status));
        json.WriteNumber("status", status);
        json.WriteString("detail", refusal.Message);
        json.WriteString("code", refusal.Code);
        if (refusal.Path is { } path) json.WriteString("path", path);
        if (refusal.Item is { } item) json.WriteNumber("item", item);
        json.WriteEndObject();
    }

    sealed class Answer(int status, Refusal refusal) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => Write(httpContext, status, refusal);
    }
}
