using Ledger.Access;
using Ledger.Listening;
using MediatR;

namespace Ledger.Journal;

/// <summary>Asks for events as they are stored. They hold tokens and sealed fields, no value in the clear, so this is no reading of a person's file.</summary>
/// <param name="From">The first index.</param>
/// <param name="Take">How many events at most.</param>
/// <param name="Type">Only of this type, with or without <c>ledger.</c> and version; null for all.</param>
/// <param name="Actor">Who asks.</param>
public sealed record ReadEvents(long From, int Take, string? Type, Actor Actor) : IRequest<Outcome<JournalPage>>, IAuthorised
{
    /// <inheritdoc/>
    public IReadOnlyList<Role> Allowed { get; } = [Role.Officer, Role.Auditor];
}

/// <summary>Some events of the journal.</summary>
/// <param name="Events">The events, in order of index.</param>
/// <param name="Next">The index to go on from; null where the journal ends. A page of a rare type can be short, even empty, and there is more all the same.</param>
/// <param name="Known">Index of the newest event; -1 in an empty ledger.</param>
public sealed record JournalPage(IReadOnlyList<Entry> Events, long? Next, long Known);

/// <summary>Reads a bounded part of the journal for each page.</summary>
public sealed class ReadEventsHandler(IJournal journal) : IRequestHandler<ReadEvents, Outcome<JournalPage>>
{
    const int ScannedMax = 20_000, BytesMax = 8 << 20;

    /// <inheritdoc/>
    public async Task<Outcome<JournalPage>> Handle(ReadEvents request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var type = request.Type is { } named ? Hearing.NameOf(named) : null;
        if (request.Type is not null && type is null) return new Refusal(CodecRefusals.UnknownType, "The catalogue has no such type.", "type");
        var count = await journal.Count(cancellationToken);
        List<Entry> events = [];
        var (next, bytes) = (request.From, 0);
        await foreach (var entry in journal.ReadAll(request.From, cancellationToken))
        {
            if (entry.Index >= count || events.Count == request.Take || bytes >= BytesMax || entry.Index - request.From >= ScannedMax) break;
            next = entry.Index + 1;
            if (type is not null && !Is(entry, type)) continue;
            events.Add(entry);
            bytes += entry.Bytes.Length;
        }
        return new JournalPage(events, next < count ? next : null, count - 1);
    }

    /// <summary>Whether the event is of the type, in whatever version.</summary>
    static bool Is(Entry entry, string type) =>
        EnvelopeGlance.Read(entry.Bytes.Span).Type is { } full && full.Length > type.Length + 2 && full.StartsWith(type, StringComparison.Ordinal)
        && full.AsSpan(type.Length).StartsWith(".v", StringComparison.Ordinal);
}
