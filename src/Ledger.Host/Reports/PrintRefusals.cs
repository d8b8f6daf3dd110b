using Ledger.Exports;
using Ledger.Reports;

namespace Ledger.Host.Reports;

/// <summary>Why a document was not printed.</summary>
static class PrintRefusals
{
    /// <summary>There is no browser to print with.</summary>
    public static Refusal NoBrowser =>
        new(ReportRefusals.BrowserMissing, "There is no Chromium to print a PDF with. Take the HTML, which prints alike, or name a browser in LEDGER_CHROMIUM.");

    /// <summary>Null where it was printed.</summary>
    public static Refusal? Of(Printed printed) => printed switch
    {
        Printed.NoBrowser => NoBrowser,
        Printed.Failed => new(ReportRefusals.PrintingFailed, "The browser did not print, or not in time. Take the HTML, which prints alike."),
        _ => null,
    };
}
