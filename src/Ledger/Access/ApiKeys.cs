using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Ledger.Proofs;
using Ledger.Reading;

namespace Ledger.Access;

/// <summary>What a new key may do.</summary>
/// <param name="Name">The account it stands for: no person's name.</param>
/// <param name="Role">Its role.</param>
public sealed record ApiKeyTerms(string Name, Role Role)
{
    /// <summary>The sources it may publish under; null leaves it free.</summary>
    public IReadOnlyList<string>? Sources { get; init; }

    /// <summary>The event types, without version, it may publish; null leaves it free.</summary>
    public IReadOnlyList<string>? Types { get; init; }

    /// <summary>The inquiries a regulator's key may see.</summary>
    public IReadOnlyList<string> Inquiries { get; init; } = [];

    /// <summary>How many requests a second; null for the installation's limit, 0 for none.</summary>
    public long? Rate { get; init; }

    /// <summary>When it ends; null for never.</summary>
    public DateTimeOffset? Expires { get; init; }
}

/// <summary>
/// API keys: <c>ledger_PREFIX_SECRET</c>, the secret 256 random bits. A key is shown once, when it is made; kept is its SHA-256, which suffices for
/// what cannot be guessed. Safe for concurrent use.
/// </summary>
public sealed class ApiKeys(IServiceTables tables, TimeProvider clock, FillRandom random)
{
    const string Scheme = "ledger_";
    const int PrefixBytes = 6, SecretBytes = 32;

    readonly ConcurrentDictionary<string, ApiKeyRow> _known = new(StringComparer.Ordinal);

    /// <summary>Makes a key; it is durable once it is returned, and never shown again.</summary>
    public async ValueTask<string> Issue(ApiKeyTerms terms, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var bytes = new byte[PrefixBytes + SecretBytes];
        random(bytes);
        var prefix = Convert.ToHexStringLower(bytes.AsSpan(0, PrefixBytes));
        var key = $"{Scheme}{prefix}_{Base64Url.EncodeToString(bytes.AsSpan(PrefixBytes))}";
        var row = new ApiKeyRow(
            prefix, Hash(key), terms.Name, Roles.NameOf(terms.Role), Joined(terms.Sources, ' '), Joined(terms.Types, ' '),
            string.Join('\n', terms.Inquiries), terms.Rate, Moment(clock.GetUtcNow()), terms.Expires is { } expires ? Moment(expires) : null, null, null);
        await tables.Commit([new(typeof(ApiKeyRow), prefix, row)], cancel);
        return key;
    }

    /// <summary>Whether there is no key at all: then the first start makes one.</summary>
    public async ValueTask<bool> None(CancellationToken cancel) => (await tables.Query<ApiKeyRow>(rows => rows.Take(1), cancel)).Count == 0;

    /// <summary>Whom a key stands for; null where it is none of ours, has ended or was taken back.</summary>
    public async ValueTask<(Actor Actor, ApiKeyRow Key)?> Identify(string key, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (PrefixOf(key) is not { } prefix) return null;
        if (!_known.TryGetValue(prefix, out var row))
        {
            if (await tables.Find<ApiKeyRow>(prefix, cancel) is not { } found) return null;
            row = _known[prefix] = found;
        }
        var now = Moment(clock.GetUtcNow());
        if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hash(key)), Encoding.ASCII.GetBytes(row.Sha256))) return null;
        return row.Revoked is null && !(row.Expires <= now) && Roles.Parse(row.Role) is { } role ? (ActorOf(row, role), row) : null;
    }

    static Actor ActorOf(ApiKeyRow row, Role role) => new(row.Name, role)
    {
        Sources = row.Sources?.Split(' ').ToFrozenSet(StringComparer.Ordinal),
        Types = row.Types?.Split(' ').ToFrozenSet(StringComparer.Ordinal),
        Inquiries = row.Inquiries.Split('\n', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal),
    };

    static string? PrefixOf(string key) =>
        key.Length > Scheme.Length + (2 * PrefixBytes) && key.StartsWith(Scheme, StringComparison.Ordinal) ? key.Substring(Scheme.Length, 2 * PrefixBytes) : null;

    static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    static string? Joined(IReadOnlyList<string>? texts, char between) => texts is null ? null : string.Join(between, texts);

    static long Moment(DateTimeOffset moment) => (moment.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
}
