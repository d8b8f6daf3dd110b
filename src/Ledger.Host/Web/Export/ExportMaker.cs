using System.Globalization;
using Ledger.Access;
using Ledger.Exports;
using Ledger.Host.Documents;
using Ledger.Host.Reports;
using Ledger.Reports;
using MediatR;

namespace Ledger.Host.Web.Export;

/// <summary>What is to be made, and for whom.</summary>
/// <param name="Product">What.</param>
/// <param name="Asked">About what.</param>
/// <param name="Words">How days read: where they begin.</param>
/// <param name="Language">In which language.</param>
/// <param name="Actor">Who takes it out.</param>
sealed record ExportOrder(ExportProduct Product, ExportAsked Asked, ReportWording Words, ReportLanguage Language, Actor Actor);

/// <summary>Makes the files of an order, one after another, by the requests that the API makes them by: they authorise, record and refuse.</summary>
sealed class ExportMaker(IMediator mediator)
{
    /// <summary>Why nothing is made, or null. The first file must come about; where a later one cannot, that is noted.</summary>
    public async Task<Refusal?> Make(ExportJob job, ExportOrder order, CancellationToken cancel)
    {
        foreach (var (kind, format) in order.Product.Files)
        {
            var refusal = kind is { } report ? await Report(job, order, report, format, cancel) : await Bundle(job, order, cancel);
            if (refusal is null) continue;
            if (format != ReportFormat.Pdf || order.Product.Files.Count == 1) return refusal;
            job.Notes.Add(new($"PDF не составлен: {RefusalWords.Of(refusal).Ru}", $"No PDF was made: {RefusalWords.Of(refusal).En}"));
        }
        return null;
    }

    async Task<Refusal?> Bundle(ExportJob job, ExportOrder order, CancellationToken cancel)
    {
        var spool = job.Spool();
        var made = await mediator.Send(new ExportBundle(order.Asked.Scope(order.Words), order.Asked.Reason, spool, order.Actor, job), cancel);
        if (made.Refusal is { } refusal) return refusal;
        Unstamped(job, made.Value.NotStamped);
        job.Add(new(string.Create(CultureInfo.InvariantCulture, $"ledger-{made.Value.ExportIndex}.zip"), ReportWriter.MediaType(ReportFormat.Bundle), spool, order.Asked.Open ? made.Value.ExportIndex : null));
        return null;
    }

    async Task<Refusal?> Report(ExportJob job, ExportOrder order, ReportKind kind, ReportFormat format, CancellationToken cancel)
    {
        var spool = job.Spool();
        var made = await mediator.Send(new MakeReport(order.Asked.Question(kind, order.Language, order.Words), format, order.Asked.Reason, spool, order.Actor), cancel);
        if (made.Refusal is { } refusal) return refusal;
        Unstamped(job, made.Value.NotStamped);
        if (made.Value.WithoutPdf) job.Notes.Add(new("В пакете нет PDF: на сервере нет браузера для печати. Отчёт в нём есть как HTML.", "The bundle has no PDF: the server has no browser to print with. The report is in it as HTML."));
        job.Add(new(string.Create(CultureInfo.InvariantCulture, $"{DocumentJson.Name(kind)}-{made.Value.Recorded}.{ReportWriter.Extension(format)}"), ReportWriter.MediaType(format), spool, made.Value.Recorded));
        return null;
    }

    static void Unstamped(ExportJob job, string? code)
    {
        if (code is not null) job.Notes.Add(new($"Метка времени на этот пакет не поставлена ({code}).", $"This bundle has no timestamp of its own ({code})."));
    }
}
