using System.Globalization;
using System.Text;
using Ledger.Policies;

namespace Ledger.Reports;

/// <summary>Everything a report says for a spreadsheet, a line each: the number and title of the section, what it is about, and what is said.</summary>
static class ReportCsvWhole
{
    static readonly LocalText[] Heads = [new("№", "No."), new("Раздел", "Section"), new("Что", "What"), new("Сведения", "Information")];

    public static async Task Write(ReportDocument report, Stream output, CancellationToken cancel)
    {
        var words = new ReportWording(report.Language, report.Zone);
        await output.WriteAsync(Encoding.UTF8.GetBytes(CsvText.Mark + CsvText.Line(Heads.Select(head => head.In(report.Language)), words.Separator)), cancel);
        for (var at = 0; at < report.Sections.Count; at++)
        {
            var section = report.Sections[at];
            var number = section.Number ?? (at + 1).ToString(CultureInfo.InvariantCulture);
            await foreach (var (what, said) in Lines(section, words, cancel))
                await output.WriteAsync(Encoding.UTF8.GetBytes(CsvText.Line([number, section.Title, CsvText.Guarded(what), CsvText.Guarded(said.Replace('\u00A0', ' '))], words.Separator)), cancel);
        }
    }

    static async IAsyncEnumerable<(string What, string Said)> Lines(ReportSection section, ReportWording words, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var block in section.Blocks)
        {
            if (block is ReportText { Text: var text }) yield return ("", text);
            else if (block is ReportWarning { Text: var warning }) yield return ("", warning);
            else if (block is ReportFacts facts)
            {
                foreach (var fact in facts.Items) yield return (fact.Label, words.Of(fact.Value));
            }
            else if (block is ReportTable table)
            {
                await foreach (var row in table.Rows(cancel).WithCancellation(cancel)) yield return (table.Title ?? "", Row(table, row, words));
            }
        }
    }

    static string Row(ReportTable table, IReadOnlyList<ReportValue> row, ReportWording words) =>
        string.Join("; ", table.Columns.Select((column, at) => (column.Label, Value: row[at])).Where(cell => cell.Value is not NoValue).Select(cell => $"{cell.Label}: {words.Of(cell.Value)}"));
}
