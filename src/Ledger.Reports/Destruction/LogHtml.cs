namespace Ledger.Reports;

/// <summary>The export of the event log as one HTML file (Order RKN 179, p. 5).</summary>
static class LogHtml
{
    public static async Task Write(ActHead head, IAsyncEnumerable<DestroyedLine> lines, Stream output, CancellationToken cancel)
    {
        var html = new HtmlWriter(output);
        DocumentHtml.BeginAct(html, $"Выгрузка из журнала к акту № {head.Reference}");
        html.Mark("<h1>ВЫГРУЗКА</h1><p>из журнала регистрации событий в информационной системе персональных данных</p>\n");
        html.Write($"<p class=\"when\"><span>К акту об уничтожении персональных данных № {head.Reference}</span><span>Сформирована {ActWords.InWords(head.IssuedOn)}</span></p>\n");
        html.Mark("<table class=\"facts\"><tbody>\n");
        ActParts.Party(html, "Оператор", [head.Operator]);
        html.Write($"<tr><th>Журнал</th><td>{head.Origin} (журнал оператора, куда информационные системы сообщают об уничтожении), записи до № {head.Known} включительно</td></tr>\n</tbody></table>\n<h2>События уничтожения персональных данных</h2>\n");
        html.Mark("""
            <table class="lines"><thead><tr><th class="d">Запись журнала, №</th><th>Субъект (а)</th><th>Категории персональных данных (б)</th>
            <th>ИСПДн (в)</th><th style="width:52mm">Причина (г)</th><th class="d">Дата (д)</th></tr></thead><tbody>

            """);
        await foreach (var line in lines.WithCancellation(cancel))
        {
            html.Write($"<tr><td class=\"d\">{line.Index}</td><td>");
            ActParts.Subject(html, line.Subject);
            html.Write($"</td><td>{string.Join(", ", line.Categories)}</td><td>{line.System}</td><td>{line.Reason}</td><td class=\"d\">{ActWords.InFigures(line.DestroyedOn)}</td></tr>\n");
            await html.Flush(all: false, cancel);
        }
        html.Mark("</tbody></table>\n<p class=\"basis\">Сформирована в соответствии с п. 5 Требований к подтверждению уничтожения персональных данных (приказ Роскомнадзора от 28.10.2022 № 179). ");
        html.Write($"Хранится вместе с актом в течение 3 лет с момента уничтожения: до {ActWords.InFigures(head.KeptUntil)} включительно.</p>\n");
        DocumentHtml.End(html);
        await html.Flush(all: true, cancel);
    }
}
