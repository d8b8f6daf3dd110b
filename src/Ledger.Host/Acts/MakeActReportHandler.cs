using System.Security.Cryptography;
using Ledger.Access;
using Ledger.Destruction;
using Ledger.Host.Reports;
using Ledger.Intake;
using Ledger.Journal;
using Ledger.Law;
using Ledger.Projections;
using Ledger.Reading;
using Ledger.Reports;
using Ledger.Sealing;
using MediatR;

namespace Ledger.Host.Acts;

/// <summary>
/// Gathers an act's reports, writes the document in constant memory, and records it before it may be handed out: first <c>act.issued</c> with the document's
/// hash, where it is the act itself, then one <c>report.exported</c> for all persons it names.
/// </summary>
sealed class MakeActReportHandler(
    IJournal journal, IKeyVault vault, IReadModelStore store, Projector projector, Publisher publisher, ReportRecorder recorder, PdfPrinter printer, LegalClock legal,
    TimeProvider clock) : IRequestHandler<MakeActReport, Outcome<MadeActReport>>
{
    public async Task<Outcome<MadeActReport>> Handle(MakeActReport request, CancellationToken cancellationToken)
    {
        if (ReportRecorder.Refused(request.Reason, request.UserId is not null) is { } unsaid) return unsaid;
        var person = request.UserId is { } userId ? vault.FindToken(userId) : null;
        if (request.UserId is not null && person is null) return new Refusal(Refusals.PersonUnknown, "Nothing is recorded about this person.");
        var file = await ActFiles.Read(journal, request.Act, cancellationToken);
        if (file.Removed) return new Refusal(ActFile.ActIsRemoved, "The act was removed when its term ended.");
        if (request.Issues && file.Signers.Count > 0 && !request.Again)
            return new Refusal(ActRefusals.ActIsSigned, "The act issued last is signed; issued anew it would have no signatures.");
        if (request.Format == ReportFormat.Pdf && !printer.IsThere)
            return PrintRefusals.NoBrowser;
        await projector.CatchUp(cancellationToken);
        var known = await store.Current.Position(cancellationToken) - 1;
        var gathered = await Gather(request, person, known, cancellationToken);
        return gathered.Refusal is { } refusal ? refusal : await Make(request, person, gathered.Value, cancellationToken);
    }

    async Task<Outcome<ActReport>> Gather(MakeActReport request, string? person, long known, CancellationToken cancel)
    {
        var registers = await RegistersReader.Read(journal, known, at: null, legal, cancel);
        var reading = new ActReading(journal, vault, store, request.Act, person, request.Kind == ActReportKind.Log, known);
        var summary = new ActSummary(new(registers));
        await foreach (var report in reading.Read(cancel)) summary.Add(report, await reading.SubjectOf(report, cancel));
        if (summary.Reports == 0)
            return request.Kind == ActReportKind.Log && await HasAny(request.Act, person, cancel)
                ? new Refusal(ActRefusals.ActWithoutLog, "Nothing of this act was processed by automation: there is no log to export.")
                : new Refusal(ActRefusals.ActEmpty, "No report of destruction names this act, or none about this person.");
        if (registers.Operator is not { Terms: var self })
            return new Refusal(ActRefusals.OperatorUnknown, "The operator is not registered, and the act must name it: publish ledger.operator.registered.v1.");
        var issued = new ActIssued(request.Act, PersonalValue.Of(""), "", known, summary.Reports, summary.Persons, summary.Last);
        var kept = legal.LocalDate(DutyRules.Opened(issued, clock.GetUtcNow(), legal).Max(duty => duty.Due).AddTicks(-1));
        var head = summary.Head(request.Act, legal.LocalDate(clock.GetUtcNow()), new(self.Name, self.Address, self.Inn, self.Ogrn), kept, journal.Origin, known, extract: person is not null);
        return new ActReport(request.Kind, head, () => Lines(reading, summary, cancel));
    }

    async ValueTask<bool> HasAny(string act, string? person, CancellationToken cancel) => (await store.Current.Query(
        person is null ? DestructionQueries.All(act, take: 1) : DestructionQueries.OfPerson(person, act, take: 1), cancel)).Value.Count > 0;

    static async IAsyncEnumerable<DestroyedLine> Lines(ActReading reading, ActSummary summary, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var number = 0L;
        await foreach (var report in reading.Read(cancel)) yield return summary.Line(report, await reading.SubjectOf(report, cancel), ++number);
    }

    async Task<Outcome<MadeActReport>> Make(MakeActReport request, string? person, ActReport report, CancellationToken cancel)
    {
        using var hash = SHA256.Create();
        await using var output = new CryptoStream(request.Output, hash, CryptoStreamMode.Write, leaveOpen: true);
        var printed = await Write(report, request.Format, output, cancel);
        if (PrintRefusals.Of(printed) is { } unprinted) return unprinted;
        await output.FlushFinalBlockAsync(cancel);
        var checkedUpTo = await journal.Count(cancel);   // what goes from here on, the sequencer sees
        if (await SomebodyWent(report.Head.Known, request.Act, cancel)) return new Refusal(Refusals.Busy, "A key was destroyed meanwhile; make it again.");
        var (sha256, head) = (Convert.ToHexStringLower(hash.Hash!), report.Head);
        long? issuedAt = null;
        if (request.Issues)
        {
            var issued = recorder.Event("act", "act.issued", new
            {
                act = request.Act, sha256, mediaType = ReportWriter.MediaType(request.Format), head.Known, head.Reports, head.Persons, lastDestroyedOn = head.Last,
            });
            var outcome = await publisher.Publish([issued], request.Actor, null, cancel, checkedUpTo);
            if (outcome.Refusal is { } refusal) return refusal;
            issuedAt = outcome.Value[0].Index;
        }
        var exported = new ReportExported(request.Name, ReportWriter.MediaType(request.Format), head.Reports, head.Known);
        var recorded = await recorder.Record(exported, request.Reason!, person, request.Actor, cancel, checkedUpTo);
        return recorded.Refusal is { } unrecorded ? unrecorded : new MadeActReport(
            sha256, head.Reports, head.Persons, head.Known, issuedAt ?? recorded.Value, head.Missing, printed == Printed.WithoutSandbox);
    }

    async Task<Printed> Write(ActReport report, ReportFormat format, Stream output, CancellationToken cancel)
    {
        if (format == ReportFormat.Pdf) return await printer.Print(page => report.WriteHtml(page, cancel), output, cancel);
        await (format switch
        {
            ReportFormat.Html => report.WriteHtml(output, cancel),
            ReportFormat.Json => report.WriteJson(output, cancel),
            _ => report.WriteCsv(output, cancel),
        });
        return Printed.Yes;
    }

    /// <summary>Whether somebody was forgotten, or the act removed, while the document was made: it may show what must not be read any more.</summary>
    async ValueTask<bool> SomebodyWent(long known, string act, CancellationToken cancel)
    {
        await foreach (var entry in journal.ReadAll(known + 1, cancel))
            if (RecordedCodec.Read(entry).Data is PersonForgotten || RecordedCodec.Read(entry).Data is ActRemoved removed && removed.Act == act) return true;
        return false;
    }
}
