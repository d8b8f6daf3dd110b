using Ledger.Access;
using Ledger.Host.Acts;
using Ledger.Host.Reports;
using Ledger.Host.Sheets;
using Ledger.Journal;
using Ledger.Listening;
using Ledger.Projections;
using Ledger.Reading;
using Ledger.Registers;
using Ledger.Reports;
using Ledger.Sealing;
using MediatR;

namespace Ledger.Host.Letters;

/// <summary>Gathers what the recipient is to be told, records that it leaves, and writes the letter.</summary>
sealed class MakeRecipientLetterHandler(
    IJournal journal, IKeyVault vault, IReadModelStore store, Projector projector, ReportRecorder recorder, PdfPrinter printer, TimeProvider clock, Settings settings)
    : IRequestHandler<MakeRecipientLetter, Outcome<MadeLetter>>
{
    const int PageMax = 1000;

    public async Task<Outcome<MadeLetter>> Handle(MakeRecipientLetter request, CancellationToken cancellationToken)
    {
        if (ReportRecorder.Refused(request.Reason, aboutOne: false) is { } unsaid) return unsaid;
        if (request.Pdf && !printer.IsThere) return PrintRefusals.NoBrowser;
        var (self, recipient) = await Parties(request.Recipient, cancellationToken);
        if (recipient is null) return new Refusal(ListeningRefusals.RecipientUnknown, "No recipient of this id is registered.", "$.recipient");
        await projector.CatchUp(cancellationToken);
        var (rows, position) = await Rows(request.Recipient, cancellationToken);
        var (lines, unnamed) = await Lines(rows, cancellationToken);
        if (lines.Count == 0) return new Refusal(Refusals.NothingNew, "There is nothing that this recipient is still to be told.");
        // Recorded first, since the letter bears the number; one that is then not printed was recorded in vain.
        var exported = new ReportExported("recipient-letter", request.Pdf ? "pdf" : "html", lines.Count, position - 1);
        var recorded = await recorder.Record(exported, request.Reason!, null, request.Actor, cancellationToken);
        if (recorded.Refusal is { } refusal) return refusal;
        var today = TimeZoneInfo.ConvertTime(clock.GetUtcNow(), settings.Zone);
        var printed = await Write(request, new(self, recipient, DateOnly.FromDateTime(today.DateTime), journal.Origin, recorded.Value, lines), cancellationToken);
        return PrintRefusals.Of(printed) is { } unprinted
            ? unprinted
            : new MadeLetter(lines.Count, unnamed, position - 1, recorded.Value, printed == Printed.WithoutSandbox);
    }

    async Task<Printed> Write(MakeRecipientLetter request, LetterContent letter, CancellationToken cancel)
    {
        Task Page(Stream page) => RecipientLetter.Write(page, letter, settings.Zone, request.Language, cancel);
        if (request.Pdf) return await printer.Print(Page, request.Output, cancel);
        await Page(request.Output);
        return Printed.Yes;
    }

    async ValueTask<(OperatorRegistered? Self, RecipientRegistered? Recipient)> Parties(string id, CancellationToken cancel)
    {
        OperatorRegistered? self = null;
        RecipientRegistered? recipient = null;
        await foreach (var entry in journal.Read(Streams.Registers, 0, cancel))
        {
            var data = RecordedCodec.Read(entry).Data;
            if (data is OperatorRegistered said) self = said;
            if (data is RecipientRegistered one && one.Recipient == id) recipient = one;
        }
        return (self, recipient);
    }

    async ValueTask<(List<NoticeRow> Rows, long Position)> Rows(string recipient, CancellationToken cancel)
    {
        List<NoticeRow> rows = [];
        for (var (due, place) = (long.MinValue, -1L); ;)
        {
            var page = await store.Current.Query(NoticeQueries.All(NoticeState.ToTell, recipient, null, due, place, PageMax), cancel);
            rows.AddRange(page.Value);
            if (page.Value.Count < PageMax) return (rows, page.Position);
            (due, place) = (page.Value[^1].Due, page.Value[^1].Place);
        }
    }

    /// <summary>Whoever was forgotten can be named to nobody any more.</summary>
    async ValueTask<(List<LetterLine> Lines, long Unnamed)> Lines(List<NoticeRow> rows, CancellationToken cancel)
    {
        var (identities, lines) = (new Identities(journal, vault), new List<LetterLine>());
        foreach (var row in rows)
            if (await identities.IdOf(row.Person, cancel) is { } id)
                lines.Add(new(id, NoticeNames.Parse(row.About), row.Categories.Split(' ', StringSplitOptions.RemoveEmptyEntries), Micros.ToMoment(row.At), Micros.ToMoment(row.Due)));
        return (lines, rows.Count - lines.Count);
    }
}
