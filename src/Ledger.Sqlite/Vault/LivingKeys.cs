using Ledger.Sealing;

namespace Ledger.Sqlite;

/// <summary>
/// What the vault holds in memory: what is new and not yet written, and a bounded part of what lives. Used under the vault's lock.
/// </summary>
sealed class LivingKeys
{
    const int CachedMax = 50_000;

    readonly Dictionary<Lookup, string> _tokens = [], _newTokens = [];
    readonly Dictionary<KeySlot, VaultKey> _current = [];
    readonly Dictionary<KeyName, byte[]> _found = [];
    readonly Dictionary<KeyName, NewKey> _newKeys = [];
    readonly HashSet<NewContact> _newContacts = [];
    readonly HashSet<string> _newOwners = new(StringComparer.Ordinal);

    public bool HasNew => _newKeys.Count + _newTokens.Count + _newContacts.Count > 0;

    public string? Token(Lookup lookup) => _newTokens.GetValueOrDefault(lookup) ?? _tokens.GetValueOrDefault(lookup);

    public VaultKey? Current(KeySlot slot) => _current.GetValueOrDefault(slot);

    public byte[]? Find(KeyName name) =>
        _current.TryGetValue(KeySlot.Of(name), out var current) && current.Name == name ? current.Bytes : _found.GetValueOrDefault(name);

    /// <summary>Whether the owner came up since the last commit, so that none of its keys can be in the file.</summary>
    public bool IsNewOwner(string owner) => _newOwners.Contains(owner);

    /// <summary>Whether the key came up since the last commit, so that nothing in the file can be under it.</summary>
    public bool IsNew(KeyName key) => _newKeys.ContainsKey(key);

    public bool Has(NewContact contact) => _newContacts.Contains(contact);

    public void AddNew(NewContact contact) => _newContacts.Add(contact);

    public IEnumerable<string> OwnersOf(Lookup contact) => _newContacts.Where(noted => noted.Lookup == contact).Select(noted => noted.Key.Owner);

    public IEnumerable<KeyName> NewKeysOf(string owner) => _newKeys.Keys.Where(name => name.Owner == owner);

    public string Remember(Lookup lookup, string token)
    {
        if (_tokens.Count >= CachedMax) _tokens.Clear();
        return _tokens[lookup] = token;
    }

    public VaultKey Remember(VaultKey key)
    {
        if (_current.Count >= CachedMax) DropWritten();
        return _current[KeySlot.Of(key.Name)] = key;
    }

    public byte[] Remember(KeyName name, byte[] bytes)
    {
        if (_found.Count >= CachedMax) _found.Clear();
        return _found[name] = bytes;
    }

    public string AddNew(Lookup lookup, string token)
    {
        _newOwners.Add(token);
        return _newTokens[lookup] = token;
    }

    public VaultKey AddNew(VaultKey key, byte[] wrapped)
    {
        _newKeys.Add(key.Name, new(key.Name, wrapped));
        return Remember(key);
    }

    /// <summary>A copy of what is new, to be written while others go on.</summary>
    public (NewToken[] Tokens, NewKey[] Keys, NewContact[] Contacts) New() =>
        ([.. _newTokens.Select(token => new NewToken(token.Key, token.Value))], [.. _newKeys.Values], [.. _newContacts]);

    /// <summary>What was copied is durable now.</summary>
    public void Written(NewToken[] tokens, NewKey[] keys, NewContact[] contacts)
    {
        foreach (var (lookup, token) in tokens)
        {
            _newTokens.Remove(lookup);
            _newOwners.Remove(token);
            Remember(lookup, token);
        }
        foreach (var key in keys) _newKeys.Remove(key.Name);
        _newContacts.ExceptWith(contacts);
    }

    /// <summary>What is not yet written goes under another master key.</summary>
    public void Rewrap(MasterKey master)
    {
        foreach (var name in _newKeys.Keys.ToList())
        {
            _newKeys[name] = new(name, master.Wrap(name.ToString(), _current[KeySlot.Of(name)].Bytes));
        }
    }

    public void Drop(KeyName name)
    {
        _found.Remove(name);
        if (_current.TryGetValue(KeySlot.Of(name), out var current) && current.Name == name) _current.Remove(KeySlot.Of(name));
    }

    /// <summary>In one pass over what is remembered, however many tokens there are.</summary>
    public void Drop(HashSet<string> tokens)
    {
        foreach (var lookup in _tokens.Where(known => tokens.Contains(known.Value)).Select(known => known.Key).ToList()) _tokens.Remove(lookup);
    }

    /// <summary>Keys not yet written must stay: nobody else has them.</summary>
    void DropWritten()
    {
        var written = _current.Where(known => !_newKeys.ContainsKey(known.Value.Name)).Select(known => known.Key).ToList();
        foreach (var slot in written) _current.Remove(slot);
    }
}
