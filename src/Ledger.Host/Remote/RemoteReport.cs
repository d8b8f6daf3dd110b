using System.Globalization;
using Ledger.Host.Documents;
using Ledger.Host.Reports;
using Ledger.Inquiries;
using Ledger.Journal;
using Ledger.Reports;

namespace Ledger.Host.Remote;

/// <summary>POST /reports/{kind}: the document as it comes goes to the file; what is told about it stands in headers.</summary>
static class RemoteReport
{
    public static Task<Outcome<MadeReport>> Take(LedgerHttp http, ReportQuestion asked, ReportFormat format, string reason, FileStream output, CancellationToken cancel)
    {
        var address = http.Site.At($"reports/{DocumentJson.Name(asked.Kind)}",
        [
            ("format", DocumentJson.Name(format)), ("lang", DocumentJson.Name(asked.Language)), ("person", asked.UserId), ("inquiry", asked.Inquiry),
            ("recipient", asked.Recipient), ("from", Text(asked.From)), ("to", Text(asked.To)), ("consent", asked.Consent),
            ("profile", asked.Profile),
        ]);
        return http.Send(() => new(HttpMethod.Post, address) { Headers = { { LedgerHttp.PurposeHeader, LedgerHttp.Extended(reason) } } }, repeatable: false, async response =>
        {
            await response.Content.CopyToAsync(output, cancel);
            return new MadeReport(
                Header(response, ReportHeaders.Sha256), Number(response, ReportHeaders.Events), Number(response, ReportHeaders.Known), Number(response, ReportHeaders.Recorded),
                response.Headers.Contains(ReportHeaders.Unconfined))
            {
                WithoutPdf = response.Headers.Contains(ReportHeaders.WithoutPdf),
                NotStamped = response.Headers.Contains(ReportHeaders.NotStamped) ? Header(response, ReportHeaders.NotStamped) : null, Answers = Answered(response),
            };
        }, cancel);
    }

    static AnsweredRequest? Answered(HttpResponseMessage response) => response.Headers.Contains(ReportHeaders.AnswerForm)
        ? new(Enum.GetValues<InquiryForm>().First(form => DocumentJson.Name(form) == Header(response, ReportHeaders.AnswerForm)),
            response.Headers.Contains(ReportHeaders.AnswerDue) && Instant.TryParse(Header(response, ReportHeaders.AnswerDue), out var due) ? due : null)
        : null;

    static string? Text(DateTimeOffset? moment) => moment is { } at ? DocumentJson.Text(at) : null;

    static string Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.First() : throw new FormatException();

    static long Number(HttpResponseMessage response, string name) => long.Parse(Header(response, name), CultureInfo.InvariantCulture);
}
