using System.Runtime.CompilerServices;
using Ledger.Disclosures;
using Ledger.Policies;
using Ledger.Projections;
using Ledger.Reports;

namespace Ledger.Host.Reports.Inquiries;

/// <summary>The parts of an answer about the disclosures of everybody's data to a recipient, or within a time: counted, drawn, and listed.</summary>
static class DisclosureAnswer
{
    /// <summary>Rows that a page shows: more would only make it slow to print; the bundle has them all.</summary>
    public const int ShownMax = 200;

    const int PageRows = 200;

    static readonly LocalText Subjects = new("Субъекты", "The persons"), Timeline = new("Хронология", "Timeline"), Purposes = new("Цели, основания и состав данных", "Purposes, grounds and data"), Recipients = new("Получатели и перечень передач", "Recipients, and the list of disclosures"),
        Abroad = new("Трансграничная передача и место нахождения баз данных", "Transfers abroad, and where the databases are"), Other = new("Сведения об отдельных субъектах", "What concerns single persons"),
        Count = new("Передач", "Disclosures"), Persons = new("Субъектов", "Persons"), First = new("Первая", "First"), Last = new("Последняя", "Last"), More = new("более {0}", "more than {0}"),
        Tokens = new("Субъекты названы обозначениями журнала. Кто стоит за обозначением, раскрывает ответ по этому субъекту: так третьим лицам не передаётся больше, чем запрошено.", "Persons are named by their tokens in the ledger. Whose a token is, an answer about that person shows: so no more is told than was asked."),
        Caption = new("Передачи по времени и основаниям, {0}.", "Disclosures by time and ground, {0}."), Own = new("События самого запроса", "The inquiry's own events"), Ground = new("Основание", "Ground"), Purpose = new("Цель", "Purpose"), Category = new("Категория данных", "Category of data"), Number = new("Число передач", "How many"),
        NoGround = new("Передач без основания: {0}.", "Disclosures without a ground: {0}."), NoDocument = new("Передач по договору или закону, для которых документ основания не записан: {0}.", "Disclosures by contract or law without a document behind the ground: {0}."),
        Recipient = new("Получатель", "Recipient"), Country = new("Страна", "Country"), System = new("Система", "System"), ByCountry = new("Куда переданы данные", "Into which countries"), Databases = new("Базы данных оператора", "The operator's databases"),
        List = new("Перечень передач", "List of disclosures"), Index = new("Запись №", "Record No."), At = new("Когда", "When"), Person = new("Субъект", "Person"), What = new("Категории", "Categories"), Hash = new("Хеш листа дерева", "Leaf hash"), GroundAndDocument = new("Основание и документ", "Ground and document"),
        None = new("Передач за это время не записано.", "No disclosure is recorded in that time."), Rest = new("Показаны первые передачи ({0}); все — в файле events.csv пакета, каждая доказана.", "The first {0} disclosures are shown; events.csv in the bundle has them all, each proved."),
        Separately = new("Источники данных, обращения, уточнение, блокирование и уничтожение, инциденты и отклонения относятся к отдельным субъектам; по любому из названных субъектов такой ответ составляется отдельно.",
            "Sources, messages, correction, blocking and destruction, incidents and findings concern single persons; such an answer is made for any of the persons named.");

    public static IReadOnlyList<ReportSection> Of(AnswerCase on, DisclosureSummary summary)
    {
        ReportSection Part(string key, LocalText title, IEnumerable<ReportBlock> blocks) => new(key, on.In(title), [.. blocks]);
        return
        [
            Part("request", RequestPart.Title, RequestPart.Of(on)),
            Part("operator", OperatorPart.Title, OperatorPart.Of(on)),
            Part("subjects", Subjects, SubjectsOf(on, summary)),
            Part("timeline", Timeline, TimelineOf(on, summary)),
            Part("purposes", Purposes, PurposesOf(on, summary)),
            Part("recipients", Recipients, RecipientsOf(on, summary)),
            Part("abroad", Abroad, AbroadOf(on, summary)),
            Part("other", Other, [on.Text(Separately)]),
            Part("policy", PolicyPart.Title, PolicyPart.Of(on, summary.Span)),
            Part("deadlines", DeadlinePart.Title, DeadlinePart.Of(on, on.Inquiry.State.Duties)),
            Part("attachments", AttachmentPart.Title, AttachmentPart.Of(on, on.Inquiry.Events)),
            Part("signature", SignaturePart.Title, SignaturePart.Of(on)),
            Part("integrity", IntegrityPart.Title, IntegrityPart.Of(on)),
        ];
    }

    static IEnumerable<ReportBlock> SubjectsOf(AnswerCase on, DisclosureSummary summary)
    {
        yield return new ReportFacts("subjects",
        [
            on.Fact("persons", Persons, summary.ManyMore ? ReportValue.Of(on.Say(More, on.Words.Number(summary.Persons))) : ReportValue.Of(summary.Persons)), on.Fact("disclosures", Count, ReportValue.Of(summary.Count)),
            on.Fact("first", First, summary.Count == 0 ? ReportValue.None : ReportValue.Of(summary.Span.From)), on.Fact("last", Last, summary.Count == 0 ? ReportValue.None : ReportValue.Of(summary.Span.To)),
        ]);
        yield return on.Text(Tokens);
    }

    static IEnumerable<ReportBlock> TimelineOf(AnswerCase on, DisclosureSummary summary)
    {
        var grounds = DisclosureSummary.Grounds.Select(ground => GroundName(on, ground)).ToList();
        var (from, to) = (on.Words.LocalDay(on.Scope.From ?? summary.Span.From), on.Words.LocalDay((on.Scope.To ?? summary.Span.To.AddDays(1)).AddTicks(-1)).AddDays(1));
        var span = FigureSpan.Of(from, to > from ? to : from.AddDays(1), grounds.Count, summary.Days);
        var figure = new ColumnsFigure("disclosed", on.In(Timeline), grounds, span);
        yield return new ReportFigure("disclosed", on.Say(Caption, on.Words.Each(span.Unit)), html => figure.Draw(html, on.Words));
        yield return TimelinePart.Table(on, on.Inquiry.Events) with { Key = "inquiryEvents", Title = on.In(Own) };
    }

    static IEnumerable<ReportBlock> PurposesOf(AnswerCase on, DisclosureSummary summary)
    {
        yield return Counted(on, "grounds", Ground, DisclosureSummary.Grounds.Select((ground, at) => (ReportValue.Of(ground, GroundName(on, ground)), summary.ByGround[at])).Where(row => row.Item2 > 0));
        if (summary.ByGround[^1] > 0) yield return new ReportWarning(on.Say(NoGround, on.Words.Number(summary.ByGround[^1])));
        if (summary.WithoutDocument > 0) yield return new ReportWarning(on.Say(NoDocument, on.Words.Number(summary.WithoutDocument)));
        yield return Counted(on, "purposes", Purpose, Descending(summary.ByPurpose).Select(row => (on.Names.Purpose(row.Key, on.Now), row.Value)));
        yield return Counted(on, "categories", Category, Descending(summary.ByCategory).Select(row => (on.Names.Category(row.Key, on.Now), row.Value)));
    }

    static IEnumerable<ReportBlock> RecipientsOf(AnswerCase on, DisclosureSummary summary)
    {
        yield return Counted(on, "recipients", Recipient, Descending(summary.ByRecipient).Select(row => (DisclosureCells.Recipient(on, row.Key), row.Value)));
        ReportColumn[] columns =
        [
            on.Column("index", Index, 8), on.Column("at", At, 10), .. on.Scope.Recipient is null ? [on.Column("recipient", Recipient, 13)] : Array.Empty<ReportColumn>(), on.Column("person", Person, 14),
            on.Column("categories", What, 14), on.Column("purpose", Purpose, 12), on.Column("ground", GroundAndDocument, on.Scope.Recipient is null ? 15 : 24), on.Column("leafHash", Hash, on.Scope.Recipient is null ? 14 : 18),
        ];
        yield return new ReportTable("disclosures", on.In(List), columns, cancel => Listed(on, cancel)) { ShownMax = ShownMax, Empty = on.In(None), Rest = on.Say(Rest, on.Words.Number(ShownMax)) };
    }

    static IEnumerable<ReportBlock> AbroadOf(AnswerCase on, DisclosureSummary summary)
    {
        yield return Counted(on, "countries", Country, Descending(summary.ByCountry).Select(row => (CodeWords.Country(row.Key, on.Asked.Language), row.Value))) with { Title = on.In(ByCountry) };
        yield return ReportTable.Of("databases", on.In(Databases), [on.Column("system", System, 70), on.Column("country", Country, 30)],
            [.. on.Registers.Systems.Values.Where(system => system.RetiredAt is null).OrderBy(system => system.Terms.System, StringComparer.Ordinal).Select(system => new[] { ReportValue.Of(system.Terms.Name), CodeWords.Country(system.Terms.Country, on.Asked.Language) })]);
    }

    static async IAsyncEnumerable<IReadOnlyList<ReportValue>> Listed(AnswerCase on, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var page in Pages(DisclosureSummary.Rows(on, PageRows, cancel)).WithCancellation(cancel))
            await foreach (var entry in on.Reading.Journal.ReadAt(page, cancel)) yield return Row(on, new(entry, on.Reading.Open(entry)));
    }

    static async IAsyncEnumerable<long[]> Pages(IAsyncEnumerable<DisclosureRow> rows)
    {
        List<long> page = [];
        await foreach (var row in rows)
        {
            page.Add(row.Index);
            if (page.Count < PageRows) continue;
            yield return [.. page];
            page.Clear();
        }
        if (page.Count > 0) yield return [.. page];
    }

    static IReadOnlyList<ReportValue> Row(AnswerCase on, AnswerEvent happened)
    {
        var data = (DisclosureMade)happened.Event.Data;
        ReportValue[] recipient = on.Scope.Recipient is null ? [on.Names.Recipient(data.Recipient)] : [];
        var document = DisclosureCells.DocumentOf(on, happened, data);
        return
        [
            ReportValue.Of(happened.Entry.Index), ReportValue.Of(happened.Time), .. recipient, ReportValue.Hash(happened.Event.Subject), on.Names.Categories(data.Categories, happened.Time), on.Names.Purpose(data.Purpose, happened.Time),
            document is NoValue ? DisclosureCells.Ground(on, data) : ReportValue.Of([DisclosureCells.Ground(on, data), document]), ReportValue.Hash(happened.LeafHash),
        ];
    }

    static ReportTable Counted(AnswerCase on, string key, LocalText name, IEnumerable<(ReportValue Name, long Count)> rows) => ReportTable.Of(key, null,
        [on.Column(key is "grounds" ? "ground" : "name", name, 76), on.Column("count", Number, 24)], [.. rows.Select(row => new[] { row.Name, ReportValue.Of(row.Count) })]) with { Empty = on.In(None) };

    static IEnumerable<KeyValuePair<string, long>> Descending(Dictionary<string, long> counts) => counts.OrderByDescending(row => row.Value).ThenBy(row => row.Key, StringComparer.Ordinal);

    static string GroundName(AnswerCase on, string ground) => on.Words.Of(on.Code("ground", ground == DisclosureQueries.NoGround ? "absent" : ground));
}
