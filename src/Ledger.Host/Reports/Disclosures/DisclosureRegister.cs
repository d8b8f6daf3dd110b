using System.Runtime.CompilerServices;
using Ledger.Host.Documents;
using Ledger.Policies;
using Ledger.Projections;
using Ledger.Reports;

namespace Ledger.Host.Reports.Disclosures;

/// <summary>The register of disclosures (152-FZ 14(7)(4)): who received whose data, when, for what, on what ground.</summary>
sealed class DisclosureRegister : IReportSource
{
    const int PageRows = 1000, ShownMax = 1000;

    static readonly LocalText Title = new("Реестр передач персональных данных третьим лицам", "Register of disclosures of personal data to third parties"), Lines = new("Передачи", "Disclosures"),
        At = new("Когда", "When"), To = new("Кому", "To whom"), Whose = new("Субъект", "Person"), What = new("Категории", "Categories"), For = new("Цель", "Purpose"),
        Ground = new("Основание", "Ground"), Entry = new("Запись №", "Record No."), NoGround = new("нет основания", "no ground");

    public ReportKind Kind => ReportKind.Disclosures;

    public ValueTask<Outcome<GatheredReport>> Gather(ReportQuestion asked, ReportReading reading, CancellationToken cancel)
    {
        var count = new Count();
        string In(LocalText text) => text.In(asked.Language);
        var table = new ReportTable("disclosures", null,
        [
            new("index", In(Entry), 9), new("at", In(At), 12), new("recipient", In(To), 17), new("person", In(Whose), 16), new("categories", In(What), 18),
            new("purpose", In(For), 14), new("ground", In(Ground), 14),
        ], token => Rows(asked, reading, count, token)) { ShownMax = ShownMax };
        var document = new ReportDocument
        {
            Kind = DocumentJson.Name(Kind), Language = asked.Language, Zone = reading.Legal.Zone, Title = In(Title), Origin = reading.Journal.Origin, Known = reading.Known,
            MadeAt = reading.Now, Sections = [new("disclosures", In(Lines), [table])],
        };
        return new(new GatheredReport(document, null, () => count.Read));
    }

    static async IAsyncEnumerable<IReadOnlyList<ReportValue>> Rows(ReportQuestion asked, ReportReading reading, Count count, [EnumeratorCancellation] CancellationToken cancel)
    {
        var names = reading.Names(asked.Language);
        count.Read = 0;
        for (var after = -1L; ;)
        {
            var page = (await reading.Models.Query(DisclosureQueries.All(asked.Recipient, null, asked.From, asked.To, after, PageRows), cancel)).Value;
            foreach (var row in page)
            {
                if (row.Index > reading.Known) yield break;
                count.Read++;
                var at = Micros.ToMoment(row.At);
                yield return
                [
                    ReportValue.Of(row.Index), ReportValue.Of(at), names.Recipient(row.Recipient),
                    await reading.IdOf(row.Person, cancel) is { } id ? ReportValue.Of(id) : ReportValue.Destroyed,
                    names.Categories(row.Categories.Split(' ', StringSplitOptions.RemoveEmptyEntries), at), names.Purpose(row.Purpose, at),
                    row.Ground is { } ground ? ReportValue.Of(ground, ground) : ReportValue.Of("none", NoGround.In(asked.Language)),
                ];
            }
            if (page.Count < PageRows) yield break;
            after = page[^1].Index;
        }
    }

    /// <summary>How many rows the last writing read.</summary>
    sealed class Count
    {
        public long Read { get; set; }
    }
}
