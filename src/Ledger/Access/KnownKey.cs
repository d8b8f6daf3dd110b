using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Ledger.Access;

/// <summary>A key as the running process knows it: ready to be compared, with its last use.</summary>
sealed class KnownKey(ApiKeyRow row, StrongBox<long>? lastUsed = null)
{
    const long Minute = 60_000_000;

    readonly byte[] _sha256 = Convert.FromHexString(row.Sha256);
    readonly StrongBox<long> _lastUsed = lastUsed ?? new(row.LastUsed ?? 0);

    public ApiKeyRow Row { get; } = row;

    /// <summary>Whom it stands for; null where a newer version gave it a role that this one does not know.</summary>
    public Actor? Actor { get; } = Roles.Parse(row.Role) is { } role ? ActorOf(row, role) : null;

    /// <summary>The row with its last use, which is written later.</summary>
    public ApiKeyRow Current => Volatile.Read(ref _lastUsed.Value) is > 0 and var used ? Row with { LastUsed = used } : Row;

    public bool IsOf(string key) => CryptographicOperations.FixedTimeEquals(ApiKeyText.Hash(key), _sha256);

    public void Use(long now)
    {
        var minute = now - (now % Minute);
        if (Volatile.Read(ref _lastUsed.Value) < minute) Volatile.Write(ref _lastUsed.Value, minute);
    }

    public KnownKey With(ApiKeyRow changed) => new(changed, _lastUsed);

    static Actor ActorOf(ApiKeyRow row, Role role) => new(row.Name, role)
    {
        Sources = row.Sources?.Split(' ').ToFrozenSet(StringComparer.Ordinal),
        Types = row.Types?.Split(' ').ToFrozenSet(StringComparer.Ordinal),
        Inquiries = row.Inquiries.Split('\n', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal),
        OwnLinks = row.OwnLinks,
    };
}
