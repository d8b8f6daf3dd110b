using Ledger.Reading;

namespace Ledger.Access;

/// <summary>An API key as it is kept: never the key itself. Moments are microseconds since 1970 UTC.</summary>
/// <param name="Prefix">The part of the key that finds it.</param>
/// <param name="Sha256">SHA-256 of the whole key, lower-case hex.</param>
/// <param name="Name">The account it stands for.</param>
/// <param name="Role">The role, kebab-case.</param>
/// <param name="Sources">The sources it may publish under, with spaces between; null leaves it free.</param>
/// <param name="Types">The event types it may publish, with spaces between; null leaves it free.</param>
/// <param name="Inquiries">The inquiries it may see, one a line.</param>
/// <param name="Rate">How many requests a second it may make; null for the installation's limit, 0 for none.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Expires">When it ends, or null.</param>
/// <param name="Revoked">When it was taken back, or null.</param>
/// <param name="LastUsed">When it was used last, to the minute, or null.</param>
/// <param name="State">How far its life has come: one of <see cref="ApiKeyStates"/>.</param>
/// <param name="OwnLinks">Whether it may take out links to persons' own pages.</param>
[RowIndex(nameof(Name))]
public sealed record ApiKeyRow(
    string Prefix, string Sha256, string Name, string Role, string? Sources, string? Types, string Inquiries, long? Rate, long Created, long? Expires,
    long? Revoked, long? LastUsed, string State, bool OwnLinks = false) : IRow
{
    /// <inheritdoc/>
    public string Key => Prefix;

    /// <summary>Whether it opens anything at that moment.</summary>
    public bool Works(long now) => State is ApiKeyStates.Living or ApiKeyStates.Replaced && !(Expires <= now);
}

/// <summary>The life of a key. A key works only between the events that record it, see docs/decisions/0012-api-keys.md.</summary>
public static class ApiKeyStates
{
    /// <summary>Made, but the journal does not say so yet: it opens nothing.</summary>
    public const string Pending = "pending";

    /// <summary>It works, until it expires.</summary>
    public const string Living = "living";

    /// <summary>Another took its place; it works until its grace ends.</summary>
    public const string Replaced = "replaced";

    /// <summary>Taken back, but the journal may not say so yet: it opens nothing.</summary>
    public const string Ended = "ended";

    /// <summary>Over, and the journal says what there is to say.</summary>
    public const string Closed = "closed";
}
