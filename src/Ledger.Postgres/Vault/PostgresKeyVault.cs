using System.Security.Cryptography;
using Ledger.Journal;
using Ledger.Migration;
using Ledger.Proofs;
using Ledger.Sealing;

namespace Ledger.Postgres;

/// <summary>
/// The key vault in a schema of its own, or a database of its own, for any number of replicas. Tokens and keys are made in the database at once, so that no two
/// replicas hold two of them for one person or one name; <see cref="Commit"/> makes them durable. What is opened, and who is found, is asked of the database every
/// time, since another replica may have destroyed it a moment ago; only what is sealed goes by memory.
/// </summary>
public sealed partial class PostgresKeyVault : IMovableVault
{
    const int AttemptsMax = 20;

    readonly Lock _gate = new();                    // memory and the master key; never held while the database is asked
    readonly SemaphoreSlim _writing = new(1, 1);
    readonly SealingCache _cache = new();
    readonly Unproven _unproven = new();
    readonly HashSet<KeyName> _destroyed;
    readonly HashSet<NewContact> _newContacts = [];
    readonly VaultTables _tables;
    readonly VaultWrites _writes;
    readonly VaultMoving _moving;
    readonly FillRandom _random;
    readonly byte[] _lookupKey, _contactKey;
    MasterKey _master;
    long _masterVersion, _destroyedUpTo;
    bool _contactsNoted, _lost;

    PostgresKeyVault(VaultTables tables, VaultWrites writes, VaultMoving moving, MasterKey master, byte[] lookupKey, HashSet<KeyName> destroyed, FillRandom random)
    {
        (_tables, _writes, _moving, _master, _lookupKey, _destroyed, _random) = (tables, writes, moving, master, lookupKey, destroyed, random);
        _contactKey = VaultForms.ContactKey(lookupKey);
    }

    /// <inheritdoc/>
    /// <remarks>Loaded when the vault was opened; later what this process advanced it to, whatever other replicas did.</remarks>
    public long DestroyedUpTo => Volatile.Read(ref _destroyedUpTo);

    /// <inheritdoc/>
    public bool ContactsNoted => Volatile.Read(ref _contactsNoted);

    /// <inheritdoc/>
    public string? FindToken(string userId)
    {
        var lookup = Lookup.Of(userId, _lookupKey);
        for (var attempt = 0; attempt < AttemptsMax; attempt++)
        {
            var epoch = Epoch();
            var token = _tables.Token(lookup);
            if (token is null || Use(lookup, token, epoch)) return token;
        }
        throw Restless();
    }

    /// <inheritdoc/>
    public string TokenFor(string userId)
    {
        var lookup = Lookup.Of(userId, _lookupKey);
        lock (_gate)
        {
            if (_cache.Token(lookup) is { } known) return known;
        }
        for (var attempt = 0; attempt < AttemptsMax; attempt++)
        {
            var epoch = Epoch();
            if ((_tables.Token(lookup) ?? _tables.Token(lookup, Fresh(16))) is { } token && Use(lookup, token, epoch)) return token;
        }
        throw Restless();
    }

    /// <inheritdoc/>
    public VaultKey CurrentKey(string owner, KeyClass keyClass, string category)
    {
        var slot = new KeySlot(owner, keyClass, category);
        lock (_gate)
        {
            if (_cache.Key(slot) is { } known) return known;
        }
        var newest = _tables.Newest(slot);
        for (var attempt = 0; attempt < AttemptsMax; attempt++)
        {
            if (newest is { } kept && Living(kept) is { } living) return living;
            var name = new KeyName(owner, keyClass, category, (newest?.Name.Generation ?? 0) + 1);
            newest = _tables.Newest(name, Wrap(name.ToString(), Fresh(MasterKey.Length), out var version), version);
            if (newest is null) DemandMaster();
        }
        throw Restless();
    }

    /// <inheritdoc/>
    public byte[]? Find(KeyName name)
    {
        for (var attempt = 0; attempt < AttemptsMax; attempt++)
        {
            lock (_gate)
            {
                if (_destroyed.Contains(name)) return null;
            }
            if (_tables.Key(name) is not { } kept) return null;
            if (kept.Wrapped is not { } wrapped)
            {
                MarkDestroyed([name]);
                return null;
            }
            if (Unwrap(name.ToString(), wrapped) is { } bytes) return bytes;
            DemandMaster();
        }
        throw Damaged();
    }

    /// <inheritdoc/>
    public bool IsDestroyed(KeyName name)
    {
        lock (_gate) return _destroyed.Contains(name);
    }

    /// <inheritdoc/>
    public IReadOnlyList<KeyName> KeysOf(string owner)
    {
        var living = _tables.Living(owner);
        lock (_gate) return [.. living.Where(name => !_destroyed.Contains(name)).OrderBy(name => name.ToString(), StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public void NoteContact(KeyName key, string contact)
    {
        var noted = new NewContact(key, Lookup.Of(ContactForm.Of(contact), _contactKey));
        lock (_gate)
        {
            if (_destroyed.Contains(key) || _newContacts.Contains(noted)) return;
        }
        if (_tables.Has(noted)) return;
        lock (_gate)
        {
            if (!_destroyed.Contains(key)) _newContacts.Add(noted);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> FindByContact(string contact)
    {
        var lookup = Lookup.Of(ContactForm.Of(contact), _contactKey);
        List<string> waiting;
        lock (_gate) waiting = [.. _newContacts.Where(noted => noted.Lookup == lookup).Select(noted => noted.Key.Owner)];
        return [.. _tables.Owners(lookup).Concat(waiting).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _writing.WaitAsync();
        lock (_gate)
        {
            _master.Dispose();
            CryptographicOperations.ZeroMemory(_lookupKey);
            CryptographicOperations.ZeroMemory(_contactKey);
        }
        _writing.Dispose();
    }

    /// <summary>A key as it was read, if it lives; what is read as destroyed is known to be from then on.</summary>
    VaultKey? Living(KeptKey kept)
    {
        if (kept.Wrapped is not { } wrapped)
        {
            MarkDestroyed([kept.Name]);
            return null;
        }
        var bytes = Unwrap(kept.Name.ToString(), wrapped);
        if (bytes is null) DemandMaster();
        lock (_gate)
        {
            if (bytes is null || _destroyed.Contains(kept.Name)) return null;
            var key = _cache.Remember(new VaultKey(kept.Name, bytes));
            _unproven.Add(new UsedKey(key, wrapped));
            return key;
        }
    }

    /// <summary>
    /// A token that is about to be used. Another replica may have made it just now, and not be done with making it durable: so it is not proven until the next
    /// commit here, unless it was already. False where persons were forgotten since the epoch: it is to be read again.
    /// </summary>
    bool Use(Lookup lookup, string token, long epoch)
    {
        lock (_gate)
        {
            if (_cache.Token(lookup) == token) return true;
            if (epoch != _cache.Epoch) return false;
            _unproven.Add(new UsedToken(lookup, token));
            _cache.Remember(lookup, token);
            return true;
        }
    }

    void MarkDestroyed(IEnumerable<KeyName> names)
    {
        lock (_gate)
        {
            foreach (var name in names)
            {
                _destroyed.Add(name);
                _cache.Drop(name);
                _unproven.Remove(name);
                _newContacts.RemoveWhere(noted => noted.Key == name);
            }
        }
    }

    long Epoch()
    {
        lock (_gate) return _cache.Epoch;
    }

    byte[] Wrap(string name, byte[] bytes, out long version)
    {
        lock (_gate)
        {
            version = _masterVersion;
            return _master.Wrap(name, bytes);
        }
    }

    byte[]? Unwrap(string name, byte[] wrapped)
    {
        lock (_gate) return _master.Unwrap(name, wrapped);
    }

    /// <summary>Whatever does not open is damaged, unless the master key was replaced: by this process just now, or by another one, whose key this one has not.</summary>
    void DemandMaster()
    {
        var version = Volatile.Read(ref _masterVersion);
        var there = _tables.Master();
        if (there == Volatile.Read(ref _masterVersion) && there == version) throw Damaged();
        if (there > Volatile.Read(ref _masterVersion))
            throw new StoreRefusedException(StoreRefusedException.MasterKeyWrong, "Another replica put the vault under another master key: start this one again with that key.");
    }

    byte[] Fresh(int length)
    {
        var bytes = new byte[length];
        _random(bytes);
        return bytes;
    }

    static StoreFailedException Damaged() => new(StoreFailedException.Damaged, "A wrapped key in the vault was changed.");

    static StoreFailedException Restless() => new(StoreFailedException.InputOutput, "What was made in the vault was destroyed again and again.");
}
