using Ledger.Sealing;

namespace Ledger.Postgres;

/// <summary>
/// The tokens and keys that sealing used lately, a bounded part of them; nothing is ever opened by it. What another replica destroyed may be in it until this
/// one reads of it in the journal, and that is before it appends anything: what was sealed under it is refused then. Used under the vault's lock.
/// </summary>
sealed class SealingCache
{
    const int CachedMax = 50_000;

    readonly Dictionary<Lookup, string> _tokens = [];
    readonly Dictionary<KeySlot, VaultKey> _keys = [];

    /// <summary>Rises with every drop of tokens: what was read before one must not be remembered after it.</summary>
    public long Epoch { get; private set; }

    public string? Token(Lookup lookup) => _tokens.GetValueOrDefault(lookup);

    public VaultKey? Key(KeySlot slot) => _keys.GetValueOrDefault(slot);

    public void Remember(Lookup lookup, string token)
    {
        if (_tokens.Count >= CachedMax) _tokens.Clear();
        _tokens[lookup] = token;
    }

    public VaultKey Remember(VaultKey key)
    {
        if (_keys.Count >= CachedMax) _keys.Clear();
        return _keys[KeySlot.Of(key.Name)] = key;
    }

    public void Drop(KeyName name)
    {
        if (_keys.TryGetValue(KeySlot.Of(name), out var current) && current.Name == name) _keys.Remove(KeySlot.Of(name));
    }

    /// <summary>In one pass over what is remembered, however many tokens there are.</summary>
    public void Drop(HashSet<string> tokens)
    {
        Epoch++;
        foreach (var lookup in _tokens.Where(known => tokens.Contains(known.Value)).Select(known => known.Key).ToList()) _tokens.Remove(lookup);
    }
}
