using Ledger.Projections;
using Ledger.Reports;

namespace Ledger.Host.Reports.Processing;

/// <summary>Categories, databases, recipients and destructions.</summary>
static class RegisterPart
{
    public static ReportSection Categories(ProcessingAsked asked) => new("categories", asked.In(ProcessingWords.Data),
    [
        ReportTable.Of("categories", null,
            [
                asked.Column("name", ProcessingWords.Name, 28), asked.Column("clause", ProcessingWords.Clause, 12), asked.Column("origin", ProcessingWords.Origin, 22), asked.Column("limit", ProcessingWords.Limit, 12),
                asked.Column("systems", ProcessingWords.HeldIn, 26),
            ],
            [.. (asked.Edition?.Published.Terms.Categories ?? []).Select(category => (IReadOnlyList<ReportValue>)
            [
                ReportValue.Of(category.Id, category.Name.In(asked.Language)), ReportValue.Of(category.Clause), ReportValue.Of(Documents.DocumentJson.Name(category.Origin), asked.In(CodeWords.Of(category.Origin))),
                category.RetentionDays is { } days ? ReportValue.Of(days) : ReportValue.None,
                ReportValue.Of([.. asked.Systems.Where(system => ProcessingAsked.Holds(system, category.Id)).Select(system => ReportValue.Of(system.Terms.System, system.Terms.Name))]),
            ])]),
    ]);

    public static ReportSection Databases(ProcessingAsked asked) => new("databases", asked.In(ProcessingWords.Bases),
    [
        ReportTable.Of("systems", null,
            [
                asked.Column("name", ProcessingWords.Name, 26), asked.Column("country", ProcessingWords.Country, 13), asked.Column("method", ProcessingWords.Method, 17), asked.Column("categories", ProcessingWords.Holds, 28),
                asked.Column("since", ProcessingWords.Since, 16), new("retired", asked.In(ProcessingWords.Retired)) { Below = true },
            ],
            [.. asked.Registers.Systems.Values.OrderBy(system => system.Terms.System, StringComparer.Ordinal).Select(system => (IReadOnlyList<ReportValue>)
            [
                ReportValue.Of(system.Terms.System, Name(asked, system)), asked.Country(system.Terms.Country), ReportValue.Of(asked.In(system.Terms.Automated ? ProcessingWords.Automated : ProcessingWords.Manual)),
                system.Terms.Categories.Count == 0 ? ReportValue.Of(asked.In(ProcessingWords.All)) : ReportValue.Of([.. system.Terms.Categories.Select(asked.Category)]),
                Day(asked, system.Since), system.RetiredAt is { } retired && retired <= asked.At ? Day(asked, retired) : ReportValue.None,
            ])]),
    ]);

    public static ReportSection Recipients(ProcessingAsked asked) => new("recipients", asked.In(ProcessingWords.WhoGets),
    [
        new ReportText(asked.In(ProcessingWords.RecipientNote)),
        ReportTable.Of("recipients", null,
            [
                asked.Column("name", ProcessingWords.Name, 28), asked.Column("kind", ProcessingWords.Kind, 24), asked.Column("country", ProcessingWords.Country, 14), asked.Column("instruction", ProcessingWords.Instruction, 18),
                asked.Column("count", ProcessingWords.Count, 16), new("last", asked.In(ProcessingWords.Last)) { Below = true },
            ],
            [.. asked.Registers.Recipients.Keys.Union(asked.Practice.Recipients).Order(StringComparer.Ordinal).Select(id => Recipient(asked, id))]),
    ]);

    public static ReportSection Destruction(ProcessingAsked asked) => new("destruction", asked.In(ProcessingWords.Destruction),
    [
        new ReportText(asked.In(ProcessingWords.DestroyedNote)),
        ReportTable.Of("methods", null, [asked.Column("method", ProcessingWords.Method, 60), asked.Column("reports", ProcessingWords.Reports, 20), asked.Column("withAct", ProcessingWords.Acts, 20)],
            [.. asked.Practice.Destroyed.Select(method => (IReadOnlyList<ReportValue>)
                [ReportValue.Of(method.Method, asked.Language == ReportLanguage.Ru ? ActWords.Of(method.Method, null) : method.Method), ReportValue.Of(method.Reports), ReportValue.Of(method.WithAct)])])
            with { Empty = asked.In(ProcessingWords.NoDestruction) },
    ]);

    static IReadOnlyList<ReportValue> Recipient(ProcessingAsked asked, string id)
    {
        var (count, last) = asked.Practice.To(id);
        var known = asked.Registers.Recipients.GetValueOrDefault(id)?.Terms;
        return
        [
            asked.Recipient(id), known is null ? ReportValue.Of("unregistered", asked.In(Disclosures.DisclosureWords.Unregistered)) : CodeWords.Kind(known.Kind, asked.Language),
            known is null ? ReportValue.None : asked.Country(known.Country), ReportValue.Of(known?.Instruction), ReportValue.Of(count), last is { } moment ? Day(asked, moment) : ReportValue.None,
        ];
    }

    static string Name(ProcessingAsked asked, DataSystem system) => system.Terms.CopiesOf is { Count: > 0 } copied
        ? $"{system.Terms.Name} ({asked.In(ProcessingWords.CopyOf)}: {string.Join(", ", copied)})"
        : system.Terms.Name;

    static ReportValue Day(ProcessingAsked asked, DateTimeOffset moment) => ReportValue.Of((DateOnly?)asked.Words.LocalDay(moment));
}
