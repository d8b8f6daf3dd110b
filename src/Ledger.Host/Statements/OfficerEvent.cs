using System.Text.Json;
using Ledger.Host.Documents;
using Ledger.Journal;
using Ledger.Sealing;

namespace Ledger.Host.Statements;

/// <summary>What an officer says, as a CloudEvent to publish: the same from the command line and from the console.</summary>
/// <param name="Type">The type, without <c>ledger.</c> and version.</param>
/// <param name="Subject">The person it is about, by the operator's own id; null where it is about none.</param>
/// <param name="Data">The data as it is published; what is null is left out.</param>
sealed record OfficerEvent(string Type, string? Subject, object Data)
{
    /// <summary>The source of what officers say on the command line.</summary>
    public const string CommandLine = "/officers";

    /// <summary>The source of what they say in the console.</summary>
    public const string Console = "/console";

    /// <summary>Where it is said.</summary>
    public string Source { get; init; } = CommandLine;

    /// <summary>When it happened, where that is not now.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>The event's id; a random one where none is given.</summary>
    public string? Id { get; init; }

    /// <summary>The event in structured mode.</summary>
    public byte[] Write(DateTimeOffset now) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        specversion = "1.0", id = Id ?? Randomness.System.NewName(), source = Source, type = EventCatalogue.Newest($"ledger.{Type}")!.FullType, subject = Subject, time = Time ?? now, data = Data,
    }, DocumentJson.Options);

    /// <summary>Values of it are personal: none prints.</summary>
    public override string ToString() => Type;

    /// <summary>A list that is left out where it is empty.</summary>
    public static IReadOnlyList<string>? Some(IReadOnlyList<string>? given) => given is { Count: > 0 } ? given : null;
}
