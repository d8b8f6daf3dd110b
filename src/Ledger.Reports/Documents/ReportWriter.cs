namespace Ledger.Reports;

/// <summary>In which form a document is written.</summary>
public enum ReportFormat
{
    /// <summary>Printed from the HTML by a browser.</summary>
    Pdf,

    /// <summary>One self-contained file.</summary>
    Html,

    /// <summary>A table for spreadsheets.</summary>
    Csv,

    /// <summary>For programs.</summary>
    Json,

    /// <summary>A bundle: the report with the events and openings that prove it (docs/bundle-format.md).</summary>
    Bundle,
}

/// <summary>Writes reports, in constant memory.</summary>
public static class ReportWriter
{
    /// <summary>Media type of each form.</summary>
    public static string MediaType(ReportFormat format) => format switch
    {
        ReportFormat.Pdf => "application/pdf",
        ReportFormat.Html => "text/html",
        ReportFormat.Csv => "text/csv",
        ReportFormat.Json => "application/json",
        ReportFormat.Bundle => "application/zip",
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

    /// <summary>What files of each form end with, after the point.</summary>
    public static string Extension(ReportFormat format) => format switch
    {
        ReportFormat.Pdf => "pdf",
        ReportFormat.Html => "html",
        ReportFormat.Csv => "csv",
        ReportFormat.Json => "json",
        ReportFormat.Bundle => "zip",
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

    /// <summary>Writes the report in that form; PDF is printed from the HTML by <see cref="PdfPrinter"/>.</summary>
    public static Task Write(ReportDocument report, ReportFormat format, Stream output, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(output);
        return format switch
        {
            ReportFormat.Html => ReportHtml.Write(report, output, cancel),
            ReportFormat.Csv => ReportCsv.Write(report, output, cancel),
            ReportFormat.Json => ReportJson.Write(report, output, cancel),
            _ => throw new ArgumentOutOfRangeException(nameof(format)),
        };
    }
}
