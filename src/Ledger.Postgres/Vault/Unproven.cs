using Ledger.Sealing;

namespace Ledger.Postgres;

/// <summary>A token in use, and the lookup it is found by.</summary>
readonly record struct UsedToken(Lookup Lookup, string Token);

/// <summary>A key in use, and the bytes it was found as.</summary>
sealed record UsedKey(VaultKey Key, byte[] Wrapped);

/// <summary>What a commit has to find in the tables.</summary>
sealed record UsedSince(IReadOnlyList<UsedToken> Tokens, IReadOnlyList<UsedKey> Keys);

/// <summary>
/// What was used here and is not yet known to be on the disk: its transaction is not waited for, and a server that crashes may come back without it, or with another key of
/// the same name. Used under the vault's lock.
/// </summary>
sealed class Unproven
{
    readonly HashSet<UsedToken> _tokens = [];
    readonly Dictionary<KeyName, UsedKey> _keys = [];

    public bool IsEmpty => _tokens.Count == 0 && _keys.Count == 0;

    public UsedSince All => new([.. _tokens], [.. _keys.Values]);

    public void Add(UsedToken token) => _tokens.Add(token);

    public void Add(UsedKey key) => _keys[key.Key.Name] = key;

    /// <summary>It is on the disk now.</summary>
    public void Remove(UsedSince proven)
    {
        _tokens.ExceptWith(proven.Tokens);
        foreach (var key in proven.Keys)
            if (_keys.TryGetValue(key.Key.Name, out var used) && ReferenceEquals(used, key)) _keys.Remove(key.Key.Name);
    }

    /// <summary>A key was destroyed: nothing sealed under it is recorded any more.</summary>
    public void Remove(KeyName destroyed) => _keys.Remove(destroyed);

    /// <summary>Persons were forgotten.</summary>
    public void Remove(HashSet<string> forgotten) => _tokens.RemoveWhere(used => forgotten.Contains(used.Token));
}
