namespace Ledger.Proofs;

/// <summary>The forms a consent receipt comes in.</summary>
public enum ReceiptProfile
{
    /// <summary>ISO/IEC TS 27560:2023 as JSON-LD with terms of W3C's Data Privacy Vocabulary.</summary>
    Iso27560,

    /// <summary>Kantara Consent Receipt v1.1, JSON.</summary>
    Kantara,
}

/// <summary>What a receipt is taken of: which consent, as of which index, and the events it rests on (docs/receipts.md, "The evidence").</summary>
public sealed record ReceiptStatement
{
    /// <summary>In which form.</summary>
    public required ReceiptProfile Profile { get; init; }

    /// <summary>The language of what has one: <c>ru</c> or <c>en</c>.</summary>
    public required string Language { get; init; }

    /// <summary>The receipt's own id, a UUID.</summary>
    public required string Id { get; init; }

    /// <summary>When it was made: RFC 3339 in UTC.</summary>
    public required string Created { get; init; }

    /// <summary>The log's name.</summary>
    public required string Origin { get; init; }

    /// <summary>The names a log that was continued had before, by ascending index.</summary>
    public required IReadOnlyList<EarlierOrigin> Earlier { get; init; }

    /// <summary>The newest index of the log that was read for it.</summary>
    public required long Known { get; init; }

    /// <summary>The person's token.</summary>
    public required string Person { get; init; }

    /// <summary>The index of the event that gave the consent.</summary>
    public required long Consent { get; init; }

    /// <summary>The events, by ascending index.</summary>
    public required IReadOnlyList<ReceiptEntry> Events { get; init; }

    /// <summary>The id of the consent's record: the same for every receipt of it, a UUID of version 8 (RFC 9562) made of the event's leaf hash.</summary>
    public string RecordId
    {
        get
        {
            var bytes = MerkleTree.LeafHash(Events.First(one => one.Index == Consent).Bytes.Span).AsSpan(0, 16).ToArray();
            (bytes[6], bytes[8]) = ((byte)(0x80 | (bytes[6] & 0x0f)), (byte)(0x80 | (bytes[8] & 0x3f)));
            return new Guid(bytes, bigEndian: true).ToString();
        }
    }

    /// <summary>A UUID of version 4 (RFC 9562), for the id of a receipt.</summary>
    public static string NewId(FillRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var bytes = new byte[16];
        random(bytes);
        (bytes[6], bytes[8]) = ((byte)(0x40 | (bytes[6] & 0x0f)), (byte)(0x80 | (bytes[8] & 0x3f)));
        return new Guid(bytes, bigEndian: true).ToString();
    }

    /// <summary>A moment as a receipt writes it.</summary>
    public static string Moment(DateTimeOffset time) => Timestamp.Format(time);

    /// <summary>The facts, or what the events do not say that every receipt must: names such as <c>operator</c> or <c>purpose:news.retention</c>.</summary>
    public (ReceiptFacts? Facts, IReadOnlyList<string> Missing) Read()
    {
        var events = Events.Select(one => ReceiptEvent.Of(one, OriginAt(one.Index))).ToList();
        return events.Contains(null) ? (null, ["events"]) : Read(events!);
    }

    internal (ReceiptFacts? Facts, IReadOnlyList<string> Missing) Read(IReadOnlyList<ReceiptEvent> events)
    {
        var reading = new ReceiptReading(this, events);
        var facts = reading.Facts();
        return facts is null || reading.Missing.Count > 0 ? (null, reading.Missing)
            : Profile == ReceiptProfile.Kantara && KantaraReceipt.Missing(facts) is { Count: > 0 } missing ? (null, missing) : (facts, []);
    }

    internal string OriginAt(long index) => Earlier.FirstOrDefault(earlier => index < earlier.Before)?.Origin ?? Origin;
}
