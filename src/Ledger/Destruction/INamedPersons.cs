namespace Ledger.Destruction;

/// <summary>How long others' events need to tell whom a token means.</summary>
/// <param name="Until">The latest end among events whose term was fixed when they were recorded; null where there is none.</param>
/// <param name="Streams">Streams that name the person and whose own state says how long: acts of destruction, persons represented.</param>
/// <param name="Known">Every event below this journal index was looked at.</param>
public sealed record Naming(DateTimeOffset? Until, IReadOnlyList<string> Streams, long Known);

/// <summary>
/// Tells where a person is named in events that are about somebody or something else: staff who destroyed data or signed an act, representatives, who
/// reported an incident. Exact up to the index it says. Safe to call concurrently.
/// </summary>
public interface INamedPersons
{
    /// <summary>Where the person is named.</summary>
    ValueTask<Naming> Of(string token, CancellationToken cancel);
}
