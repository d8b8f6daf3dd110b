using Ledger.Exports;
using Ledger.Host.Check;
using Ledger.Host.Documents;
using Ledger.Host.Reports;
using Ledger.Host.Search;
using Ledger.Host.Sheets;
using Ledger.Host.Terminal;
using Ledger.Intake;
using Ledger.Journal;
using Ledger.Law;
using Ledger.Projections;
using Ledger.Proofs;
using Ledger.Reading;
using Ledger.Reports;
using Ledger.Sealing;
using Ledger.Stamps;

namespace Ledger.Host.Commands;

/// <summary>The ledger of a data folder, opened by this process.</summary>
sealed class FolderDesk(EmbeddedLedger ledger, Session session) : ILedgerDesk
{
    public async Task<Outcome<IReadOnlyList<Receipt>>> Publish(IReadOnlyList<ReadOnlyMemory<byte>> events, Task<bool>? after, CancellationToken cancel) =>
        await ledger.Mediator.Send(new PublishEvents(events, session.Settings.Actor) { After = after }, cancel);

    public async Task Settle(CancellationToken cancel)
    {
        using var folding = new FoldingProgress(session.Screen);
        await ledger.Get<Projector>().CatchUp(cancel, folding);
        await ledger.Get<TransparencyLog>().Sign(cancel);
    }

    public async Task<Outcome<PermissionDocument>> May(string userId, PermissionQuestion question, bool asOf, long? known, CancellationToken cancel)
    {
        var outcome = await ledger.Mediator.Send(new AskMay(userId, question, asOf, known, session.Settings.Actor), cancel);
        return outcome.Refusal is { } refusal ? refusal : PermissionDocument.Of(outcome.Value);
    }

    public Task<Outcome<FoundPersons>> Find(string text, string? reason, CancellationToken cancel) =>
        ledger.Mediator.Send(new FindPerson(text, reason, session.Settings.Actor), cancel);

    public async Task<Outcome<PersonDocument>> View(PersonQuestion asked, CancellationToken cancel)
    {
        var outcome = await ledger.Mediator.Send(new ViewPerson(asked.UserId, asked.At, asked.Known, asked.Reason, session.Settings.Actor, asked.Open), cancel);
        if (outcome.Refusal is { } refusal) return refusal;
        var file = outcome.Value;
        var values = asked.Open ? await new SealedValues(ledger.Get<IJournal>(), ledger.Get<IKeyVault>()).Of(file.State.Token, file.Known, cancel) : null;
        return PersonDocuments.Of(file, asked.UserId, values, session.Clock.GetUtcNow());
    }

    public async Task<Outcome<DestructionDocument>> Destruction(string userId, string reason, CancellationToken cancel)
    {
        var outcome = await ledger.Mediator.Send(new ViewDestruction(userId, reason, session.Settings.Actor), cancel);
        return outcome.Refusal is { } refusal ? refusal : DestructionDocuments.Of(outcome.Value, userId, session.Clock.GetUtcNow());
    }

    public async Task<Outcome<Letters.MadeLetter>> Letter(Officer.LetterQuestion asked, FileStream output, CancellationToken cancel) =>
        await ledger.Mediator.Send(new Letters.MakeRecipientLetter(asked.Recipient, asked.Language, asked.Pdf, asked.Reason, output, session.Settings.Actor), cancel);

    public async Task<Outcome<MadeReport>> Report(ReportQuestion asked, ReportFormat format, string reason, FileStream output, CancellationToken cancel) =>
        await ledger.Mediator.Send(new MakeReport(asked, format, reason, output, session.Settings.Actor), cancel);

    public async Task<Outcome<PageDocument<TDocument>>> List<TRow, TDocument>(RegisterQuestion<TRow, TDocument> asked, int wanted, CancellationToken cancel)
        where TRow : class, IRow
    {
        var document = asked.Made(Documents());
        List<TDocument> items = [];
        for (var request = asked.Request; ;)
        {
            var outcome = await ledger.Mediator.Send(request with { Take = Math.Clamp(wanted - items.Count, 1, ListRows<TRow>.TakeMax) }, cancel);
            if (outcome.Refusal is { } refusal) return refusal;
            foreach (var row in outcome.Value.Rows.Take(wanted - items.Count)) items.Add(await document(row, cancel));
            if (outcome.Value.Next is not { } next || items.Count >= wanted) return new PageDocument<TDocument>(items, null, outcome.Value.Known);
            request = request with { After = next };
        }
    }

    public async Task<Outcome<InquiryDocument>> Inquiry(string number, CancellationToken cancel)
    {
        var outcome = await ledger.Mediator.Send(new ViewInquiry(number, session.Settings.Actor), cancel);
        return outcome.Refusal is { } refusal ? refusal : await Documents().Whole(outcome.Value.Value, cancel);
    }

    public async Task<Outcome<IncidentDocument>> Incident(string number, CancellationToken cancel)
    {
        var outcome = await ledger.Mediator.Send(new ViewIncident(number, session.Settings.Actor), cancel);
        return outcome.Refusal is { } refusal ? refusal : await Documents().Whole(outcome.Value.Value, cancel);
    }

    public async Task<Outcome<FindingDocument>> Finding(string id, CancellationToken cancel)
    {
        var outcome = await ledger.Mediator.Send(new ViewFinding(id, session.Settings.Actor), cancel);
        return outcome.Refusal is { } refusal ? refusal : await Documents().Of(outcome.Value.Value, cancel);
    }

    RowDocuments Documents() => new(new Identities(ledger.Get<IJournal>(), ledger.Get<IKeyVault>()), session.Clock.GetUtcNow(), ledger.Get<LegalClock>());

    public async Task<Outcome<ExportedBundle>> Export(ExportQuestion asked, FileStream output, IProgress<long> read, CancellationToken cancel)
    {
        if (asked.Format == "bundle") return await ledger.Mediator.Send(new ExportBundle(asked.Scope, asked.Reason, output, session.Settings.Actor, read), cancel);
        using var bundle = new TemporaryBundle(output.Name);
        var outcome = await ledger.Mediator.Send(new ExportBundle(asked.Scope, asked.Reason, bundle.Stream, session.Settings.Actor, read), cancel);
        if (outcome.Refusal is null) await bundle.CopyEntry(asked.Format == "csv" ? "events.csv" : "events.jsonl", output, cancel);
        return outcome;
    }

    public async Task<Outcome<CertifiedErasure>> Certify(ErasedPerson person, string reason, IProgress<long> read, CancellationToken cancel) =>
        await ledger.Mediator.Send(new CertifyErasure(person, reason, session.Settings.Actor, read), cancel);

    public Task<Outcome<VerifierKey>> Key(CancellationToken cancel) => Task.FromResult<Outcome<VerifierKey>>(ledger.Get<ITransparency>().Key);

    public async Task<Outcome<StoreReport>> Check(Progress read, IProgress<ProjectionProgress> folded, CancellationToken cancel) =>
        await ledger.Get<StoreCheck>().Run((done, of) => read.Report(done, of), folded, cancel);

    public Task<Outcome<RetentionRun>> RunRetention(CancellationToken cancel) => ledger.Mediator.Send(new RunRetention(session.Settings.Actor), cancel);

    public async Task<Outcome<StampDocument>> Stamp(CancellationToken cancel)
    {
        var outcome = await ledger.Mediator.Send(new StampNow(session.Settings.Actor), cancel);
        return outcome.Refusal is { } refusal ? refusal : StampDocument.Of(outcome.Value);
    }

    public async Task<Outcome<long>> Rebuild(IProgress<ProjectionProgress> folded, CancellationToken cancel)
    {
        await ledger.Get<Projector>().Rebuild(cancel, folded);
        return await ledger.Get<IReadModelStore>().Current.Position(cancel);
    }

    public ValueTask DisposeAsync() => ledger.DisposeAsync();
}
