namespace Ledger.Sealing;

/// <summary>A vault key that lives: its name and its 32 bytes.</summary>
public sealed record VaultKey(KeyName Name, byte[] Bytes);

/// <summary>What a durable event destroys.</summary>
/// <param name="Index">The event's journal index.</param>
/// <param name="Keys">The keys that go.</param>
/// <param name="Forget">The token whose lookup goes as well, or null.</param>
public sealed record DueDestruction(long Index, IReadOnlyList<KeyName> Keys, string? Forget = null);

/// <summary>
/// Keeps the random keys under which fields are sealed, wrapped by a master key that is never in it, and the lookup from the operator's user id
/// (as a keyed hash) to the person's token. What is new is held in memory until <see cref="Commit"/>; nothing sealed under a key may be recorded before that.
/// Safe to call from many threads.
/// </summary>
public interface IKeyVault : IAsyncDisposable
{
    /// <summary>The token of the person the operator knows by this id, or null where there is none (never seen, or forgotten).</summary>
    string? FindToken(string userId);

    /// <summary>The token of that person, a new random one where there is none yet.</summary>
    string TokenFor(string userId);

    /// <summary>The living key of that owner, class and category with the highest generation; a new one (next generation) where none lives.</summary>
    VaultKey CurrentKey(string owner, KeyClass keyClass, string category);

    /// <summary>The key's 32 bytes, or null where it was destroyed or never was.</summary>
    byte[]? Find(KeyName name);

    /// <summary>Whether the key has been destroyed (a sequencer refuses what is sealed under it).</summary>
    bool IsDestroyed(KeyName name);

    /// <summary>The living keys of an owner, in the order of their names.</summary>
    IReadOnlyList<KeyName> KeysOf(string owner);

    /// <summary>
    /// Remembers, as a keyed hash of its <see cref="ContactForm"/>, that a contact is sealed under this key of the vault, whose owner can then be found by it: for as
    /// long as the key lives, and no longer. Doing it twice changes nothing; of a key that was destroyed nothing is remembered.
    /// </summary>
    void NoteContact(KeyName key, string contact);

    /// <summary>
    /// The owners of living keys under which this contact is sealed, each once, in ordinal order; read by its hash, never by looking through all. It may name
    /// one whose event never came about: whoever shows an owner looks into the events first.
    /// </summary>
    IReadOnlyList<string> FindByContact(string contact);

    /// <summary>Whether every contact recorded so far was noted; false in a vault from before they were.</summary>
    bool ContactsNoted { get; }

    /// <summary>Remembers that they all were, durably.</summary>
    ValueTask SetContactsNoted(CancellationToken cancel);

    /// <summary>Makes everything new durable; returns at once where nothing is new. Durable once it returns.</summary>
    ValueTask Commit(CancellationToken cancel);

    /// <summary>
    /// Destroys what durable events say is to go, all of it or nothing, for good: the bytes leave the file, its WAL and its free pages. Names stay, so that
    /// the next generation is known. Doing it twice changes nothing. However many events there are, it costs one durable write.
    /// </summary>
    ValueTask Destroy(IReadOnlyList<DueDestruction> due, CancellationToken cancel);

    /// <summary>Every destroying event below this journal index has been carried out; start-up carries out the rest.</summary>
    long DestroyedUpTo { get; }

    /// <summary>Remembers that every destroying event below the index has been carried out.</summary>
    ValueTask AdvanceDestroyedUpTo(long index, CancellationToken cancel);

    /// <summary>
    /// Forgets what was carried out from this index on: a journal that goes on from there under another origin has other events at those indexes. Durable
    /// once it returns.
    /// </summary>
    ValueTask RetreatDestroyedUpTo(long index, CancellationToken cancel);

    /// <summary>A secret of the ledger itself (its log key), wrapped like the keys; made by <paramref name="create"/> and durable on first use.</summary>
    ValueTask<byte[]> Secret(string name, Func<byte[]> create, CancellationToken cancel);

    /// <summary>
    /// Destroys a secret for good, as keys are destroyed; the name is free to be made anew. False where there is none. Not for a secret the vault itself needs.
    /// </summary>
    ValueTask<bool> RemoveSecret(string name, CancellationToken cancel);

    /// <summary>Wraps everything anew under another 32-byte master key, in one transaction.</summary>
    ValueTask RotateMaster(byte[] newMaster, CancellationToken cancel);
}
