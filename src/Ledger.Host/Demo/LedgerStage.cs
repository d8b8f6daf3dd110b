using System.IO.Compression;
using System.Text.Json;
using Ledger.Access;
using Ledger.Exports;
using Ledger.Host.Acts;
using Ledger.Host.Documents;
using Ledger.Host.Search;
using Ledger.Host.Sheets;
using Ledger.Intake;
using Ledger.Journal;
using Ledger.Projections;
using Ledger.Proofs;
using Ledger.Reading;
using Ledger.Reports;
using Ledger.Sealing;

namespace Ledger.Host.Demo;

/// <summary>The demo's stage: a real embedded ledger that lives by the story's clock.</summary>
sealed class LedgerStage(EmbeddedLedger ledger, Settings settings, StoryClock clock) : IDemoStage
{
    static readonly Words Destroyed = new("destroyed: nobody can read it", "уничтожено: прочесть нельзя");

    const int RowsMax = 10_000;

    static readonly Actor Officer = new("officer", Role.Officer);

    public static async ValueTask<IDemoStage> Open(string folder, StoryClock clock, CancellationToken cancel)
    {
        var settings = Settings.Read(folder, PostgresSettings.Embedded);
        var ledger = await EmbeddedLedger.Open(settings, clock, Randomness.System, cancel);
        var journal = ledger.Get<IJournal>();
        await DemandOwn(ledger, journal, cancel);
        await foreach (var newest in journal.ReadAll(Math.Max(0, await journal.Count(cancel) - 1), cancel))
            clock.MoveTo(RecordedCodec.Read(newest).RecordedTime);   // told again: what is recorded now comes after what was recorded then
        return new LedgerStage(ledger, settings, clock);
    }

    /// <summary>An invented year does not belong into anybody's real ledger.</summary>
    static async ValueTask DemandOwn(EmbeddedLedger ledger, IJournal journal, CancellationToken cancel)
    {
        await foreach (var first in journal.ReadAll(0, cancel))
        {
            if (RecordedCodec.Read(first).Id is var id && (id.StartsWith(Tale.WholePrefix, StringComparison.Ordinal) || id.StartsWith(Tale.TodayPrefix, StringComparison.Ordinal))) return;
            await ledger.DisposeAsync();
            throw new InputException("This folder holds a ledger that the demo did not make; give the demo a folder of its own.");
        }
    }

    public async ValueTask<string?> First(CancellationToken cancel)
    {
        await foreach (var first in ledger.Get<IJournal>().ReadAll(0, cancel)) return RecordedCodec.Read(first).Id;
        return null;
    }

    public async ValueTask Answer(DemoFinding finding, bool accepted, string said, CancellationToken cancel)
    {
        var word = JsonSerializer.Serialize(said);
        var about = finding.Person is { } token ? (await ledger.Mediator.Send(new NamePerson(token, Officer), cancel)).Value : null;
        var answer = accepted
            ? new StoryEvent("finding.accepted", Story.Office, about, $$"""{"finding":"{{finding.Id}}","reason":{{word}}}""")
            : new StoryEvent("finding.explained", Story.Office, about, $$"""{"finding":"{{finding.Id}}","explanation":{{word}}}""");
        await Publish([answer.Published($"story-answer-{finding.Id}", clock.GetUtcNow(), 1)], cancel);
    }

    public async ValueTask<string?> OfficerKey(CancellationToken cancel)
    {
        var issued = await ledger.Mediator.Send(new IssueApiKey(new("compliance", Role.Officer), "Приказ № 12-ПД", settings.Actor), cancel);
        await ledger.Get<Projector>().CatchUp(cancel);
        return issued.Refusal is null ? issued.Value.Key : null;
    }

    public void MoveTo(DateTimeOffset moment) => clock.MoveTo(moment);

    public async ValueTask<Outcome<IReadOnlyList<Receipt>>> Publish(IReadOnlyList<ReadOnlyMemory<byte>> events, CancellationToken cancel)
    {
        var outcome = await ledger.Mediator.Send(new PublishEvents(events, Officer), cancel);
        await ledger.Get<Projector>().CatchUp(cancel);
        return outcome;
    }

    public async ValueTask<bool> Holds(IReadOnlyList<ReadOnlyMemory<byte>> events, CancellationToken cancel)
    {
        foreach (var published in events)
        {
            var read = PublishedCodec.Read(published, DateTimeOffset.MaxValue, TimeSpan.Zero).Value;
            if (await ledger.Get<IJournal>().Find(PublicationKey.Of(read.Source, read.Id), cancel) is null) return false;
        }
        return true;
    }

    public async ValueTask<DemoAnswer> May(DemoQuestion question, CancellationToken cancel)
    {
        var asked = new PermissionQuestion(question.Purpose, clock.GetUtcNow())
        {
            Recipient = question.Recipient, Channel = question.Channel, Kind = question.MessageKind,
        };
        var answer = (await ledger.Mediator.Send(new AskMay(question.UserId, asked, AsOf: false, null, Officer), cancel)).Value.Value;
        return new(answer.Allowed, new(answer.Reason, answer.Reason));
    }

    public async ValueTask<DemoFile?> Person(string userId, CancellationToken cancel)
    {
        var outcome = await ledger.Mediator.Send(new ViewPerson(userId, null, null, "demo", Officer, Opened: true), cancel);
        if (outcome.Refusal is not null) return null;
        var file = outcome.Value;
        var document = PersonDocuments.Of(file, userId, null, clock.GetUtcNow());
        var sheet = PersonSheet.Lines(document, settings.Zone, Language.En).Zip(PersonSheet.Lines(document, settings.Zone, Language.Ru))
            .Select(pair => new DemoFileLine(pair.First.Section, new(pair.First.Text, pair.Second.Text), pair.First.Over));
        var values = await new SealedValues(ledger.Get<IJournal>(), ledger.Get<IKeyVault>()).Of(file.State.Token, file.Known, cancel);
        var opened = values.Select(v => new DemoFileLine(NameOf(v), v.Value is { } value ? new(value, value) : Destroyed, v.Value is null));
        return new(userId, file.State.Token, [.. sheet, .. opened], file.Known);
    }

    public async ValueTask<IReadOnlyList<DemoDuty>> Duties(CancellationToken cancel)
    {
        var rows = await Models.Query<DutyRow>(all => all.OrderBy(d => d.Due).ThenBy(d => d.Place).Take(RowsMax), cancel);
        return [.. rows.Value.Select(d => new DemoDuty(
            d.Rule, DutyNames.Of(d.Rule), d.Opened, Micros.ToMoment(d.Start), Micros.ToMoment(d.Due), Micros.ToMoment(d.Safe),
            d.ClosedAt is { } closed ? Micros.ToMoment(closed) : null))];
    }

    public async ValueTask<IReadOnlyList<DemoFinding>> Findings(CancellationToken cancel)
    {
        var rows = await Models.Query(FindingQueries.All(take: RowsMax), cancel);
        return [.. rows.Value.Select(f => new DemoFinding(
            f.Code, WordsOf(FindingKinds.Of(f.Code).Text), f.Clause ?? f.Rule, f.Severity == "breach", f.Index, f.Detail, f.Id, f.Person, f.State != "open"))];
    }

    public async ValueTask<DemoExport> Export(DemoWish wish, CancellationToken cancel)
    {
        var bundle = Path.Combine(settings.Data, $"{wish.Name}.zip");
        ExportedBundle exported;
        await using (var output = new FileStream(bundle, FileMode.Create, FileAccess.ReadWrite))
            exported = (await ledger.Mediator.Send(new ExportBundle(new(wish.UserId, wish.Inquiry, Opened: wish.UserId is not null), "demo", output, Officer), cancel)).Value;
        var csv = Path.ChangeExtension(bundle, ".csv");
        using var zip = await ZipFile.OpenReadAsync(bundle, cancel);
        await zip.GetEntry(BundleFile.Csv)!.ExtractToFileAsync(csv, overwrite: true, cancel);
        return new(bundle, csv, exported.Events, new FileInfo(bundle).Length);
    }

    public async ValueTask<DemoAct?> Draw(string act, CancellationToken cancel)
    {
        MadeActReport? made = null;
        // The page is made last: what is issued last is the act that is kept.
        foreach (var (path, format) in new[] { (ActFile(act, "csv"), ReportFormat.Csv), (ActFile(act, "html"), ReportFormat.Html) })
        {
            await using var output = new FileStream(path, FileMode.Create, FileAccess.ReadWrite);
            var outcome = await ledger.Mediator.Send(new MakeActReport(act, ActReportKind.Act, format, null, act, Again: false, output, Officer), cancel);
            if (outcome.Refusal is not null) return null;
            made = outcome.Value;
        }
        await ledger.Get<Projector>().CatchUp(cancel);
        return new(ActFile(act, "html"), ActFile(act, "csv"), made!.Reports, made.Missing.Count);
    }

    public async ValueTask End(string act, CancellationToken cancel)
    {
        var removed = new StoryEvent("act.removed", "/office/registry", null, $$"""{"act":"{{act}}"}""");
        await Publish([removed.Published($"story-{clock.GetUtcNow():yyyyMMdd-HHmm}", clock.GetUtcNow(), 99)], cancel);
        foreach (var kind in (string[])["csv", "html"]) File.Delete(ActFile(act, kind));
    }

    string ActFile(string act, string kind) => Path.Combine(settings.Data, $"{act}.{kind}");

    public async ValueTask<DemoCertificate> Certify(string userId, CancellationToken cancel)
    {
        var certified = (await ledger.Mediator.Send(new CertifyErasure(new(userId), "demo", Officer), cancel)).Value;
        var file = Path.Combine(settings.Data, "erasure-anna.json");
        await File.WriteAllBytesAsync(file, certified.File, cancel);
        var verdict = ErasureVerifier.Verify(certified.File, ledger.Get<ITransparency>().Key);
        return new(file, CertificateSheet.Lines(verdict.Statement!), Told(verdict.Outcome, verdict.Notes));
    }

    public ValueTask<DemoVerdict> Verify(string bundle, bool withKey, CancellationToken cancel)
    {
        var key = withKey ? ledger.Get<ITransparency>().Key : null;
        using var file = File.OpenRead(bundle);
        if (CertificateSheet.IsCertificate(file))
        {
            var certificate = ErasureVerifier.Verify(File.ReadAllBytes(bundle), key);
            return new(Told(certificate.Outcome, certificate.Notes));
        }
        var verdict = BundleVerifier.Verify(file, key);
        return new(Told(verdict.Outcome, verdict.Notes));
    }

    static DemoVerdict Told(BundleOutcome outcome, IReadOnlyList<BundleNote> notes)
    {
        Words said = outcome switch
        {
            BundleOutcome.Genuine => new("genuine", "подлинность подтверждена"),
            BundleOutcome.Consistent => new("consistent, signer not checked", "внутренне непротиворечив, подпись не сверена с ключом журнала"),
            _ => new("NOT GENUINE", "ПОДЛИННОСТЬ НЕ ПОДТВЕРЖДЕНА"),
        };
        return new(outcome == BundleOutcome.Genuine, said, [.. notes.Select(NoteNames.Of)]);
    }

    public async ValueTask<DemoKey> Key(CancellationToken cancel)
    {
        var key = ledger.Get<ITransparency>().Key;
        var file = Path.Combine(settings.Data, "ledger.vkey");
        await File.WriteAllTextAsync(file, $"{key}\n", cancel);
        return new(key.ToString(), key.Fingerprint, file);
    }

    public ValueTask DisposeAsync() => ledger.DisposeAsync();

    IReadModels Models => ledger.Get<IReadModelStore>().Current;

    static Words NameOf(SealedValue value)
    {
        var name = $"#{value.Index} {value.Pointer["/data/".Length..]}";
        return new(name, name);
    }

    static Words WordsOf(Policies.LocalText text) => new(text.En, text.Ru);
}
