namespace Ledger.Exports;

/// <summary>Why a document for people is not made.</summary>
public static class ReportRefusals
{
    /// <summary>The report lacks something it needs, or does not take what was given.</summary>
    public const string ReportParameter = "report-parameter";

    /// <summary>The report has no table that a spreadsheet could hold.</summary>
    public const string ReportWithoutTable = "report-without-table";

    /// <summary>The person gave no consent of that name, or none at all.</summary>
    public const string ConsentUnknown = "consent-unknown";

    /// <summary>The ledger does not know something that every receipt must say.</summary>
    public const string ReceiptIncomplete = "receipt-incomplete";

    /// <summary>There is no browser to print a PDF with.</summary>
    public const string BrowserMissing = "browser-missing";

    /// <summary>The browser did not print.</summary>
    public const string PrintingFailed = "printing-failed";
}
