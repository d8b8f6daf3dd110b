namespace Ledger.Reports;

/// <summary>The act of destruction as one HTML file (Order RKN 179, p. 3): each item bears its letter, so that whoever checks it finds it.</summary>
static class ActHtml
{
    public static async Task Write(ActHead head, IAsyncEnumerable<DestroyedLine> lines, Stream output, CancellationToken cancel)
    {
        var html = new HtmlWriter(output);
        DocumentHtml.BeginAct(html, head.IsExtract ? $"Выписка из акта № {head.Reference}" : $"Акт № {head.Reference}");
        Heading(html, head);
        Facts(html, head);
        html.Mark("<h2>Уничтоженные персональные данные</h2>");
        await Lines(html, lines, cancel);
        Beyond(html, head);
        if (head.IsExtract) html.Mark("<p style=\"margin-top:10mm\">Выписка верна:</p>\n<p>_____________________ &nbsp; __________________ &nbsp; ______________________________ &nbsp; ____________</p>\n<p style=\"font-size:9pt\">(должность, подпись, фамилия и инициалы, дата)</p>\n");
        else Signatures(html, head);
        Basis(html, head);
        DocumentHtml.End(html);
        await html.Flush(all: true, cancel);
    }

    static void Heading(HtmlWriter html, ActHead head)
    {
        html.Write($"<h1>{(head.IsExtract ? "ВЫПИСКА ИЗ АКТА" : "АКТ")} № {head.Reference}</h1><p>об уничтожении персональных данных</p>\n");
        html.Write($"<p class=\"when\"><span>{(head.IsExtract ? "Составлена" : "Составлен")} {ActWords.InWords(head.IssuedOn)}</span><span>Строк: {head.Reports}, субъектов: {head.Persons}</span></p>\n");
        html.Mark(head.IsExtract ? "<p>Настоящая выписка содержит сведения об одном субъекте из акта, который подтверждает" : "<p>Настоящий акт подтверждает");
        html.Mark("""
             уничтожение персональных данных в случаях, предусмотренных Федеральным законом от 27.07.2006 № 152-ФЗ
            «О персональных данных» (далее — Закон № 152-ФЗ), и составлен в соответствии с Требованиями к подтверждению уничтожения персональных данных, утверждёнными
            приказом Роскомнадзора от 28.10.2022 № 179 (далее — Требования).</p>

            """);
    }

    static void Facts(HtmlWriter html, ActHead head)
    {
        html.Mark("<table class=\"facts\"><tbody>\n");
        ActParts.Party(html, "а) Наименование и адрес оператора", [head.Operator]);
        if (head.Processors.Count > 0) ActParts.Party(html, "б) Наименование и адрес лица, обрабатывавшего персональные данные по поручению оператора", head.Processors);
        else html.Mark("<tr><th>б) Лицо, обрабатывавшее персональные данные по поручению оператора</th><td>не названо: в сообщениях об уничтожении поручение не указано</td></tr>\n");
        html.Mark("<tr><th>в) Субъекты, чьи персональные данные уничтожены</th><td>указаны построчно в таблице ниже</td></tr>\n");
        html.Mark("<tr><th>г) Лица, уничтожившие персональные данные</th><td>");
        if (head.Performers.Count == 0) html.Mark("не указаны");
        else
        {
            html.Mark("<ol>");
            foreach (var performer in head.Performers) html.Write($"<li><bdi>{performer.FullName.Text}</bdi>, <bdi>{performer.Position.Text}</bdi></li>");
            html.Mark("</ol>");
        }
        html.Mark("</td></tr>\n");
        html.Mark("<tr><th>д) Категории уничтоженных персональных данных</th><td>указаны построчно в таблице ниже</td></tr>\n");
        if (head.WithMedia) html.Mark("<tr><th>е) Материальные носители и количество листов</th><td>указаны построчно в таблице ниже</td></tr>\n");
        if (head.Systems.Count > 0) ActParts.Texts(html, "ж) Информационные системы персональных данных (ИСПДн)", head.Systems);
        ActParts.Texts(html, "з) Способ уничтожения", head.Methods);
        ActParts.Texts(html, "и) Причина уничтожения", head.Reasons);
        html.Write($"<tr><th>к) Дата уничтожения</th><td>{ActParts.Dates(head)}</td></tr>\n</tbody></table>\n");
    }

    static async ValueTask Lines(HtmlWriter html, IAsyncEnumerable<DestroyedLine> lines, CancellationToken cancel)
    {
        html.Mark("""
            <table class="lines"><thead><tr><th class="n">№</th><th class="p">Субъект (в)</th><th>Категории данных (д)</th>
            <th>ИСПДн (ж); носитель, листов (е); по поручению (б)</th><th>Способ (з)</th><th class="w">Причина (и)</th><th class="d">Дата (к)</th><th class="k">Лица (г)</th></tr></thead><tbody>

            """);
        await foreach (var line in lines.WithCancellation(cancel))
        {
            html.Write($"<tr><td class=\"n\">{line.Number}</td><td>");
            ActParts.Subject(html, line.Subject);
            html.Write($"</td><td>{string.Join(", ", line.Categories)}</td><td>");
            Place(html, line);
            html.Write($"</td><td>{line.Method}</td><td>{line.Reason}</td><td class=\"d\">{ActWords.InFigures(line.DestroyedOn)}</td>");
            html.Write($"<td class=\"k\">{(line.Performers.Count > 0 ? string.Join(", ", line.Performers) : "—")}</td></tr>\n");
            await html.Flush(all: false, cancel);
        }
        html.Mark("</tbody></table>\n");
    }

    static void Place(HtmlWriter html, DestroyedLine line)
    {
        if (line.Automated) html.Write($"{line.System}");
        else if (line.Media.Count == 0) html.Write($"без средств автоматизации: {line.System}; носители не указаны");
        foreach (var medium in line.Media)
        {
            if (line.Automated || medium != line.Media[0]) html.Mark("<br>");
            html.Write($"<bdi>{medium.Name.Text}</bdi>, листов: {medium.Sheets}");
        }
        if (line.Processor is { } processor) html.Write($"<br>по поручению: лицо {processor} (б)");
    }

    /// <summary>P. 6: what an export of the log cannot show goes into the act; and what nobody reported is said to be missing.</summary>
    static void Beyond(HtmlWriter html, ActHead head)
    {
        if (head.Systems.Count > 0)
            html.Mark("""
                <p style="margin-top:4mm">К акту прилагается выгрузка из журнала регистрации событий в информационной системе персональных данных (п. 2 Требований).
                Сведения, которые выгрузка не содержит, — лица, уничтожившие данные, способ уничтожения, материальные носители, — внесены в настоящий акт (п. 6 Требований).</p>

                """);
        if (head.Missing.Count == 0) return;
        html.Mark("<h2>Сведения, которые не были сообщены</h2>\n<ul>");
        foreach (var missing in head.Missing) html.Write($"<li>{ActWords.Of(missing)}</li>");
        html.Mark("</ul>\n");
    }

    static void Signatures(HtmlWriter html, ActHead head)
    {
        html.Mark("<h2>Подписи лиц, уничтоживших персональные данные (подп. «г»)</h2>\n<table class=\"signs\"><thead><tr><th class=\"n\">№</th><th>Фамилия, имя, отчество</th><th>Должность</th><th class=\"s\">Подпись</th><th class=\"d\">Дата</th></tr></thead><tbody>\n");
        for (var at = 0; at < head.Performers.Count; at++)
        {
            var performer = head.Performers[at];
            html.Write($"<tr><td class=\"n\">{at + 1}</td><td><bdi>{performer.FullName.Text}</bdi></td><td><bdi>{performer.Position.Text}</bdi></td><td></td><td></td></tr>\n");
        }
        if (head.Performers.Count == 0) html.Mark("<tr><td class=\"n\">1</td><td></td><td></td><td></td><td></td></tr>\n");
        html.Mark("</tbody></table>\n<p style=\"font-size:9.5pt;margin-top:2mm\">Акт в электронной форме, подписанный электронной подписью, равнозначен акту на бумажном носителе с собственноручной подписью (п. 4 Требований).</p>\n");
    }

    static void Basis(HtmlWriter html, ActHead head)
    {
        html.Write($"<p class=\"basis\">{(head.IsExtract ? "Составлена" : "Составлен")} по записям журнала {head.Origin} до № {head.Known} включительно. ");
        html.Write($"Акт и выгрузка из журнала хранятся в течение 3 лет с момента уничтожения (п. 8 Требований): до {ActWords.InFigures(head.KeptUntil)} включительно.</p>\n");
    }
}
