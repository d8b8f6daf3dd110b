using Ledger.Journal;
using Ledger.Postgres.Engine;
using Ledger.Sealing;

namespace Ledger.Postgres;

/// <content>What is durable once it returns.</content>
public sealed partial class PostgresKeyVault
{
    /// <inheritdoc/>
    /// <remarks>
    /// A key is in the database already, though its transaction may not be on the disk; one synced transaction takes all earlier ones there, also those of another
    /// replica whose keys were used here. That same transaction looks for each of them: a server that crashed meanwhile may have lost some. Where nothing was made or used
    /// for the first time since the last, there is nothing to do.
    /// </remarks>
    /// <exception cref="StoreFailedException">The engine failed, and what is new is not durable yet; or the server lost something that was used, and nothing is
    /// committed any more until the vault is opened again.</exception>
    public async ValueTask Commit(CancellationToken cancel)
    {
        lock (_gate)
        {
            if (_lost) throw Lost();
            if (_unproven.IsEmpty && _newContacts.Count == 0) return;
        }
        await Write(async () =>
        {
            UsedSince used;
            NewContact[] contacts;
            lock (_gate) (used, contacts) = (_unproven.All, [.. _newContacts]);
            var missed = await _writes.Commit(contacts, used, cancel);
            lock (_gate)
            {
                _lost |= missed.Tokens > 0 || missed.Keys.Any(key => !IsSame(used.Keys[key.Place].Key, key.Wrapped));
                if (_lost) throw Lost();
                _unproven.Remove(used);
                _newContacts.ExceptWith(contacts);
            }
        }, cancel);
    }

    /// <summary>Whether these wrapped bytes are the key: the master key may have been replaced since.</summary>
    bool IsSame(VaultKey key, byte[]? wrapped) => wrapped is not null && _master.Unwrap(key.Name.ToString(), wrapped)?.AsSpan().SequenceEqual(key.Bytes) == true;

    static StoreFailedException Lost() =>
        new(StoreFailedException.Reopen, "The vault's server lost tokens or keys that were made and not committed: nothing is recorded until the ledger is opened again.");

    /// <inheritdoc/>
    /// <remarks>
    /// They are out of the tables, for every replica, once it returns. Dead rows and PostgreSQL's log may hold wrapped bytes for longer: see docs/erasure.md and
    /// <see cref="Scrub"/>.
    /// </remarks>
    /// <exception cref="StoreFailedException">The engine failed; the keys may live on until it is done again.</exception>
    public ValueTask Destroy(IReadOnlyList<DueDestruction> due, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(due);
        return Write(async () =>
        {
            var forgotten = due.Select(one => one.Forget).OfType<string>().ToHashSet(StringComparer.Ordinal);
            MarkDestroyed(due.SelectMany(one => one.Keys));   // first, so that nobody here takes one for current any more
            await _writes.Destroy(due, [.. forgotten], cancel);
            if (forgotten.Count == 0) return;
            lock (_gate)
            {
                _cache.Drop(forgotten);
                _unproven.Remove(forgotten);
            }
        }, cancel);
    }

    /// <summary>
    /// Writes the tables anew without the dead rows of what was destroyed since the last time, so that the files of the database hold it no longer; false where nothing
    /// remains. Locks each table while it is written (200,000 keys: some 0.2 s), so it is for a quiet hour, once a day or so. Rows that a transaction older than the destruction may still
    /// see are kept, and it is to be done again when that transaction has ended.
    /// </summary>
    public async ValueTask<bool> Scrub(CancellationToken cancel)
    {
        var scrubbed = false;
        await Write(async () => scrubbed = await _writes.Scrub(cancel), cancel);
        return scrubbed;
    }

    /// <inheritdoc/>
    public ValueTask SetContactsNoted(CancellationToken cancel) => Write(async () =>
    {
        await _writes.Meta("contacts-noted", "$1", 1, cancel);
        Volatile.Write(ref _contactsNoted, true);
    }, cancel);

    /// <inheritdoc/>
    public ValueTask AdvanceDestroyedUpTo(long index, CancellationToken cancel) => Write(async () =>
    {
        if (index <= _destroyedUpTo) return;
        await _writes.Meta("destroyed-up-to", "greatest(value, $1)", index, cancel);
        Volatile.Write(ref _destroyedUpTo, index);   // and not what another replica has carried out by now: this one has yet to hear of that
    }, cancel);

    /// <inheritdoc/>
    public ValueTask RetreatDestroyedUpTo(long index, CancellationToken cancel) => Write(async () =>
        Volatile.Write(ref _destroyedUpTo, await _writes.Meta("destroyed-up-to", "least(value, $1)", index, cancel)), cancel);

    /// <inheritdoc/>
    public async ValueTask<byte[]> Secret(string name, Func<byte[]> create, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(create);
        byte[]? secret = null;
        await Write(async () =>
        {
            for (var attempt = 0; secret is null && attempt < AttemptsMax; attempt++)
            {
                var kept = await _writes.Secret(name, cancel)
                    ?? await _writes.Secret(name, Wrap(VaultForms.SecretName(name), create(), out var version), version, cancel);
                secret = kept is null ? null : Unwrap(VaultForms.SecretName(name), kept);
                if (secret is null) DemandMaster();
            }
        }, cancel);
        return secret ?? throw Restless();
    }

    /// <inheritdoc/>
    public async ValueTask<bool> RemoveSecret(string name, CancellationToken cancel)
    {
        var removed = false;
        await Write(async () => removed = await _writes.RemoveSecret(name, cancel), cancel);
        return removed;
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Nobody adds to the vault meanwhile. Other replicas that are still running with the old key are refused, clearly, from then on (<c>master-key-wrong</c>):
    /// they are to be started again with the new one. Nothing of the old wrapping is left in the tables; <see cref="Scrub"/> takes its dead rows away.
    /// </remarks>
    /// <exception cref="StoreRefusedException">The new key is no key, or another replica has put the vault under another one.</exception>
    public ValueTask RotateMaster(byte[] newMaster, CancellationToken cancel) => Write(async () =>
    {
        var next = new MasterKey(newMaster, _random);
        var version = await _writes.Exclusively(async connection =>
        {
            var there = await connection.Scalar<long>("SELECT value FROM meta WHERE name = 'master'", cancel);
            if (there == _masterVersion + 1 && await Opens(next, cancel)) return there;   // done by an attempt whose answer was lost
            if (there != _masterVersion) throw WrongMaster();
            await new VaultRewrap(connection, (name, wrapped) => next.Wrap(name, Unwrap(name, wrapped) ?? throw Damaged())).Run(cancel);
            return there + 1;
        }, cancel);
        lock (_gate)
        {
            _master.Dispose();
            (_master, _masterVersion) = (next, version);
        }
    }, cancel);

    async ValueTask<bool> Opens(MasterKey master, CancellationToken cancel) =>
        await _writes.Secret(VaultForms.LookupSecret, cancel) is { } wrapped && master.Unwrap(VaultForms.SecretName(VaultForms.LookupSecret), wrapped) is not null;

    async ValueTask Write(Func<ValueTask> work, CancellationToken cancel)
    {
        await _writing.WaitAsync(cancel);
        try
        {
            await work();
        }
        finally
        {
            _writing.Release();
        }
    }
}
