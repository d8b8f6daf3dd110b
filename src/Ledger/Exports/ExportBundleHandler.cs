using System.Globalization;
using Ledger.Access;
using Ledger.Journal;
using Ledger.Proofs;
using Ledger.Sealing;
using Ledger.Stamps;
using MediatR;

namespace Ledger.Exports;

/// <summary>Streams a bundle from the journal in constant memory (DESIGN section 6).</summary>
public sealed class ExportBundleHandler(
    IJournal journal, IKeyVault vault, IDisclosureIndex disclosures, Sequencer sequencer, Preparer preparer, ITransparency transparency, Stamper stamper, ICheckpointStamps stamps,
    TimeProvider clock, FillRandom random, IBundlePages? pages = null)
    : IRequestHandler<ExportBundle, Outcome<ExportedBundle>>
{
    /// <inheritdoc/>
    public async Task<Outcome<ExportedBundle>> Handle(ExportBundle request, CancellationToken cancellationToken)
    {
        using var activity = Instruments.Source.StartActivity("ledger.export");
        if (ReasonRefused(request) is { } refused) return refused;
        var token = request.Scope.UserId is { } userId ? vault.FindToken(userId) : null;
        if (request.Scope.UserId is not null && token is null) return new Refusal(Refusals.PersonUnknown, "Nothing is recorded about this person.");
        if (request.Scope.Inquiry is { } inquiry && await journal.Length(Streams.OfInquiry(inquiry), cancellationToken) == 0)
            return new Refusal(Refusals.InquiryUnknown, "No inquiry with this number is recorded.");
        var scope = ScopeOf(request.Scope, token, request.Known ?? await journal.Count(cancellationToken) - 1);
        var opened = request.Shown ?? new OpenedKeys(scope.Known + 1);
        var events = new ExportedEvents(journal, disclosures);
        var read = 0L;
        Recorded? recorded = null;
        Covering? covering = null;
        string? notStamped = null;
        BundleWriter bundle = null!;
        bundle = new()
        {
            Scope = scope,
            Key = transparency.Key,
            Random = random,
            Events = () => Counted(events.Of(scope, cancellationToken), count => request.Read?.Report(read += count)),
            Opener = (_, field, place) => new Opener(vault).FieldKeyOf(field, place) is { } key ? opened.Remember(field.KeyName, key) : null,
            RecordExport = async manifest => (recorded = await Record(request, scope, token, manifest, bundle.EventsWritten, opened, cancellationToken)).AsTuple,
            Publish = async index =>
            {
                covering = await transparency.Cover(index, cancellationToken);
                if (stamper.Wanted) notStamped = await stamper.TryStamp(covering.Checkpoint, Stamper.ExportWait, cancellationToken);
                return (covering.Tree, covering.Checkpoint.Note);
            },
            Stamps = size => stamps.Stamps(size, cancellationToken),
            Stamp = async size => await stamps.Stamp(size, cancellationToken) is { } kept
                ? (kept.Checkpoint.Note, kept.Token)
                : throw new InvalidDataException($"The timestamp of size {size} is not there any more."),
        };
        foreach (var file in request.Files.Concat(pages?.Files ?? [])) bundle.Add(file.Name, file.Content);
        try
        {
            await bundle.WriteAsync(request.Output, cancellationToken);
        }
        catch (InvalidOperationException) when (recorded is null)   // a key went while the bundle was written: nothing was recorded or handed out
        {
            return new Refusal(Refusals.Busy, "A key was destroyed during the export; export again.");
        }
        return new ExportedBundle(bundle.EventsWritten, scope.Known, recorded!.Index, covering!.Checkpoint.Size, recorded.Manifest) { NotStamped = notStamped };
    }

    static Refusal? ReasonRefused(ExportBundle request) =>
        string.IsNullOrWhiteSpace(request.Reason) ? new(Refusals.ReasonMissing, "Say why you export: the export is recorded with its reason.")
        : request.Scope.UserId is null && !ExportBundle.IsCode(request.Reason)
            ? new(Refusals.ReasonNotCode, "An export about no single person records its reason in the clear: give a code, such as the number of an order.")
            : null;

    BundleScope ScopeOf(ExportScope asked, string? token, long known) => new()
    {
        Origin = journal.Origin,
        Earlier = EarlierOrigins(journal.Origins),
        Person = token,
        Inquiry = asked.Inquiry,
        From = asked.From,
        To = asked.To,
        Types = asked.Types ?? [],
        Recipient = asked.Recipient,
        Opened = asked.Opened,
        Known = known,
    };

    /// <summary>Those that recorded something: an empty journal that was continued has no event of its first origin.</summary>
    static List<EarlierOrigin> EarlierOrigins(LogOrigins origins) =>
        [.. origins.All.Zip(origins.All.Skip(1), (had, next) => new EarlierOrigin(next.From, had.Name)).Where(had => had.Before > 0)];

    static async IAsyncEnumerable<(long, ReadOnlyMemory<byte>)> Counted(IAsyncEnumerable<(long, ReadOnlyMemory<byte>)> events, Action<int> read)
    {
        const int step = 1000;
        var count = 0;
        await foreach (var stored in events)
        {
            if (++count % step == 0) read(step);
            yield return stored;
        }
    }

    async ValueTask<Recorded> Record(ExportBundle request, BundleScope scope, string? token, string manifest, long events, OpenedKeys opened, CancellationToken cancel)
    {
        var exported = new ReportExported("bundle", "zip", events, scope.Known, manifest, request.Scope.Inquiry);
        exported = token is null ? exported with { Ground = request.Reason } : exported with { Reason = PersonalValue.Of(request.Reason!) };
        var written = preparer.Write($"export-{manifest}", exported, token, clock.GetUtcNow(), request.Actor.Name);
        var submitted = await sequencer.Submit([opened.Guard(written)], cancel);
        var receipt = submitted.Receipts?.Single() ?? throw new InvalidOperationException($"The export could not be recorded: {submitted.Refusal?.Code ?? "conflict"}.");
        return await journal.At(receipt.Index, cancel) is { } entry
            ? new(receipt.Index, entry.Bytes, manifest)
            : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The export event at index {receipt.Index} cannot be read."));
    }

    sealed record Recorded(long Index, ReadOnlyMemory<byte> Bytes, string Manifest)
    {
        public (long, ReadOnlyMemory<byte>) AsTuple => (Index, Bytes);
    }
}
