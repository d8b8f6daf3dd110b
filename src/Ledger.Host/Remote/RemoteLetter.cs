using System.Globalization;
using System.Net.Http.Json;
using Ledger.Host.Commands.Officer;
using Ledger.Host.Documents;
using Ledger.Host.Letters;

namespace Ledger.Host.Remote;

/// <summary>POST /notices/letter: the page as it comes goes to the file; what is told about it stands in headers.</summary>
static class RemoteLetter
{
    public static Task<Outcome<MadeLetter>> Take(LedgerHttp http, LetterQuestion asked, FileStream output, CancellationToken cancel) => http.Send(() => new(HttpMethod.Post, http.Site.At("notices/letter"))
    {
        Content = JsonContent.Create(new { asked.Recipient, lang = asked.Language, format = asked.Pdf ? "pdf" : "html" }, options: DocumentJson.Options),
        Headers = { { LedgerHttp.PurposeHeader, LedgerHttp.Extended(asked.Reason) } },
    }, repeatable: false, async response =>
    {
        await response.Content.CopyToAsync(output, cancel);
        return new MadeLetter(Number(response, "Ledger-Notices"), Number(response, "Ledger-Unnamed"), Number(response, "Ledger-Known"), Number(response, "Ledger-Recorded"),
            response.Headers.Contains("Ledger-Unconfined"));
    }, cancel);

    static long Number(HttpResponseMessage response, string header) => long.Parse(response.Headers.GetValues(header).First(), CultureInfo.InvariantCulture);
}
