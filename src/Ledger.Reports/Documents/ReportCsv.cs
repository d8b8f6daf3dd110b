using System.Text;

namespace Ledger.Reports;

/// <summary>The main table of a report for a spreadsheet: UTF-8 with a byte order mark, cells separated as the language's spreadsheets expect.</summary>
static class ReportCsv
{
    public static async Task Write(ReportDocument report, Stream output, CancellationToken cancel)
    {
        if (report.CsvHoldsAll)
        {
            await ReportCsvWhole.Write(report, output, cancel);
            return;
        }
        var table = report.TableForCsv ?? throw new ArgumentException("The report has no table.", nameof(report));
        var words = new ReportWording(report.Language, report.Zone);
        await output.WriteAsync(Encoding.UTF8.GetBytes(CsvText.Mark + CsvText.Line(table.Columns.Select(column => column.Label), words.Separator)), cancel);
        await foreach (var row in table.Rows(cancel).WithCancellation(cancel))
            await output.WriteAsync(Encoding.UTF8.GetBytes(CsvText.Line(row.Select(value => Cell(value, words)), words.Separator)), cancel);
    }

    /// <summary>Numbers stand without the spaces that make a spreadsheet take them for text.</summary>
    internal static string Cell(ReportValue value, ReportWording words) => value is NumberValue { Number: var number }
        ? number.ToString(System.Globalization.CultureInfo.InvariantCulture)
        : CsvText.Guarded(words.Of(value).Replace('\u00A0', ' '));
}
