using System.Globalization;

namespace Ledger.Reports;

/// <summary>A report as one self-contained HTML file, in constant memory: print styles, contents, nothing fetched, nothing run.</summary>
static class ReportHtml
{
    public static async Task Write(ReportDocument report, Stream output, CancellationToken cancel)
    {
        var (html, words) = (new HtmlWriter(output), new ReportWording(report.Language, report.Zone));
        DocumentHtml.Begin(html, report.Title, report.Language, words.PageWords, report.IsWide ? ReportStyle.Rules + ReportStyle.Wide : ReportStyle.Rules);
        html.Write($"<header><h1>{report.Title}</h1>\n");
        if (report.Subtitle is { } subtitle) html.Write($"<p class=\"subtitle\">{subtitle}</p>\n");
        html.Mark("</header>\n");
        if (report.Sections.Count > 2) Contents(html, report, words);
        for (var at = 0; at < report.Sections.Count; at++) await Section(html, report.Sections[at], NumberOf(report, at), words, cancel);
        html.Write($"<p class=\"basis\">{words.Basis(report)}</p>\n");
        DocumentHtml.End(html);
        await html.Flush(all: true, cancel);
    }

    static void Contents(HtmlWriter html, ReportDocument report, ReportWording words)
    {
        html.Write($"<nav aria-label=\"{words.ContentsTitle}\"><h2>{words.ContentsTitle}</h2><ol>\n");
        for (var at = 0; at < report.Sections.Count; at++)
            html.Write($"<li><a href=\"#{report.Sections[at].Key}\">{NumberOf(report, at)}. {report.Sections[at].Title}</a></li>\n");
        html.Mark("</ol></nav>\n");
    }

    static string NumberOf(ReportDocument report, int at) => report.Sections[at].Number ?? (at + 1).ToString(CultureInfo.InvariantCulture);

    static async ValueTask Section(HtmlWriter html, ReportSection section, string number, ReportWording words, CancellationToken cancel)
    {
        html.Write($"<section id=\"{section.Key}\"><h2>{number}. {section.Title}</h2>\n");
        foreach (var block in section.Blocks)
        {
            await Block(html, block, words, cancel);
            await html.Flush(all: false, cancel);
        }
        html.Mark("</section>\n");
    }

    static async ValueTask Block(HtmlWriter html, ReportBlock block, ReportWording words, CancellationToken cancel)
    {
        switch (block)
        {
            case ReportText { Text: var text }:
                html.Write($"<p>{text}</p>\n");
                break;
            case ReportWarning { Text: var text }:
                html.Write($"<p class=\"warning\">{text}</p>\n");
                break;
            case ReportFacts facts:
                Facts(html, facts, words);
                break;
            case ReportTable { InFilesOnly: true }:
                break;
            case ReportTable table:
                await Table(html, table, words, cancel);
                break;
            case ReportFigure figure:
                html.Mark("<figure>\n");
                figure.Draw(html);
                html.Write($"\n<figcaption>{figure.Caption}</figcaption></figure>\n");
                break;
            case ReportSignatures { Places: var places }:
                Signatures(html, places);
                break;
            default:
                throw new ArgumentException($"No page shows {block.GetType().Name}.", nameof(block));
        }
    }

    static void Facts(HtmlWriter html, ReportFacts facts, ReportWording words)
    {
        html.Mark("<table class=\"facts\"><tbody>\n");
        foreach (var fact in facts.Items)
        {
            html.Write($"<tr><th scope=\"row\">{fact.Label}</th><td>");
            Value(html, fact.Value, words);
            html.Mark("</td></tr>\n");
        }
        html.Mark("</tbody></table>\n");
    }

    static async ValueTask Table(HtmlWriter html, ReportTable table, ReportWording words, CancellationToken cancel)
    {
        if (table.Title is { } title) html.Write($"<h3>{title}</h3>\n");
        var shown = 0L;
        await foreach (var row in table.Rows(cancel).WithCancellation(cancel))
        {
            if (shown == 0) Head(html, table);
            if (shown == table.ShownMax)
            {
                html.Write($"</tbody></table>\n<p class=\"more\">{table.Rest ?? words.More(shown)}</p>\n");
                return;
            }
            shown++;
            Row(html, table.Columns, row, words);
            await html.Flush(all: false, cancel);
        }
        if (shown == 0) html.Write($"<p class=\"empty\">{table.Empty ?? words.EmptyTable}</p>\n");
        else html.Mark("</tbody></table>\n");
    }

    static void Row(HtmlWriter html, IReadOnlyList<ReportColumn> columns, IReadOnlyList<ReportValue> row, ReportWording words)
    {
        html.Mark("<tr>");
        for (var at = 0; at < columns.Count; at++)
        {
            if (!columns[at].Below)
            {
                html.Mark(at > 0 ? "</td>" : "");
                html.Mark(row[at] is NumberValue ? "<td class=\"number\">" : row[at] is MomentValue or DayValue ? "<td class=\"moment\">" : "<td>");
            }
            else if (row[at] is NoValue) continue;
            else html.Mark("<br>");
            Value(html, row[at], words);
        }
        html.Mark("</td></tr>\n");
    }

    static void Head(HtmlWriter html, ReportTable table)
    {
        html.Mark("<table class=\"rows\"><colgroup>");
        foreach (var column in table.Columns.Where(column => !column.Below))
            html.Mark(column.Width > 0 ? string.Create(CultureInfo.InvariantCulture, $"<col style=\"width:{column.Width}%\">") : "<col>");
        html.Mark("</colgroup><thead><tr>");
        for (var at = 0; at < table.Columns.Count; at++)
        {
            html.Mark(table.Columns[at].Below ? ";<br>" : at > 0 ? "</th><th scope=\"col\">" : "<th scope=\"col\">");
            html.Write($"{table.Columns[at].Label}");
        }
        html.Mark("</th></tr></thead><tbody>\n");
    }

    /// <summary>Each value stands in its own direction of writing: what a person is called cannot turn the line around it.</summary>
    static void Value(HtmlWriter html, ReportValue value, ReportWording words)
    {
        if (value is ManyValues { Values: var values })
        {
            for (var at = 0; at < values.Count; at++)
            {
                if (at > 0) html.Mark("; ");
                Value(html, values[at], words);
            }
        }
        else if (value is DestroyedValue) html.Write($"<span class=\"gone\">{words.Of(value)}</span>");
        else if (value is NoValue) html.Mark("—");
        else if (value is HashValue { Text: var hash }) html.Write($"<code>{hash}</code>");
        else if (value is TextValue) html.Write($"<bdi>{words.Of(value)}</bdi>");
        else html.Write($"{words.Of(value)}");
    }

    static void Signatures(HtmlWriter html, IReadOnlyList<string> places)
    {
        html.Mark("<div class=\"signatures\">\n");
        foreach (var place in places) html.Write($"<p><span>{place}</span><span class=\"line\"></span><span class=\"line\"></span></p>\n");
        html.Mark("</div>\n");
    }
}
