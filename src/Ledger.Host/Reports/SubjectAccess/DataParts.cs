using Ledger.Policies;
using Ledger.Projections;
using Ledger.Reports;

namespace Ledger.Host.Reports.SubjectAccess;

/// <summary>(5) the data itself, and where it came from.</summary>
static class DataParts
{
    static readonly LocalText Kinds = new("Категории данных в системах оператора", "Categories of data in the operator's systems"), Own = new("Значения, которые хранит сам журнал", "Values that the ledger itself keeps"),
        Category = new("Категория", "Category"), System = new("Система", "System"), Source = new("Источник", "Source"), Since = new("Получено", "Received"), State = new("Состояние", "State"), What = new("Что", "What"), Value = new("Значение", "Value"), When = new("Записано", "Recorded"),
        Held = new("обрабатывается", "processed"), Blocked = new("заблокировано", "blocked"), Corrected = new("уточнено {0}", "corrected {0}"), Public = new("сделано общедоступным субъектом {0}", "made public by the person {0}"), Anonymous = new("обезличено {0}", "anonymised {0}"), Gone = new("уничтожено {0}", "destroyed {0}"),
        Attached = new("Значения данных указанных категорий прилагаются выписками из систем: {0}.", "The values of these categories are attached as extracts from the systems: {0}."),
        NothingHeld = new("В записях оператора нет данных субъекта, которые обрабатываются в его системах.", "The operator's records show no data of this person processed in its systems."),
        Withheld = new("В записях о субъекте есть также пояснения оператора и реквизиты документов ({0}); они не приводятся, поскольку могут содержать данные других лиц (ч. 2 ст. 14) или сведения, доступ к которым ограничен (ч. 8 ст. 14).",
            "The records of this person also hold explanations of the operator and particulars of documents ({0}); they are not shown, since they can hold data of others (article 14(2)) or information to which access is limited (article 14(8))."),
        EuWithheld = new("В записях о субъекте есть также пояснения оператора и реквизиты документов ({0}); они не приводятся, поскольку могут затрагивать права других лиц (ст. 15(4)).",
            "The records of this person also hold explanations of the controller and particulars of documents ({0}); they are not shown, since they can affect the rights of others (Art. 15(4))."),
        Hashes = new("Кроме того, хранятся контрольные суммы документов, по которым сами документы не восстановить ({0}).", "Hashes of documents are kept as well, from which no document can be restored ({0}).");

    public static IReadOnlyList<ReportBlock> Of(AccessCase on)
    {
        List<ReportBlock> blocks =
        [
            ReportTable.Of("data", on.In(Kinds),
                [on.Column("category", Category, 22), on.Column("system", System, 22), on.Column("source", Source, 24), on.Column("since", Since, 12), on.Column("state", State, 20)],
                [.. on.Person.Data.Select(data => Row(on, data))]) with { Empty = on.In(NothingHeld) },
        ];
        var systems = on.Person.Data.Where(data => data.Destroyed is null).Select(data => data.System).Distinct().Select(system => on.Words.Of(on.Names.System(system))).ToList();
        if (systems.Count > 0) blocks.Add(new ReportText(Said(on, Attached, string.Join(", ", systems))));
        blocks.Add(ReportTable.Of("values", on.In(Own), [on.Column("what", What, 27), on.Column("value", Value, 34), on.Column("source", Source, 25), on.Column("recorded", When, 14)],
            [.. on.Values.Shown.Select(value => Row(on, value))]));
        if (on.Values.Withheld > 0) blocks.Add(new ReportText(Said(on, on.IsEu ? EuWithheld : Withheld, on.Words.Number(on.Values.Withheld))));
        if (on.Values.Hashes > 0) blocks.Add(new ReportText(Said(on, Hashes, on.Words.Number(on.Values.Hashes))));
        return blocks;
    }

    static ReportValue[] Row(AccessCase on, OwnValue value) =>
        [ReportValue.Of(on.In(value.What)), value.Value is { } text ? ReportValue.Of(text) : ReportValue.Destroyed, ReportValue.Of(on.In(value.Source)), on.Day(value.Recorded)];

    static ReportValue[] Row(AccessCase on, DataHeld data) =>
    [
        on.Names.Category(data.Category, data.Since), on.Names.System(data.System), SourceOf(on, data), on.Day(data.Since), ReportValue.Of(string.Join("; ", StatesOf(on, data))),
    ];

    static ReportValue SourceOf(AccessCase on, DataHeld data) => on.Sources.TryGetValue((data.Category, data.System), out var source)
        ? on.Names.Recipient(source)
        : ReportValue.Of(Documents.DocumentJson.Name(data.Origin), on.In(AccessWords.Of(data.Origin)));

    static IEnumerable<string> StatesOf(AccessCase on, DataHeld data)
    {
        string Day(DateTimeOffset at) => on.Words.Day(on.Words.LocalDay(at));
        if (data.Destroyed is { } gone)
        {
            yield return Said(on, Gone, Day(gone));
            yield break;
        }
        yield return on.In(on.Person.BlockOf(data.Category) is null ? Held : Blocked);
        if (data.Rectified is { } corrected) yield return Said(on, Corrected, Day(corrected));
        if (data.MadePublic is { } shown) yield return Said(on, Public, Day(shown));
        if (data.Anonymised is { } anonymised) yield return Said(on, Anonymous, Day(anonymised));
    }

    static string Said(AccessCase on, LocalText text, string what) => string.Format(global::System.Globalization.CultureInfo.InvariantCulture, on.In(text), what);
}
