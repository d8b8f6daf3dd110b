using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace Ledger.Proofs;

/// <summary>
/// What a certificate of erasure states about one person, worked out from events alone (docs/certificate-format.md, "The statement"): whoever has the
/// events works out the same.
/// </summary>
public sealed class ErasureStatement
{
    readonly IReadOnlyList<ErasureEvent> _events;

    ErasureStatement(string origin, string person, long known, byte[] nonce, IReadOnlyList<ErasureEvent> events)
    {
        (Origin, Person, Known, Nonce, _events) = (origin, person, known, nonce, events);
        Erasures = [.. events.Where(one => one.Erases(person)).Select(one =>
            new KeyErasure(one.Index, one.Type, one.Stored.TimeText, one.Text("reason") ?? "", one.Texts("keys")))];
        var gone = Erasures.SelectMany(erasure => erasure.Keys).ToHashSet(StringComparer.Ordinal);
        var fields = events.SelectMany(one => one.Stored.Sealed.Select(field => new UnreadableField(one.Index, field.Pointer, field.Field.KeyName))).ToList();
        Unreadable = [.. fields.Where(field => gone.Contains(field.Key))];
        Remaining = [.. fields.Where(field => !gone.Contains(field.Key)).GroupBy(field => field.Key, StringComparer.Ordinal)
            .OrderBy(key => key.Key, StringComparer.Ordinal).Select(key => new RemainingKey(key.Key, key.LongCount()))];
        var own = OfPerson.ToList();
        Copies = HeldData.Copies(events, own);
        Systems = new HeldData(Copies, events).Systems(own);
        Recipients = ErasureLedger.Recipients(own);
        Acts = ErasureLedger.Acts(own);
        Backups = Erasures.Count == 0 ? [] : ErasureLedger.Backups(events, Erasures[^1].Index);
        BackupsExpire = ErasureLedger.LastExpiry(Backups);
    }

    /// <summary>The value of <see cref="BackupsExpire"/> where a copy of the vault has no day set.</summary>
    public const string Never = "never";

    /// <summary>The log's name.</summary>
    public string Origin { get; }

    /// <summary>The person's token.</summary>
    public string Person { get; }

    /// <summary>The newest index that was read for it.</summary>
    public long Known { get; }

    /// <summary>What destroyed keys of the person, in ascending index.</summary>
    public IReadOnlyList<KeyErasure> Erasures { get; }

    /// <summary>What became unreadable by it.</summary>
    public IReadOnlyList<UnreadableField> Unreadable { get; }

    /// <summary>Keys of sealed fields shown that were not destroyed.</summary>
    public IReadOnlyList<RemainingKey> Remaining { get; }

    /// <summary>The systems that held the person's data, by name.</summary>
    public IReadOnlyList<SystemAccount> Systems { get; }

    /// <summary>Systems on record as holding copies of what these hold, in ascending index: what is gathered there must go here, too.</summary>
    public IReadOnlyList<CopyingSystem> Copies { get; }

    /// <summary>Those who received the person's data, by id.</summary>
    public IReadOnlyList<RecipientAccount> Recipients { get; }

    /// <summary>The acts of destruction the reports name.</summary>
    public IReadOnlyList<ActAccount> Acts { get; }

    /// <summary>Copies of the key vault on record that hold a key destroyed since.</summary>
    public IReadOnlyList<VaultBackup> Backups { get; }

    /// <summary>The day the last of them expires that was not removed: RFC 3339, <see cref="Never"/>, or null where there is none.</summary>
    public string? BackupsExpire { get; }

    /// <summary>Whether the person was forgotten: nothing more is recorded about the token.</summary>
    public bool IsForgotten => Erasures.Any(erasure => erasure.Type == ErasureEvent.Forgotten);

    /// <summary>How many events it rests on.</summary>
    public int EventCount => _events.Count;

    /// <summary>32 random bytes: the statement's hash, which stands in the log for ever, then says nothing about it.</summary>
    [JsonIgnore]
    internal byte[] Nonce { get; }

    [JsonIgnore]
    internal IReadOnlyList<ErasureEvent> Events => _events;

    /// <summary>The person's own stream, as far as it is shown.</summary>
    internal IEnumerable<ErasureEvent> OfPerson => _events.Where(one => one.Stored.Stream == Person);

    /// <summary>Works the statement out. Null where an event is not of the format (docs/event-format.md).</summary>
    /// <param name="origin">The log's name.</param>
    /// <param name="person">The person's token.</param>
    /// <param name="known">The newest index that was read.</param>
    /// <param name="nonce">32 random bytes.</param>
    /// <param name="events">The events in ascending index.</param>
    public static ErasureStatement? Of(string origin, string person, long known, byte[] nonce, IEnumerable<CertifiedEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        List<ErasureEvent> read = [];
        foreach (var one in events)
        {
            if (StoredEvent.Parse(one.Bytes) is not { } stored)
            {
                return null;
            }
            read.Add(new ErasureEvent(one.Index, stored));
        }
        return new ErasureStatement(origin, person, known, nonce, read);
    }

    /// <summary>The statement's bytes.</summary>
    public byte[] ToUtf8() => ErasureStatementText.Write(this);

    /// <summary>Lowercase hexadecimal SHA-256 of these bytes, which the export event carries as its manifest.</summary>
    [JsonIgnore]
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(ToUtf8()));
}
