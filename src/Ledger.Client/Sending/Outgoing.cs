using System.Text.Json;
using Ledger.Journal;

namespace Ledger.Client.Sending;

/// <summary>An event as it travels: checked by the ledger's own rules before anything is sent or stored.</summary>
/// <param name="Id">The publication's id.</param>
/// <param name="Concern">Whom it is about.</param>
/// <param name="Json">The event in structured mode: the same bytes at every attempt.</param>
sealed record Outgoing(string Id, Concern Concern, ReadOnlyMemory<byte> Json)
{
    /// <summary>Encodes an event.</summary>
    /// <exception cref="LedgerRefusedException">The ledger would refuse it.</exception>
    public static Outgoing Of(LedgerEvent happened, string? source, int? item = null)
    {
        ArgumentNullException.ThrowIfNull(happened);
        source = happened.Source ?? source ?? throw new InvalidOperationException("LedgerClientOptions.Source is not set, and the event names none.");
        byte[] json;
        try
        {
            json = PublishedWriter.Write(happened.Id, source, happened.Subject, happened.Time, happened.Data);
        }
        catch (ArgumentException)   // its message may hold a value
        {
            throw new LedgerRefusedException(0, CodecRefusals.BadValue, "The event is none of the catalogue's, or a string of it is no text.", null, item);
        }
        // How far its time may lie ahead is for the ledger's clock to say.
        var read = PublishedCodec.Read(json, happened.Time, TimeSpan.FromDays(1));
        if (read.Refusal is { } refusal) throw LedgerRefusedException.Of(refusal, item);
        return new(happened.Id, Concern.Of(read.Value.Kind, happened.Subject), json);
    }

    /// <summary>An event that was encoded before.</summary>
    public static Outgoing Of(string id, ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var kind = root.GetProperty("type").GetString() is { } type ? EventCatalogue.Find(type) : null;
        return new(id, Concern.Of(kind, root.TryGetProperty("subject", out var subject) ? subject.GetString() : null), json);
    }
}

/// <summary>Whose permissions an event may change.</summary>
/// <param name="Everyone">Everybody's: the operator's registers, or it cannot be told whose.</param>
/// <param name="Person">The operator's own id of the one person; null for everyone or nobody.</param>
readonly record struct Concern(bool Everyone, string? Person)
{
    /// <summary>Nobody's.</summary>
    public static Concern Nobody => default;

    /// <summary>By the event's type, null where it is unknown, and the person it names.</summary>
    public static Concern Of(EventKind? kind, string? person) => (kind?.Stream, person) switch
    {
        (StreamKind.Registers or null, _) => new(true, null),
        (StreamKind.Person, null) => new(true, null),
        (StreamKind.Viewer, _) => Nobody,
        (_, null) => Nobody,
        _ => new(false, person),
    };
}
