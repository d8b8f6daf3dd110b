using Ledger.Access;
using Ledger.Journal;
using Ledger.Proofs;
using Ledger.Sealing;
using MediatR;

namespace Ledger.Exports;

/// <summary>Asks how many events, and of which kinds, an export would hold, before it is made. Nothing leaves the ledger by it.</summary>
/// <param name="Scope">What would be exported.</param>
/// <param name="Reason">Why, where a person is named: their events are looked through.</param>
/// <param name="Actor">Who asks.</param>
public sealed record CountExport(ExportScope Scope, string? Reason, Actor Actor) : IRequest<Outcome<ExportCount>>, IReadsPerson
{
    /// <summary>So many events are looked at; whoever has more learns that there are more.</summary>
    public const int EventsMax = 20_000;

    /// <inheritdoc/>
    public IReadOnlyList<Role> Allowed { get; } = [Role.Officer, Role.Auditor];

    /// <inheritdoc/>
    public string? UserId => Scope.UserId;

    /// <inheritdoc/>
    public string What => "export-count";
}

/// <summary>How much an export would hold.</summary>
/// <param name="Events">How many events.</param>
/// <param name="Kinds">How many of each type, by its full name, the most frequent first.</param>
/// <param name="IsWhole">Whether all were looked at; if not, there are at least so many.</param>
/// <param name="Read">How many events had to be looked at for it.</param>
public sealed record ExportCount(long Events, IReadOnlyList<(string Type, long Count)> Kinds, bool IsWhole, long Read);

/// <summary>Counts as the export selects, from the journal.</summary>
public sealed class CountExportHandler(IJournal journal, IKeyVault vault, IDisclosureIndex disclosures) : IRequestHandler<CountExport, Outcome<ExportCount>>
{
    /// <inheritdoc/>
    public async Task<Outcome<ExportCount>> Handle(CountExport request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var asked = request.Scope;
        var token = asked.UserId is { } userId ? vault.FindToken(userId) : null;
        if (asked.UserId is not null && token is null) return new Refusal(Refusals.PersonUnknown, "Nothing is recorded about this person.");
        if (asked.Inquiry is { } inquiry && await journal.Length(Streams.OfInquiry(inquiry), cancellationToken) == 0)
            return new Refusal(Refusals.InquiryUnknown, "No inquiry with this number is recorded.");
        var scope = new BundleScope
        {
            Origin = journal.Origin, Person = token, Inquiry = asked.Inquiry, From = asked.From, To = asked.To, Types = asked.Types ?? [], Recipient = asked.Recipient,
            Opened = asked.Opened, Known = await journal.Count(cancellationToken) - 1,
        };
        var (kinds, read) = (new Dictionary<string, long>(StringComparer.Ordinal), 0L);
        await foreach (var (index, bytes) in new ExportedEvents(journal, disclosures).Of(scope, cancellationToken))
        {
            if (read++ == CountExport.EventsMax) break;
            if (scope.TypeIfIncluded(index, bytes) is { } type) kinds[type] = kinds.GetValueOrDefault(type) + 1;
        }
        return new ExportCount(kinds.Values.Sum(), [.. kinds.OrderByDescending(kind => kind.Value).ThenBy(kind => kind.Key, StringComparer.Ordinal).Select(kind => (kind.Key, kind.Value))],
            read <= CountExport.EventsMax, Math.Min(read, CountExport.EventsMax));
    }
}
