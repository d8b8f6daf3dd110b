namespace Ledger.Exports;

/// <summary>Why a document for people is not made.</summary>
public static class ReportRefusals
{
    /// <summary>The report lacks something it needs, or does not take what was given.</summary>
    public const string ReportParameter = "report-parameter";

    /// <summary>The report has no table that a spreadsheet could hold.</summary>
    public const string ReportWithoutTable = "report-without-table";

    /// <summary>There is no browser to print a PDF with.</summary>
    public const string BrowserMissing = "browser-missing";

    /// <summary>The browser did not print.</summary>
    public const string PrintingFailed = "printing-failed";
}
