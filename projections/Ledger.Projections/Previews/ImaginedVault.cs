using Ledger.Proofs;
using Ledger.Sealing;

namespace Ledger.Projections;

/// <summary>The vault with keys and tokens that are made in memory and go with it: the vault itself is read, and stays as it is.</summary>
/// <param name="vault">The vault.</param>
/// <param name="random">Where keys and tokens come from.</param>
sealed class ImaginedVault(IKeyVault vault, FillRandom random) : IKeyVault
{
    const int KeyBytes = 32, TokenBytes = 16;

    readonly Lock _gate = new();
    readonly Dictionary<string, string> _tokens = new(StringComparer.Ordinal);
    readonly Dictionary<KeyName, byte[]> _keys = [];

    public string? FindToken(string userId)
    {
        lock (_gate) return _tokens.GetValueOrDefault(userId) ?? vault.FindToken(userId);
    }

    public string TokenFor(string userId)
    {
        lock (_gate) return FindToken(userId) ?? (_tokens[userId] = "s-" + Convert.ToHexStringLower(Fresh(TokenBytes)));
    }

    public VaultKey CurrentKey(string owner, KeyClass keyClass, string category)
    {
        var generation = 1;
        foreach (var living in vault.KeysOf(owner))
            if (living.Class == keyClass && living.Category == category) generation = Math.Max(generation, living.Generation);
        var name = new KeyName(owner, keyClass, category, generation);
        while (vault.IsDestroyed(name)) name = name with { Generation = name.Generation + 1 };
        lock (_gate) return new(name, vault.Find(name) ?? _keys.GetValueOrDefault(name) ?? (_keys[name] = Fresh(KeyBytes)));
    }

    public byte[]? Find(KeyName name)
    {
        lock (_gate) return vault.Find(name) ?? _keys.GetValueOrDefault(name);
    }

    public bool IsDestroyed(KeyName name) => vault.IsDestroyed(name);

    public IReadOnlyList<KeyName> KeysOf(string owner)
    {
        lock (_gate) return [.. vault.KeysOf(owner).Union(_keys.Keys.Where(name => name.Owner == owner)).OrderBy(name => name.ToString(), StringComparer.Ordinal)];
    }

    public void NoteContact(KeyName key, string contact)
    {
        // Nobody is found by what nobody recorded.
    }

    public IReadOnlyList<string> FindByContact(string contact) => vault.FindByContact(contact);

    public bool ContactsNoted => vault.ContactsNoted;

    public long DestroyedUpTo => vault.DestroyedUpTo;

    public ValueTask SetContactsNoted(CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask Commit(CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask Destroy(IReadOnlyList<DueDestruction> due, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask AdvanceDestroyedUpTo(long index, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask RetreatDestroyedUpTo(long index, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask<byte[]> Secret(string name, Func<byte[]> create, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask<bool> RemoveSecret(string name, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask RotateMaster(byte[] newMaster, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary>What was made goes; the vault stays.</summary>
    public ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            foreach (var key in _keys.Values) Array.Clear(key);
            _keys.Clear();
        }
        return ValueTask.CompletedTask;
    }

    byte[] Fresh(int length)
    {
        var bytes = new byte[length];
        random(bytes);
        return bytes;
    }
}
