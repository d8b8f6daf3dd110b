using Ledger.Exports;
using Ledger.Host.Documents;
using Ledger.Journal;
using Ledger.Projections;
using Ledger.Proofs;
using Ledger.Reports;

namespace Ledger.Host.Reports.Receipts;

/// <summary>
/// The consent receipt of a person (docs/receipts.md): as JSON in a standard's form with the evidence, and as a page to read. It stays to be had as long as it can
/// be told whom the token means, also when the data has been destroyed.
/// </summary>
sealed class ReceiptReport(PersonFiles files, ITransparency transparency, FillRandom random) : IReportSource
{
    const string Iso27560 = "27560", Kantara = "kantara";

    public ReportKind Kind => ReportKind.Receipt;

    public async ValueTask<Outcome<GatheredReport>> Gather(ReportQuestion asked, ReportReading reading, CancellationToken cancel)
    {
        if (asked.Profile is not (null or Iso27560 or Kantara)) return new Refusal(ReportRefusals.ReportParameter, "A receipt's profile is '27560' or 'kantara'.", "$.profile");
        var file = reading.Vault.FindToken(asked.UserId!) is { } token ? await files.Read(token, null, reading.Known, cancel) : null;
        if (file is null) return new Refusal(Refusals.PersonUnknown, "Nothing is recorded about this person.");
        var consent = file.State.Consents.Where(one => asked.Consent is null || one.Id == asked.Consent).MaxBy(one => (one.Given, one.Index));
        if (consent is null) return new Refusal(ReportRefusals.ConsentUnknown, "The person gave no such consent.", "$.consent");
        var statement = Statement(asked, reading, file, consent) with { Events = await new ReceiptEvents(reading, file, consent).Read(cancel) };
        var (facts, missing) = statement.Read();
        if (facts is null)
            return new Refusal(ReportRefusals.ReceiptIncomplete, $"The ledger does not know what every receipt of this profile must say: {string.Join(", ", missing)}.");
        var document = ConsentReceiptPage.Of(facts, asked.Language, reading.Legal.Zone, reading.Now, transparency.Key);
        return new GatheredReport(document with { Kind = DocumentJson.Name(Kind) }, file.State.Token, () => statement.Events.Count) { Json = (output, stop) => Write(statement, facts, output, stop) };
    }

    ReceiptStatement Statement(ReportQuestion asked, ReportReading reading, PersonFile file, Consent consent)
    {
        var origins = reading.Journal.Origins.All;
        return new()
        {
            Profile = asked.Profile == Kantara ? ReceiptProfile.Kantara : ReceiptProfile.Iso27560,
            Language = asked.Language == ReportLanguage.Ru ? "ru" : "en",
            Id = ReceiptStatement.NewId(random),
            Created = ReceiptStatement.Moment(reading.Now),
            Origin = reading.Journal.Origin,
            Earlier = [.. origins.Zip(origins.Skip(1), (had, next) => new EarlierOrigin(next.From, had.Name)).Where(had => had.Before > 0)],
            Known = reading.Known,
            Person = file.State.Token,
            Consent = consent.Index,
            Events = [],
        };
    }

    /// <summary>The proofs are of the first checkpoint that covers what was read.</summary>
    async Task Write(ReceiptStatement statement, ReceiptFacts facts, Stream output, CancellationToken cancel)
    {
        var covering = await transparency.Cover(statement.Known, cancel);
        var receipt = new ConsentReceipt
        {
            Statement = statement,
            Key = transparency.Key.ToString(),
            Checkpoint = covering.Checkpoint.Note,
            Proofs = [.. statement.Events.Select(one => new TlogProof(one.Index, covering.Tree.InclusionProof(one.Index), covering.Checkpoint.Note).ToString())],
        };
        await output.WriteAsync(receipt.ToUtf8(facts), cancel);
    }
}
