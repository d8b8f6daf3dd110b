using System.Text.Json;
using Ledger.Host.Documents;
using Ledger.Journal;
using Ledger.Sealing;

namespace Ledger.Host.Commands.Officer;

/// <summary>What an officer says, as a CloudEvent to publish.</summary>
/// <param name="Type">The type, without <c>ledger.</c> and version.</param>
/// <param name="Subject">The person it is about, by the operator's own id; null where it is about none.</param>
/// <param name="Data">The data as it is published; what is null is left out.</param>
sealed record OfficerEvent(string Type, string? Subject, object Data)
{
    /// <summary>The source of what officers say on the command line.</summary>
    public const string Source = "/officers";

    const int IdBytes = 16;

    /// <summary>When it happened, where that is not now.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>The event's id; a random one where none is given.</summary>
    public string? Id { get; init; }

    /// <summary>The event in structured mode.</summary>
    public byte[] Write(DateTimeOffset now) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        specversion = "1.0", id = Id ?? NewId(), source = Source, type = EventCatalogue.Newest($"ledger.{Type}")!.FullType, subject = Subject, time = Time ?? now, data = Data,
    }, DocumentJson.Options);

    /// <summary>Values of it are personal: none prints.</summary>
    public override string ToString() => Type;

    static string NewId()
    {
        var bytes = new byte[IdBytes];
        Randomness.System(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
