using Ledger.Proofs;

namespace Ledger.Sealing;

/// <summary>The key vault in memory: the reference the engines are held to, and the vault of tests. Nothing outlives the process.</summary>
/// <param name="random">Where keys and tokens come from.</param>
public sealed class MemoryKeyVault(FillRandom random) : IKeyVault
{
    readonly Lock _gate = new();
    readonly Dictionary<string, string> _tokens = new(StringComparer.Ordinal);
    readonly Dictionary<KeyName, byte[]?> _keys = [];   // null: destroyed
    readonly Dictionary<string, HashSet<KeyName>> _ofOwner = new(StringComparer.Ordinal);
    readonly Dictionary<(string Owner, KeyClass Class, string Category), int> _newest = [];
    readonly Dictionary<string, HashSet<KeyName>> _contacts = new(StringComparer.Ordinal);
    readonly Dictionary<string, byte[]> _secrets = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public long DestroyedUpTo { get; private set; }

    /// <inheritdoc/>
    public string? FindToken(string userId)
    {
        lock (_gate) return _tokens.GetValueOrDefault(userId);
    }

    /// <inheritdoc/>
    public string TokenFor(string userId)
    {
        lock (_gate)
        {
            if (!_tokens.TryGetValue(userId, out var token)) _tokens.Add(userId, token = "s-" + Convert.ToHexStringLower(Fresh(16)));
            return token;
        }
    }

    /// <inheritdoc/>
    public VaultKey CurrentKey(string owner, KeyClass keyClass, string category)
    {
        lock (_gate)
        {
            var generation = _newest.GetValueOrDefault((owner, keyClass, category));
            var name = new KeyName(owner, keyClass, category, generation);
            if (_keys.GetValueOrDefault(name) is { } living) return new(name, living);
            name = name with { Generation = generation + 1 };
            return new(name, Put(name, Fresh(MasterKey.Length))!);
        }
    }

    /// <inheritdoc/>
    public byte[]? Find(KeyName name)
    {
        lock (_gate) return _keys.GetValueOrDefault(name);
    }

    /// <inheritdoc/>
    public bool IsDestroyed(KeyName name)
    {
        lock (_gate) return _keys.TryGetValue(name, out var bytes) && bytes is null;
    }

    /// <inheritdoc/>
    public IReadOnlyList<KeyName> KeysOf(string owner)
    {
        lock (_gate)
        {
            return [.. (_ofOwner.GetValueOrDefault(owner) ?? []).Where(name => _keys[name] is not null)
                .OrderBy(name => name.ToString(), StringComparer.Ordinal)];
        }
    }

    /// <inheritdoc/>
    public void NoteContact(KeyName key, string contact)
    {
        lock (_gate)
        {
            if (_keys.GetValueOrDefault(key) is null) return;
            var form = ContactForm.Of(contact);
            if (!_contacts.TryGetValue(form, out var keys)) _contacts.Add(form, keys = []);
            keys.Add(key);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> FindByContact(string contact)
    {
        lock (_gate) return [.. (_contacts.GetValueOrDefault(ContactForm.Of(contact)) ?? []).Select(key => key.Owner).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public bool ContactsNoted => true;

    /// <inheritdoc/>
    public ValueTask SetContactsNoted(CancellationToken cancel) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask Commit(CancellationToken cancel) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask Destroy(IReadOnlyList<DueDestruction> due, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(due);
        lock (_gate)
        {
            foreach (var name in due.SelectMany(one => one.Keys))
            {
                Put(name, null);
                foreach (var keys in _contacts.Values) keys.Remove(name);
            }
            var forgotten = due.Select(one => one.Forget).OfType<string>().ToHashSet(StringComparer.Ordinal);
            if (forgotten.Count == 0) return ValueTask.CompletedTask;
            foreach (var user in _tokens.Where(token => forgotten.Contains(token.Value)).Select(token => token.Key).ToList()) _tokens.Remove(user);
        }
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask AdvanceDestroyedUpTo(long index, CancellationToken cancel)
    {
        lock (_gate) DestroyedUpTo = Math.Max(DestroyedUpTo, index);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask RetreatDestroyedUpTo(long index, CancellationToken cancel)
    {
        lock (_gate) DestroyedUpTo = Math.Min(DestroyedUpTo, index);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<byte[]> Secret(string name, Func<byte[]> create, CancellationToken cancel)
    {
        lock (_gate)
        {
            if (!_secrets.TryGetValue(name, out var secret)) _secrets.Add(name, secret = create());
            return new([.. secret]);
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> RemoveSecret(string name, CancellationToken cancel)
    {
        lock (_gate) return new(_secrets.Remove(name));
    }

    /// <inheritdoc/>
    public ValueTask RotateMaster(byte[] newMaster, CancellationToken cancel)
    {
        new MasterKey(newMaster, random).Dispose();   // refuses what is no key; there is nothing to wrap in memory
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    byte[]? Put(KeyName name, byte[]? bytes)
    {
        var slot = (name.Owner, name.Class, name.Category);
        _newest[slot] = Math.Max(_newest.GetValueOrDefault(slot), name.Generation);
        if (!_ofOwner.TryGetValue(name.Owner, out var names)) _ofOwner.Add(name.Owner, names = []);
        names.Add(name);
        return _keys[name] = bytes;
    }

    byte[] Fresh(int length)
    {
        var bytes = new byte[length];
        random(bytes);
        return bytes;
    }
}
