using Ledger.Journal;

namespace Ledger.Client;

/// <summary>What to listen to. Filters that are both given must both fit.</summary>
public sealed class FeedOptions
{
    /// <summary>Begin behind this index: the last one dealt with; -1 from the beginning; null at the newest, so that only what comes is heard.</summary>
    public long? After { get; init; }

    /// <summary>Only these types, for example <c>consent.withdrawn</c>; empty for all this key may hear.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>Only what concerns these purposes, and what concerns every one.</summary>
    public IReadOnlyList<string> Purposes { get; init; } = [];
}

/// <summary>A recorded event as it is heard on the feed.</summary>
/// <param name="index">Its place in the ledger.</param>
/// <param name="userId">The operator's own id of the person, or null.</param>
/// <param name="recorded">The event, decoded.</param>
/// <param name="json">The delivery as it came.</param>
public sealed class FeedEvent(long index, string? userId, RecordedEvent recorded, ReadOnlyMemory<byte> json)
{
    /// <summary>Its place in the ledger: keep it, once the event is dealt with, to go on behind it.</summary>
    public long Index { get; } = index;

    /// <summary>The operator's own id of the person it is about; null where it is about none, or nobody can tell any more.</summary>
    public string? UserId { get; } = userId;

    /// <summary>What it says; personal values stay sealed. <see cref="UnknownEvent"/> where this version of the client does not know the type.</summary>
    public IEventData Data => Recorded.Data;

    /// <summary>The recorded event with its attributes; the person by token.</summary>
    public RecordedEvent Recorded { get; } = recorded;

    /// <summary>The delivery, a CloudEvents 1.0 event in UTF-8 JSON.</summary>
    public ReadOnlyMemory<byte> Json { get; } = json;

    /// <summary>Nobody's id prints.</summary>
    public override string ToString() => $"{Recorded.Type} {Index}";
}
