using System.Net.Http.Headers;
using System.Net.Http.Json;
using Ledger.Exports;
using Ledger.Host.Check;
using Ledger.Host.Commands;
using Ledger.Host.Documents;
using Ledger.Host.Reports;
using Ledger.Host.Search;
using Ledger.Host.Server;
using Ledger.Host.Terminal;
using Ledger.Journal;
using Ledger.Projections;
using Ledger.Proofs;
using Ledger.Reading;
using Ledger.Reports;

namespace Ledger.Host.Remote;

/// <summary>The ledger of a running <c>ledger serve</c>: docs/http.md is what it speaks.</summary>
sealed class RemoteDesk(LedgerHttp http, TimeProvider clock) : ILedgerDesk
{
    const string Batch = "application/cloudevents-batch+json", PurposeHeader = LedgerHttp.PurposeHeader;

    /// <summary>How long it is waited for a checkpoint over what was published, and how often it is looked for.</summary>
    static readonly TimeSpan SettlingMax = TimeSpan.FromSeconds(10), Pause = TimeSpan.FromMilliseconds(100);

    long _newest = -1;

    /// <remarks>Sent again under the same ids until it is acknowledged: what was recorded the first time gets its first receipt.</remarks>
    public async Task<Outcome<IReadOnlyList<Receipt>>> Publish(IReadOnlyList<ReadOnlyMemory<byte>> events, Task<bool>? after, CancellationToken cancel)
    {
        if (after is not null && !await after) return new Refusal(Refusals.EarlierRefused, "The batch before this one was refused.");
        var body = BatchBody.Of(events, clock.GetUtcNow());
        if (body.Refusal is { } unfit) return unfit;
        var outcome = await http.Ask<ReceiptsDocument>(() => new(HttpMethod.Post, http.Site.At("events"))
        {
            Content = new ByteArrayContent(body.Value) { Headers = { ContentType = new MediaTypeHeaderValue(Batch) } },
        }, repeatable: true, cancel);
        if (outcome.Refusal is { } refusal)
            return refusal.Code is HttpRefusals.BodyTooLarge or HttpRefusals.TooManyEvents && events.Count > 1 ? refusal with { Code = Refusals.BatchTooLarge } : refusal;
        var receipts = outcome.Value.Receipts.Select(r => r.Read()).ToArray();
        _newest = Math.Max(_newest, receipts.Max(r => r.Index));
        return receipts;
    }

    public async Task Settle(CancellationToken cancel)
    {
        for (var started = clock.GetTimestamp(); clock.GetElapsedTime(started) < SettlingMax; await Task.Delay(Pause, clock, cancel))
        {
            var note = await http.Send(() => new(HttpMethod.Get, http.Site.At("checkpoint")), repeatable: false, response => response.Content.ReadAsStringAsync(cancel), cancel);
            if (note.Refusal is null && note.Value.Split('\n') is [_, { } size, ..] && long.TryParse(size, out var covered) && covered > _newest) return;
        }
    }

    public Task<Outcome<PermissionDocument>> May(string userId, PermissionQuestion question, bool asOf, long? known, CancellationToken cancel) =>
        http.Get<PermissionDocument>(http.Site.At($"subjects/{Uri.EscapeDataString(userId)}/permission",
        [
            ("purpose", question.Purpose), .. question.Categories.Select(c => ("category", (string?)c)), ("recipient", question.Recipient), ("kind", question.Kind),
            ("channel", question.Channel), ("ground", question.Ground is { } ground ? DocumentJson.Name(ground) : null),
            ("at", asOf ? DocumentJson.Text(question.At) : null), ("known", Text(known)),
        ]), cancel);

    public Task<Outcome<FoundPersons>> Find(string text, string? reason, CancellationToken cancel) =>
        http.Ask<FoundPersons>(() => Why(new(HttpMethod.Post, http.Site.At("subjects/find")) { Content = JsonContent.Create(new { text }) }, reason), repeatable: false, cancel);

    public Task<Outcome<PersonDocument>> View(PersonQuestion asked, CancellationToken cancel)
    {
        var address = http.Site.At($"subjects/{Uri.EscapeDataString(asked.UserId)}",
            [("at", asked.At is { } at ? DocumentJson.Text(at) : null), ("known", Text(asked.Known)), ("open", asked.Open ? "true" : null)]);
        return http.Ask<PersonDocument>(() => new(HttpMethod.Get, address) { Headers = { { PurposeHeader, LedgerHttp.Extended(asked.Reason) } } }, repeatable: false, cancel);
    }

    public Task<Outcome<DestructionDocument>> Destruction(string userId, string reason, CancellationToken cancel) => http.Ask<DestructionDocument>(
        () => Why(new(HttpMethod.Get, http.Site.At($"subjects/{Uri.EscapeDataString(userId)}/destruction")), reason), repeatable: false, cancel);

    public Task<Outcome<Letters.MadeLetter>> Letter(Commands.Officer.LetterQuestion asked, FileStream output, CancellationToken cancel) => RemoteLetter.Take(http, asked, output, cancel);

    public Task<Outcome<MadeReport>> Report(ReportQuestion asked, ReportFormat format, string reason, FileStream output, CancellationToken cancel) =>
        RemoteReport.Take(http, asked, format, reason, output, cancel);

    public async Task<Outcome<PageDocument<TDocument>>> List<TRow, TDocument>(RegisterQuestion<TRow, TDocument> asked, int wanted, CancellationToken cancel)
        where TRow : class, IRow
    {
        List<TDocument> items = [];
        for (string? cursor = null; ;)
        {
            var limit = Math.Clamp(wanted - items.Count, 1, ListRows<TRow>.TakeMax);
            var address = http.Site.At(asked.Path, [.. asked.Filters, ("limit", Text(limit)), ("cursor", cursor)]);
            var outcome = await http.Ask<PageDocument<TDocument>>(() => Why(new(HttpMethod.Get, address), asked.Request.Reason), repeatable: false, cancel);
            if (outcome.Refusal is { } refusal) return refusal;
            items.AddRange(outcome.Value.Items.Take(wanted - items.Count));
            if (outcome.Value.Next is not { } next || items.Count >= wanted) return new PageDocument<TDocument>(items, null, outcome.Value.Known);
            cursor = next;
        }
    }

    public Task<Outcome<InquiryDocument>> Inquiry(string number, CancellationToken cancel) =>
        http.Get<InquiryDocument>(http.Site.At($"inquiries/{Uri.EscapeDataString(number)}"), cancel);

    public Task<Outcome<IncidentDocument>> Incident(string number, CancellationToken cancel) =>
        http.Get<IncidentDocument>(http.Site.At($"incidents/{Uri.EscapeDataString(number)}"), cancel);

    public Task<Outcome<FindingDocument>> Finding(string id, CancellationToken cancel) =>
        http.Get<FindingDocument>(http.Site.At($"findings/{Uri.EscapeDataString(id)}"), cancel);

    public Task<Outcome<ExportedBundle>> Export(ExportQuestion asked, FileStream output, IProgress<long> read, CancellationToken cancel) =>
        http.Send(() => RemoteExport.Request(http, asked, PurposeHeader, LedgerHttp.Extended(asked.Reason)), repeatable: false,
            response => RemoteExport.Take(response, asked, output, cancel), cancel);

    public Task<Outcome<CertifiedErasure>> Certify(ErasedPerson person, string reason, IProgress<long> read, CancellationToken cancel) =>
        http.Send(() => new(HttpMethod.Post, http.Site.At($"subjects/{Uri.EscapeDataString(person.Id)}/erasure-certificate", [("token", person.IsToken ? "true" : null)]))
        {
            Headers = { { PurposeHeader, LedgerHttp.Extended(reason) } },
        }, repeatable: false, async response => RemoteExport.Certificate(await response.Content.ReadAsByteArrayAsync(cancel)), cancel);

    public async Task<Outcome<VerifierKey>> Key(CancellationToken cancel)
    {
        var outcome = await http.Send(() => new(HttpMethod.Get, http.Site.At("key")), repeatable: true, response => response.Content.ReadAsStringAsync(cancel), cancel);
        if (outcome.Refusal is { } refusal) return refusal;
        return VerifierKey.Parse(outcome.Value.Trim()) ?? throw new ServerAnswerException("The server's key is no vkey.");
    }

    public Task<Outcome<StoreReport>> Check(Progress read, IProgress<ProjectionProgress> folded, CancellationToken cancel) =>
        http.Ask<StoreReport>(() => new(HttpMethod.Post, http.Site.At("check")), repeatable: false, cancel);

    public Task<Outcome<RetentionRun>> RunRetention(CancellationToken cancel) =>
        http.Ask<RetentionRun>(() => new(HttpMethod.Post, http.Site.At("retention")), repeatable: true, cancel);

    public Task<Outcome<StampDocument>> Stamp(CancellationToken cancel) => http.Ask<StampDocument>(() => new(HttpMethod.Post, http.Site.At("stamp")), repeatable: true, cancel);

    public async Task<Outcome<long>> Rebuild(IProgress<ProjectionProgress> folded, CancellationToken cancel)
    {
        var outcome = await http.Ask<RebuiltDocument>(() => new(HttpMethod.Post, http.Site.At("rebuild")), repeatable: false, cancel);
        return outcome.Refusal is { } refusal ? refusal : outcome.Value.Events;
    }

    public ValueTask DisposeAsync()
    {
        http.Dispose();
        return ValueTask.CompletedTask;
    }

    static HttpRequestMessage Why(HttpRequestMessage request, string? reason)
    {
        if (reason is not null) request.Headers.Add(PurposeHeader, LedgerHttp.Extended(reason));
        return request;
    }

    static string? Text(long? number) => number?.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
