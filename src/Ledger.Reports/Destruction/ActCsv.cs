using System.Globalization;
using System.Text;

namespace Ledger.Reports;

/// <summary>The act and the log export as tables for a spreadsheet: each line holds every item, so that it can stand alone.</summary>
static class ActCsv
{
    static readonly string[] ActColumns =
    [
        "Акт №", "№ строки", "а) Оператор", "а) Адрес оператора", "б) Обработчик по поручению", "б) Адрес обработчика", "в) Субъект", "г) Уничтожили: ФИО, должность",
        "д) Категории персональных данных", "е) Материальный носитель, листов", "ж) ИСПДн", "з) Способ", "и) Причина", "к) Дата", "Запись журнала, №",
    ];

    static readonly string[] LogColumns = ["Запись журнала, №", "а) Субъект", "б) Категории персональных данных", "в) ИСПДн", "г) Причина", "д) Дата"];

    public static Task Act(ActHead head, IAsyncEnumerable<DestroyedLine> lines, Stream output, CancellationToken cancel) =>
        Write(ActColumns, lines, line => Cells(head, line), output, cancel);

    public static Task Log(ActHead head, IAsyncEnumerable<DestroyedLine> lines, Stream output, CancellationToken cancel) =>
        Write(LogColumns, lines, line =>
        [
            Number(line.Index), line.Subject.Text, string.Join(", ", line.Categories), line.System, line.Reason, ActWords.InFigures(line.DestroyedOn),
        ], output, cancel);

    static string[] Cells(ActHead head, DestroyedLine line)
    {
        var processor = line.Processor is { } number ? head.Processors[number - 1] : null;
        return
        [
            head.Reference, Number(line.Number), head.Operator.Name, head.Operator.Address ?? "", processor?.Name ?? "", processor?.Address ?? "", line.Subject.Text,
            string.Join("; ", line.Performers.Select(p => head.Performers[p - 1]).Select(p => $"{p.FullName.Text}, {p.Position.Text}")), string.Join(", ", line.Categories),
            string.Join("; ", line.Media.Select(m => $"{m.Name.Text}, листов: {Number(m.Sheets)}")), line.Automated ? line.System : "", line.Method, line.Reason,
            ActWords.InFigures(line.DestroyedOn), Number(line.Index),
        ];
    }

    static async Task Write(string[] columns, IAsyncEnumerable<DestroyedLine> lines, Func<DestroyedLine, string[]> cells, Stream output, CancellationToken cancel)
    {
        await output.WriteAsync(Encoding.UTF8.GetBytes(CsvText.Mark + CsvText.Line(columns, CsvText.Russian)), cancel);
        await foreach (var line in lines.WithCancellation(cancel))
            await output.WriteAsync(Encoding.UTF8.GetBytes(CsvText.Line(cells(line).Select(CsvText.Guarded), CsvText.Russian)), cancel);
    }

    static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
