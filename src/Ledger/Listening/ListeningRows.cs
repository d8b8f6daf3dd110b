using System.Globalization;
using Ledger.Reading;

namespace Ledger.Listening;

/// <summary>A webhook as its administrator set it up. Its address and its secrets lie in the key vault. Moments are microseconds since 1970 UTC.</summary>
/// <param name="Id">Identifies it.</param>
/// <param name="Name">What the operator calls it: no person's name.</param>
/// <param name="Types">The types it hears, with spaces between; empty for all it may.</param>
/// <param name="Purposes">The purposes it hears of, one a line; empty for all.</param>
/// <param name="Created">When it was made.</param>
/// <param name="From">Index of the first event it is told of.</param>
/// <param name="Paused">Whether nothing is sent for now.</param>
/// <param name="Secret">Which of its secrets signs: 1, 2 ...</param>
/// <param name="PreviousUntil">Until when the secret before signs too, or null.</param>
/// <param name="Recipient">The recipient of personal data it is: it hears no events, but is told what that recipient must be told. Null for a service.</param>
public sealed record SubscriberRow(
    string Id, string Name, string Types, string Purposes, long Created, long From, bool Paused, long Secret, long? PreviousUntil,
    string? Recipient = null) : IRow
{
    /// <inheritdoc/>
    public string Key => Id;
}

/// <summary>How far a webhook is. Moments are microseconds since 1970 UTC.</summary>
/// <param name="Id">The webhook.</param>
/// <param name="Position">Index of the event that is attempted first next; all before it were delivered, or wait to be tried again, or are dead letters.</param>
/// <param name="Gone">Whether the receiver said it is gone (410).</param>
/// <param name="DeadLetters">How many deliveries were given up.</param>
/// <param name="Succeeded">When a delivery last succeeded, or null.</param>
/// <param name="Failed">When an attempt last failed, or null.</param>
/// <param name="Status">The status it failed with; null where no answer came.</param>
public sealed record SubscriberProgressRow(string Id, long Position, bool Gone, long DeadLetters, long? Succeeded, long? Failed, long? Status) : IRow
{
    /// <inheritdoc/>
    public string Key => Id;
}

/// <summary>A delivery that failed: the index alone, for the body is made anew at each attempt. Moments are microseconds since 1970 UTC.</summary>
/// <param name="Subscriber">The webhook.</param>
/// <param name="Index">The event's index.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Due">When it is tried again; for a dead letter when it was given up.</param>
/// <param name="Status">The status it last failed with; null where no answer came.</param>
/// <param name="Dead">Whether it was given up.</param>
[RowIndex(nameof(Subscriber), nameof(Dead), nameof(Index))]
public sealed record DeliveryRow(string Subscriber, long Index, long Attempts, long Due, long? Status, bool Dead) : IRow
{
    /// <inheritdoc/>
    public string Key => KeyOf(Subscriber, Index);

    /// <summary>The key of a webhook's delivery of an event.</summary>
    public static string KeyOf(string subscriber, long index) => string.Create(CultureInfo.InvariantCulture, $"{subscriber}/{index:D19}");
}
