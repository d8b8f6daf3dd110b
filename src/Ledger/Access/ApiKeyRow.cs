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
[RowIndex(nameof(Name))]
public sealed record ApiKeyRow(
    string Prefix, string Sha256, string Name, string Role, string? Sources, string? Types, string Inquiries, long? Rate, long Created, long? Expires,
    long? Revoked, long? LastUsed) : IRow
{
    /// <inheritdoc/>
    public string Key => Prefix;
}
