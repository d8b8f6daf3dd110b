using System.Security.Cryptography;
using Ledger.Access;
using Ledger.Exports;
using Ledger.Host.Acts;
using Ledger.Host.Documents;
using Ledger.Journal;
using Ledger.Law;
using Ledger.Projections;
using Ledger.Reading;
using Ledger.Reports;
using Ledger.Sealing;
using MediatR;

namespace Ledger.Host.Reports;

/// <summary>Gathers a report by its source, writes it in the form asked for, in constant memory, and records it before it may be handed out.</summary>
sealed class MakeReportHandler(
    IEnumerable<IReportSource> sources, IJournal journal, IKeyVault vault, IReadModelStore store, Projector projector, ReportRecorder recorder, PdfPrinter printer,
    BundledReport bundles, Readings readings, LegalClock legal, TimeProvider clock) : IRequestHandler<MakeReport, Outcome<MadeReport>>
{
    public async Task<Outcome<MadeReport>> Handle(MakeReport request, CancellationToken cancellationToken)
    {
        if (ReportTerms.Of(request.Asked.Kind).Refused(request.Asked) is { } unfit) return unfit;
        if (request.Format == ReportFormat.Bundle && !ReportTerms.Of(request.Asked.Kind).Bundled)
            return new Refusal(ReportRefusals.ReportParameter, "This report has no bundle: take it as PDF, HTML, CSV or JSON.", "$.format");
        if (ReportRecorder.Refused(request.Reason, request.Asked.UserId is not null) is { } unsaid) return unsaid;
        if (request.Format == ReportFormat.Pdf && !printer.IsThere)
            return PrintRefusals.NoBrowser;
        var opened = new OpenedKeys(await journal.Count(cancellationToken));
        var gathered = await sources.Single(source => source.Kind == request.Asked.Kind).Gather(request.Asked, await Reading(opened, cancellationToken), cancellationToken);
        if (gathered.Refusal is { } refusal) return refusal;
        if (await Read(request, gathered.Value, cancellationToken) is { } unread) return unread;
        return request.Format == ReportFormat.Bundle
            ? await bundles.Make(request, gathered.Value, opened, cancellationToken) : await Make(request, gathered.Value, opened, cancellationToken);
    }

    /// <summary>Whose values it opens is known once it is gathered, unless the request named them: then the reading is on record already.</summary>
    async ValueTask<Refusal?> Read(MakeReport request, GatheredReport gathered, CancellationToken cancel) =>
        ReportTerms.Of(request.Asked.Kind) is { OpensValues: true, ReadsFile: false } && gathered.Person is { } person
            ? await readings.Record([person], request.What, request.Reason, request.Actor, cancel) : null;

    /// <summary>The read models as far as they have come are what a report is taken at: the journal is read no further.</summary>
    async ValueTask<ReportReading> Reading(OpenedKeys opened, CancellationToken cancel)
    {
        await projector.CatchUp(cancel);
        var models = store.Current;
        var known = await models.Position(cancel) - 1;
        var registers = await RegistersReader.Read(journal, known, at: null, legal, cancel);
        return new(journal, vault, models, registers, legal, opened, known, clock.GetUtcNow());
    }

    async Task<Outcome<MadeReport>> Make(MakeReport request, GatheredReport gathered, OpenedKeys opened, CancellationToken cancel)
    {
        if (request.Format == ReportFormat.Csv && !gathered.Document.HasCsv)
            return new Refusal(ReportRefusals.ReportWithoutTable, "The report has no table: take it as PDF, HTML or JSON.");
        using var hash = SHA256.Create();
        await using var output = new CryptoStream(request.Output, hash, CryptoStreamMode.Write, leaveOpen: true);
        var printed = await Write(gathered, request.Format, output, cancel);
        if (PrintRefusals.Of(printed) is { } unprinted) return unprinted;
        await output.FlushFinalBlockAsync(cancel);
        var exported = new ReportExported(
            DocumentJson.Name(request.Asked.Kind), ReportWriter.MediaType(request.Format), gathered.Events(), gathered.Document.Known, Inquiry: request.Asked.Inquiry);
        var recorded = await recorder.Record(exported, request.Reason!, gathered.Person, request.Actor, opened, cancel);
        return recorded.Refusal is { } refusal ? refusal : new MadeReport(
            Convert.ToHexStringLower(hash.Hash!), exported.Events, exported.Known, recorded.Value, printed == Printed.WithoutSandbox) { Answers = gathered.Answers };
    }

    async Task<Printed> Write(GatheredReport gathered, ReportFormat format, Stream output, CancellationToken cancel)
    {
        if (format == ReportFormat.Pdf) return await printer.Print(page => ReportWriter.Write(gathered.Document, ReportFormat.Html, page, cancel), output, cancel);
        await (format == ReportFormat.Json && gathered.Json is { } json ? json(output, cancel) : ReportWriter.Write(gathered.Document, format, output, cancel));
        return Printed.Yes;
    }
}
