using System.Security.Cryptography;
using Ledger.Exports;
using Ledger.Proofs;
using Ledger.Reports;
using MediatR;

namespace Ledger.Host.Reports;

/// <summary>
/// Makes a report as a bundle: the document as HTML and PDF, beside the events it is about, taken at the same index, and the openings of every sealed value it shows.
/// </summary>
sealed class BundledReport(IRequestHandler<ExportBundle, Outcome<ExportedBundle>> exports, PdfPrinter printer)
{
    public async Task<Outcome<MadeReport>> Make(MakeReport request, GatheredReport gathered, OpenedKeys opened, CancellationToken cancel)
    {
        using var page = new MemoryStream();
        await ReportWriter.Write(gathered.Document, ReportFormat.Html, page, cancel);
        using var document = new MemoryStream();
        var printed = await printer.Print(async file => await file.WriteAsync(Bytes(page), cancel), document, cancel);
        var isPrinted = printed is Printed.Yes or Printed.WithoutSandbox;
        List<BundledFile> files = [new(BundleFile.ReportHtml, Bytes(page))];
        if (isPrinted) files.Add(new(BundleFile.ReportPdf, Bytes(document)));
        using var hash = SHA256.Create();
        await using var output = new CryptoStream(request.Output, hash, CryptoStreamMode.Write, leaveOpen: true);
        var outcome = await exports.Handle(new(gathered.Scope!, request.Reason, output, request.Actor) { Known = gathered.Document.Known, Files = files, Shown = opened }, cancel);
        if (outcome.Refusal is { } refusal) return refusal;
        await output.FlushFinalBlockAsync(cancel);
        var bundle = outcome.Value;
        return new MadeReport(Convert.ToHexStringLower(hash.Hash!), bundle.Events, bundle.Known, bundle.ExportIndex, printed == Printed.WithoutSandbox) 
        {
            WithoutPdf = !isPrinted, NotStamped = bundle.NotStamped,
        };
    }

    static ReadOnlyMemory<byte> Bytes(MemoryStream stream) => stream.GetBuffer().AsMemory(0, (int)stream.Length);
}
