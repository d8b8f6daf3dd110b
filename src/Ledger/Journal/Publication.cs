using Ledger.Sealing;

namespace Ledger.Journal;

/// <summary>What a publisher sent, decoded strictly; personal values still in the clear.</summary>
/// <param name="Id">CloudEvents id; with the source it identifies the publication.</param>
/// <param name="Source">CloudEvents source.</param>
/// <param name="Kind">The catalogue's line for its type.</param>
/// <param name="Subject">The operator's own user id, or null where the type has no person.</param>
/// <param name="Time">When it happened.</param>
/// <param name="Data">What it says.</param>
/// <param name="Canonical">The RFC 8785 form of what was published (trace attributes left out), over which the published hash is taken.</param>
public sealed record Publication(
    string Id, string Source, EventKind Kind, string? Subject, DateTimeOffset Time, IEventData Data, ReadOnlyMemory<byte> Canonical)
{
    /// <summary>The operator's user id never prints.</summary>
    public override string ToString() => $"{Kind.Name}.v{Kind.Schema} {Source} {Id}";
}

/// <summary>An event ready to be recorded: sealed and encoded; only its place and the time of recording are still open.</summary>
/// <param name="Id">CloudEvents id.</param>
/// <param name="Source">CloudEvents source.</param>
/// <param name="Kind">The catalogue's line for its type.</param>
/// <param name="Subject">The person's token, or null.</param>
/// <param name="Time">When it happened.</param>
/// <param name="Stream">The stream it goes to.</param>
/// <param name="Actor">Who published it.</param>
/// <param name="PublishedHash">HMAC over the canonical form, base64; null for what the ledger itself writes.</param>
/// <param name="Data">The recorded data, compact JSON, personal values sealed.</param>
/// <param name="Keys">The vault keys its fields are sealed under; recording is refused if one has been destroyed meanwhile.</param>
public sealed record PreparedEvent(
    string Id, string Source, EventKind Kind, string? Subject, DateTimeOffset Time, string Stream, string Actor,
    string? PublishedHash, ReadOnlyMemory<byte> Data, IReadOnlyList<KeyName> Keys)
{
    /// <summary>The keys that recording it destroys; null for all but <c>person.shredded</c> and <c>person.forgotten</c>.</summary>
    public KeyDestruction? Destroys { get; init; }

    /// <summary>Tokens of the other persons it names: recording is refused if one of them has been forgotten meanwhile.</summary>
    public IReadOnlyList<string> Named { get; init; } = [];

    /// <summary>Source and id as one key.</summary>
    public PublicationKey Publication { get; } = PublicationKey.Of(Source, Id);
}

/// <summary>What the vault must do once the event that says so is durable.</summary>
/// <param name="Keys">The keys to destroy.</param>
/// <param name="Forget">The token whose lookup goes as well, or null.</param>
public sealed record KeyDestruction(IReadOnlyList<KeyName> Keys, string? Forget);
