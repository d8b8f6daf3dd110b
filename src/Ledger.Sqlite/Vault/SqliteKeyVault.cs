using System.Security.Cryptography;
using Ledger.Journal;
using Ledger.Migration;
using Ledger.Proofs;
using Ledger.Sealing;
using Ledger.Sqlite.Engine;

namespace Ledger.Sqlite;

/// <summary>
/// The key vault in one SQLite file of its own (WAL, <c>synchronous=FULL</c>, <c>secure_delete</c>). Lookups take one short lock and, where
/// the answer is not in memory, one read; writing has a lock of its own, so that nobody who asks for a key waits for the disk.
/// </summary>
public sealed partial class SqliteKeyVault : IMovableVault
{
    readonly Lock _gate = new();                        // memory, the reading connection, the master key
    readonly SemaphoreSlim _writing = new(1, 1);        // the writing connection; taken before the gate
    readonly LivingKeys _keys = new();
    readonly HashSet<KeyName> _destroyed;
    readonly VaultFile _file;
    readonly MasterKeyFile _masterFile;
    readonly FillRandom _random;
    readonly byte[] _lookupKey;
    MasterKey _master;
    long _destroyedUpTo;
    string? _broken;

    SqliteKeyVault(VaultFile file, MasterKeyFile masterFile, MasterKey master, byte[] lookupKey, FillRandom random)
    {
        (_file, _masterFile, _master, _lookupKey, _random) = (file, masterFile, master, lookupKey, random);
        (_contactKey, _contactsNoted) = (VaultForms.ContactKey(lookupKey), file.ContactsNoted());
        _destroyed = file.Destroyed();
        _destroyedUpTo = file.DestroyedUpTo();
    }

    /// <inheritdoc/>
    public long DestroyedUpTo => Volatile.Read(ref _destroyedUpTo);

    /// <inheritdoc/>
    public string? FindToken(string userId)
    {
        var lookup = Lookup.Of(userId, _lookupKey);
        lock (_gate) return KnownToken(lookup);
    }

    /// <inheritdoc/>
    public string TokenFor(string userId)
    {
        var lookup = Lookup.Of(userId, _lookupKey);
        lock (_gate) return KnownToken(lookup) ?? _keys.AddNew(lookup, "s-" + Convert.ToHexStringLower(Fresh(16)));
    }

    /// <inheritdoc/>
    public VaultKey CurrentKey(string owner, KeyClass keyClass, string category)
    {
        var slot = new KeySlot(owner, keyClass, category);
        lock (_gate)
        {
            if (_keys.Current(slot) is { } current) return current;
            var newest = _keys.IsNewOwner(owner) ? null : Reading(() => _file.Newest(slot));
            if (newest is { } kept && !_destroyed.Contains(kept.Name)) return _keys.Remember(new VaultKey(kept.Name, Unwrapped(kept)));
            var name = new KeyName(owner, keyClass, category, (newest?.Name.Generation ?? 0) + 1);
            var bytes = Fresh(MasterKey.Length);
            return _keys.AddNew(new(name, bytes), _master.Wrap(name.ToString(), bytes));
        }
    }

    /// <inheritdoc/>
    public byte[]? Find(KeyName name)
    {
        lock (_gate)
        {
            if (_destroyed.Contains(name)) return null;
            if (_keys.Find(name) is { } known) return known;
            return Reading(() => _file.Wrapped(name)) is { } wrapped ? _keys.Remember(name, Unwrapped(new(name, wrapped))) : null;
        }
    }

    /// <inheritdoc/>
    public bool IsDestroyed(KeyName name)
    {
        lock (_gate) return _destroyed.Contains(name);
    }

    /// <inheritdoc/>
    public IReadOnlyList<KeyName> KeysOf(string owner)
    {
        lock (_gate)
        {
            var written = Reading(() => _file.Living(owner));
            return [.. written.Concat(_keys.NewKeysOf(owner)).Distinct().OrderBy(name => name.ToString(), StringComparer.Ordinal)];
        }
    }

    /// <inheritdoc/>
    /// <exception cref="StoreFailedException">The engine failed; what is new is still held in memory.</exception>
    public async ValueTask Commit(CancellationToken cancel)
    {
        lock (_gate)
        {
            if (!_keys.HasNew) return;
        }
        await Write(() => WriteNew(() => { }), cancel);
    }

    /// <inheritdoc/>
    /// <exception cref="StoreFailedException">The engine failed; the keys may live on until it is done again.</exception>
    public ValueTask Destroy(IReadOnlyList<DueDestruction> due, CancellationToken cancel) => Write(() =>
    {
        var forgotten = due.Select(one => one.Forget).OfType<string>().ToHashSet(StringComparer.Ordinal);
        lock (_gate)   // first, so that nobody reads a key that is zeros already and takes it for damage
        {
            foreach (var name in due.SelectMany(one => one.Keys))
            {
                _keys.Drop(name);
                _destroyed.Add(name);
            }
        }
        WriteNew(() =>
        {
            foreach (var one in due)
                foreach (var name in one.Keys) _file.Destroy(name, one.Index, () => Fresh(Lookup.Length));
            if (forgotten.Count > 0) _file.Forget(forgotten, () => Fresh(Lookup.Length + 16));
        });
        if (forgotten.Count > 0)
        {
            lock (_gate) _keys.Drop(forgotten);
        }
        _file.Truncate();
    }, cancel);

    /// <inheritdoc/>
    public ValueTask AdvanceDestroyedUpTo(long index, CancellationToken cancel) => Write(() =>
    {
        if (index <= _destroyedUpTo) return;
        _file.InTransaction(() => _file.Advance(index));
        Volatile.Write(ref _destroyedUpTo, index);
    }, cancel);

    /// <inheritdoc/>
    public ValueTask RetreatDestroyedUpTo(long index, CancellationToken cancel) => Write(() =>
    {
        if (index >= _destroyedUpTo) return;
        _file.InTransaction(() => _file.Retreat(index));
        Volatile.Write(ref _destroyedUpTo, index);
    }, cancel);

    /// <inheritdoc/>
    public async ValueTask<byte[]> Secret(string name, Func<byte[]> create, CancellationToken cancel)
    {
        byte[]? secret = null;
        await Write(() =>
        {
            if (_file.Secret(name) is { } kept)
            {
                lock (_gate) secret = _master.Unwrap(VaultForms.SecretName(name), kept) ?? throw Damaged();
                return;
            }
            secret = create();
            byte[] wrapped;
            lock (_gate) wrapped = _master.Wrap(VaultForms.SecretName(name), secret);
            _file.InTransaction(() => _file.AddSecret(name, wrapped));
        }, cancel);
        return secret!;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> RemoveSecret(string name, CancellationToken cancel)
    {
        var removed = false;
        await Write(() =>
        {
            _file.InTransaction(() => removed = _file.RemoveSecret(name));
            if (removed) _file.Truncate();
        }, cancel);
        return removed;
    }

    /// <inheritdoc/>
    /// <remarks>Where the key lies in a file, both keys are in the folder until the vault is under the new one; a crash in between is
    /// settled at start-up.</remarks>
    public ValueTask RotateMaster(byte[] newMaster, CancellationToken cancel) => Write(() =>
    {
        var next = new MasterKey(newMaster, _random);
        _masterFile.Stage(newMaster);
        WriteNew(() => { });
        lock (_gate)
        {
            _file.InTransaction(() => _file.Rewrap((name, wrapped) => next.Wrap(name, _master.Unwrap(name, wrapped) ?? throw Damaged())));
            _keys.Rewrap(next);
            _master.Dispose();
            _master = next;
        }
        _file.Truncate();
        _masterFile.Settle(newMaster);
    }, cancel);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _writing.WaitAsync();
        lock (_gate)
        {
            _file.Dispose();
            _master.Dispose();
            CryptographicOperations.ZeroMemory(_lookupKey);
            CryptographicOperations.ZeroMemory(_contactKey);
        }
        _writing.Dispose();
    }

    /// <summary>
    /// In one transaction: what is new, and then <paramref name="more"/>. What becomes new meanwhile stays for the next commit.
    /// </summary>
    void WriteNew(Action more)
    {
        NewToken[] tokens;
        NewKey[] keys;
        NewContact[] contacts;
        lock (_gate) (tokens, keys, contacts) = _keys.New();
        _file.InTransaction(() =>
        {
            foreach (var token in tokens) _file.Add(token);
            foreach (var key in keys) _file.Add(key);
            foreach (var contact in contacts) _file.Add(contact);
            more();
        });
        lock (_gate) _keys.Written(tokens, keys, contacts);
    }

    async ValueTask Write(Action work, CancellationToken cancel)
    {
        await _writing.WaitAsync(cancel);
        try
        {
            if (_broken is not null)
            {
                throw new StoreFailedException(StoreFailedException.Reopen, $"The vault failed ({_broken}); open it again.");
            }
            work();
        }
        catch (SqliteFailure failure)
        {
            var failed = failure.AsFailed();
            // A full disk is told before anything is promised and can be tried again; after a failed sync nobody knows what is on the disk.
            if (failed.Code != StoreFailedException.Full) _broken = failure.Message;
            throw failed;
        }
        finally
        {
            _writing.Release();
        }
    }

    static TAnswer Reading<TAnswer>(Func<TAnswer> read)
    {
        try
        {
            return read();
        }
        catch (SqliteFailure failure)
        {
            throw failure.AsFailed();
        }
    }

    string? KnownToken(Lookup lookup) =>
        _keys.Token(lookup) ?? (Reading(() => _file.Token(lookup)) is { } kept ? _keys.Remember(lookup, kept) : null);

    byte[] Unwrapped(NewKey kept) => _master.Unwrap(kept.Name.ToString(), kept.Wrapped) ?? throw Damaged();

    byte[] Fresh(int length)
    {
        var bytes = new byte[length];
        _random(bytes);
        return bytes;
    }

    static StoreFailedException Damaged() => new(StoreFailedException.Damaged, "A wrapped key in the vault was changed.");
}
