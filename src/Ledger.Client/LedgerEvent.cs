using System.Security.Cryptography;
using Ledger.Journal;

namespace Ledger.Client;

/// <summary>
/// What happened, ready to be published: the event's data with its id and time. Keep it as long as it is not acknowledged: publishing it again is
/// safe, since with the same id the ledger records it once.
/// </summary>
public sealed class LedgerEvent
{
    /// <param name="data">What happened: a record of the ledger's catalogue, such as <c>ConsentGiven</c>.</param>
    /// <param name="time">When it happened.</param>
    /// <param name="subject">The operator's own id of the person it is about; null for a type that concerns none.</param>
    public LedgerEvent(IEventData data, DateTimeOffset time, string? subject = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        (Data, Time, Subject) = (data, time, subject);
    }

    /// <summary>What happened.</summary>
    public IEventData Data { get; }

    /// <summary>When it happened, to the microsecond.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>The operator's own id of the person, or null.</summary>
    public string? Subject { get; }

    /// <summary>
    /// Identifies the publication together with its source. 128 random bits unless given. An id of the service's own must say nothing about the person:
    /// it is recorded as it is.
    /// </summary>
    public string Id { get; init; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>The CloudEvents source; null for the options' <see cref="LedgerClientOptions.Source"/>.</summary>
    public string? Source { get; init; }

    /// <summary>Neither person nor data prints.</summary>
    public override string ToString() => $"{Data.GetType().Name} {Id}";
}
