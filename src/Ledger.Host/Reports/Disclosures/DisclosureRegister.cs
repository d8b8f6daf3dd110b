using Ledger.Host.Documents;
using Ledger.Policies;
using Ledger.Projections;
using Ledger.Reports;

namespace Ledger.Host.Reports.Disclosures;

/// <summary>The register of disclosures (152-FZ 14(7)(4), 19(2)(8)): who received whose data, when, for what, on what ground.</summary>
sealed class DisclosureRegister : IReportSource
{
    const int ShownMax = 1000, BarsMax = 12;

    public ReportKind Kind => ReportKind.Disclosures;

    public async ValueTask<Outcome<GatheredReport>> Gather(ReportQuestion asked, ReportReading reading, CancellationToken cancel)
    {
        var (totals, lines) = (await DisclosureTotals.Of(asked, reading, cancel), new DisclosureLines(asked, reading));
        string In(LocalText text) => text.In(asked.Language);
        var document = new ReportDocument
        {
            Kind = DocumentJson.Name(Kind), Language = asked.Language, Zone = reading.Legal.Zone, Title = In(DisclosureWords.Title), Subtitle = In(DisclosureWords.Law), Origin = reading.Journal.Origin,
            Known = reading.Known, MadeAt = reading.Now, CsvTable = "disclosures", IsWide = true,
            Sections =
            [
                new("general", In(OperatorParts.Head), [Head(asked, reading, totals)]),
                new("summary", In(DisclosureWords.Summary), [.. Summary(asked, reading, totals)]),
                new("disclosures", In(DisclosureWords.Lines),
                [
                    new ReportText(In(DisclosureWords.Note)),
                    new ReportTable("disclosures", null, lines.Columns, lines.Rows) { ShownMax = ShownMax, Empty = In(DisclosureWords.NoDisclosures) },
                ]),
            ],
        };
        return new GatheredReport(document, null, () => lines.Read);
    }

    static ReportFacts Head(ReportQuestion asked, ReportReading reading, DisclosureTotals totals)
    {
        var language = asked.Language;
        var words = new ReportWording(language, reading.Legal.Zone);
        List<ReportFact> facts = [.. OperatorParts.Operator(reading.Registers, language), OperatorParts.Period(words.Span(asked.From, asked.To), language)];
        if (asked.Recipient is { } recipient) facts.Add(new("recipient", DisclosureWords.OneRecipient.In(language), reading.Names(language).Recipient(recipient)));
        facts.Add(new("count", DisclosureWords.All.In(language), ReportValue.Of(totals.Count)));
        facts.Add(new("withFindings", DisclosureWords.Marked.In(language), ReportValue.Of(totals.Wrong)));
        return new("facts", facts);
    }

    static IEnumerable<ReportBlock> Summary(ReportQuestion asked, ReportReading reading, DisclosureTotals totals)
    {
        var (language, words, names) = (asked.Language, new ReportWording(asked.Language, reading.Legal.Zone), reading.Names(asked.Language));
        string In(LocalText text) => text.In(language);
        if (asked.Recipient is null && totals.Count > 0)
        {
            var bars = FigureBar.Greatest(totals.Recipients.Select(one => new FigureBar(words.Of(names.Recipient(one.Recipient)), [one.ByGround.Sum()])), BarsMax,
                rest => $"{In(DisclosureWords.Others)} ({words.Number(rest)})");
            var figure = new BarsFigure("recipients", In(DisclosureWords.ByRecipient), [In(DisclosureWords.Count)], bars);
            yield return new ReportFigure("recipients", figure.Title, html => figure.Draw(html, words));
        }
        yield return ReportTable.Of("byRecipient", null,
            [
                new("recipient", In(DisclosureWords.To), 28), new("kind", In(DisclosureWords.Kind), 22), new("country", In(DisclosureWords.Country), 12), new("count", In(DisclosureWords.Count), 10),
                new("withoutGround", In(DisclosureWords.Groundless), 13), new("withFindings", In(DisclosureWords.Findings), 15),
            ],
            [.. totals.Recipients.Select(one => (IReadOnlyList<ReportValue>)[.. Recipient(one.Recipient, reading, language), ReportValue.Of(one.ByGround.Sum()), ReportValue.Of(one.ByGround[^1]), ReportValue.Of(one.Wrong)])])
            with { Empty = In(DisclosureWords.NoDisclosures) };
        if (totals.Count == 0) yield break;
        var shares = new SharesFigure(In(DisclosureWords.ByGround), [.. totals.ByGround.Select((count, at) => new FigureBar(DisclosureWords.Short(DisclosureWords.Grounds[at], language), [count]))]);
        yield return new ReportFigure("grounds", shares.Title, html => shares.Draw(html, words));
        var edition = reading.Registers.EditionInForce(asked.To ?? reading.Now);
        yield return ReportTable.Of("byGround", null,
            [new("ground", In(DisclosureWords.Ground), 32), new("clause", In(DisclosureWords.Clause), 14), new("articles", In(DisclosureWords.Articles), 40), new("count", In(DisclosureWords.Count), 14)],
            [.. totals.ByGround.Select((count, at) => Ground(DisclosureWords.Grounds[at], count, edition, language))]);
    }

    static IEnumerable<ReportValue> Recipient(string id, ReportReading reading, ReportLanguage language) => reading.Registers.Recipients.TryGetValue(id, out var known)
        ? [reading.Names(language).Recipient(id), CodeWords.Kind(known.Terms.Kind, language), CodeWords.Country(known.Terms.Country, language)]
        : [ReportValue.Of(id, id), ReportValue.Of("unregistered", DisclosureWords.Unregistered.In(language)), ReportValue.None];

    static IReadOnlyList<ReportValue> Ground(string ground, long count, Edition? edition, ReportLanguage language)
    {
        var terms = DisclosureWords.TermsOf(ground, edition);
        return
        [
            ReportValue.Of(ground, DisclosureWords.Short(ground, language)), ReportValue.Of(terms?.Clause),
            ReportValue.Of([.. (terms?.Articles ?? []).Select(article => ReportValue.Of(article, LawArticle.InWords(article, language)))]), ReportValue.Of(count),
        ];
    }
}
