using Ledger.Host.Documents;
using Ledger.Projections;
using Ledger.Reports;

namespace Ledger.Host.Reports.Processing;

/// <summary>
/// The record of processing (152-FZ 18.1(1)(2), 22(3); GDPR 30(1)): what the policy in force declares, what the registers hold and what was done. What the ledger does not know it says so.
/// </summary>
sealed class ProcessingRecord : IReportSource
{
    public ReportKind Kind => ReportKind.Processing;

    public async ValueTask<Outcome<GatheredReport>> Gather(ReportQuestion asked, ReportReading reading, CancellationToken cancel)
    {
        var at = asked.To ?? reading.Now;
        var registers = await RegistersReader.Read(reading.Journal, reading.Known, at, reading.Legal, cancel);
        var practice = await Practice.Of(reading, at, cancel);
        var about = new ProcessingAsked(reading, registers, practice, asked.Language, at);
        var document = new ReportDocument
        {
            Kind = DocumentJson.Name(Kind), Language = asked.Language, Zone = reading.Legal.Zone, Title = about.In(ProcessingWords.Title), Subtitle = about.In(ProcessingWords.Law), Origin = reading.Journal.Origin,
            Known = reading.Known, MadeAt = reading.Now, CsvTable = "purposes",
            Sections =
            [
                new("general", about.In(OperatorParts.Head), [new ReportFacts("facts", [.. General(about)]), PurposePart.Table(about)]), DifferencePart.Of(about), .. PurposePart.Sections(about),
                RegisterPart.Categories(about), RegisterPart.Databases(about), RegisterPart.Recipients(about), RegisterPart.Destruction(about), Security(about), Unknown(about),
            ],
        };
        return new GatheredReport(document, null, () => practice.Events + registers.Length);
    }

    static IEnumerable<ReportFact> General(ProcessingAsked asked)
    {
        foreach (var fact in OperatorParts.Operator(asked.Registers, asked.Language)) yield return fact;
        var contact = asked.Registers.Operator is { Terms: var self } ? string.Join(", ", new[] { self.Contact, self.Email, self.Phone }.OfType<string>()) : "";
        yield return asked.Fact("contact", ProcessingWords.Contact, ReportValue.Of(contact.Length > 0 ? contact : asked.In(ProcessingWords.Unsaid)));
        yield return asked.Fact("asAt", ProcessingWords.AsAt, ReportValue.Of((DateTimeOffset?)asked.At));
        if (asked.Edition is not { Published: var published } edition) yield break;
        yield return asked.Fact("edition", ProcessingWords.Edition, ReportValue.Of(edition.Id, $"{published.Title.In(asked.Language)} ({edition.Id})"));
        yield return asked.Fact("inForceFrom", ProcessingWords.InForce, ReportValue.Of((DateTimeOffset?)edition.InForceFrom));
        yield return asked.Fact("url", ProcessingWords.Address, ReportValue.Of(published.Url ?? asked.In(ProcessingWords.Unsaid)));
        yield return asked.Fact("documentSha256", ProcessingWords.Hash, ReportValue.Of(published.DocumentSha256));
    }

    static ReportSection Security(ProcessingAsked asked)
    {
        var granted = asked.Registers.Access.Values.Where(access => access.RevokedAt is null || access.RevokedAt > asked.At).GroupBy(access => access.Terms.Role)
            .OrderBy(role => role.Key, StringComparer.Ordinal).Select(role => asked.In(ProcessingWords.AccessText, asked.In(ProcessingWords.RoleOf(role.Key)), asked.Words.Number(role.Count()))).ToList();
        return new("security", asked.In(ProcessingWords.Security),
        [
            new ReportFacts("facts",
            [
                asked.Fact("sealing", ProcessingWords.Sealing, ReportValue.Of(asked.In(ProcessingWords.SealingText))), asked.Fact("integrity", ProcessingWords.Integrity, ReportValue.Of(asked.In(ProcessingWords.IntegrityText))),
                asked.Fact("access", ProcessingWords.Access, ReportValue.Of(granted.Count == 0 ? asked.In(ProcessingWords.NoAccess) : string.Join("; ", granted))),
                asked.Fact("readings", ProcessingWords.Read, ReportValue.Of(asked.In(ProcessingWords.ReadText, asked.Words.Number(asked.Practice.Views), asked.Words.Number(asked.Practice.Exports)))),
            ]),
        ]);
    }

    static ReportSection Unknown(ProcessingAsked asked) => new("unknown", asked.In(ProcessingWords.Unknown),
        [new ReportText(asked.In(ProcessingWords.UnknownText)), .. ProcessingWords.Gaps.Select(gap => new ReportText($"— {asked.In(gap)}."))]);
}
