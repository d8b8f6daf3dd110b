using Ledger.Journal;
using Ledger.Sealing;

namespace Ledger.Tests.Intake;

/// <summary>Where an append breaks.</summary>
public enum Break
{
    /// <summary>Never.</summary>
    Nowhere,

    /// <summary>Nothing is written.</summary>
    BeforePersisting,

    /// <summary>All is written, and nobody is told.</summary>
    AfterPersisting,

    /// <summary>It says that another writer was faster, though none was.</summary>
    Conflict,
}

/// <summary>A journal that breaks at one of its appends, counted from 1, or from there on.</summary>
sealed class FaultyJournal(IJournal inner, Break at, int append, bool forEver = false) : IJournal
{
    int _appends;

    public LogOrigins Origins => inner.Origins;

    public ValueTask<Appended> Continue(string origin, Entry first, CancellationToken cancel) => inner.Continue(origin, first, cancel);

    public Exception Error { get; init; } = new IOException("The disk broke.");

    public async ValueTask<Appended> Append(IReadOnlyList<Entry> batch, CancellationToken cancel)
    {
        var breaks = ++_appends == append || (forEver && _appends > append);
        if ((breaks && at == Break.Conflict) || Missing > 0) return Appended.Conflict;   // what lacks entries has no such head
        if (breaks && at == Break.BeforePersisting) throw Error;
        var appended = await inner.Append(batch, cancel);
        return breaks && at == Break.AfterPersisting ? throw Error : appended;
    }

    /// <summary>How many of the newest entries are missing, as in a copy that lacks them.</summary>
    public int Missing { get; set; }

    public async ValueTask<long> Count(CancellationToken cancel) => await inner.Count(cancel) - Missing;

    public ValueTask<long> Length(string stream, CancellationToken cancel) => inner.Length(stream, cancel);

    public ValueTask<Entry?> Find(PublicationKey publication, CancellationToken cancel) => inner.Find(publication, cancel);

    public IAsyncEnumerable<Entry> Read(string stream, long from, CancellationToken cancel) => inner.Read(stream, from, cancel);

    public IAsyncEnumerable<Entry> ReadAll(long from, CancellationToken cancel) => inner.ReadAll(from, cancel);

    public IAsyncEnumerable<Entry> ReadAt(IReadOnlyList<long> indexes, CancellationToken cancel) => inner.ReadAt(indexes, cancel);

    public IAsyncEnumerable<Entry> Follow(long from, CancellationToken cancel) => inner.Follow(from, cancel);

    /// <summary>The store outlives the process that broke.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>A vault that cannot write, or cannot destroy.</summary>
sealed class FaultyVault(IKeyVault inner, bool commits = true, bool destroys = true) : IKeyVault
{
    public long DestroyedUpTo => inner.DestroyedUpTo;

    public string? FindToken(string userId) => inner.FindToken(userId);

    public string TokenFor(string userId) => inner.TokenFor(userId);

    public VaultKey CurrentKey(string owner, KeyClass keyClass, string category) => inner.CurrentKey(owner, keyClass, category);

    public byte[]? Find(KeyName name) => inner.Find(name);

    public bool IsDestroyed(KeyName name) => inner.IsDestroyed(name);

    public IReadOnlyList<KeyName> KeysOf(string owner) => inner.KeysOf(owner);

    public void NoteContact(KeyName key, string contact) => inner.NoteContact(key, contact);

    public IReadOnlyList<string> FindByContact(string contact) => inner.FindByContact(contact);

    public bool ContactsNoted => inner.ContactsNoted;

    public ValueTask SetContactsNoted(CancellationToken cancel) => inner.SetContactsNoted(cancel);

    public ValueTask Commit(CancellationToken cancel) => commits ? inner.Commit(cancel) : throw new IOException("The vault's disk is full.");

    public ValueTask Destroy(IReadOnlyList<DueDestruction> due, CancellationToken cancel) =>
        destroys ? inner.Destroy(due, cancel) : throw new IOException("The vault's disk is full.");

    public ValueTask AdvanceDestroyedUpTo(long index, CancellationToken cancel) => inner.AdvanceDestroyedUpTo(index, cancel);

    public ValueTask RetreatDestroyedUpTo(long index, CancellationToken cancel) => inner.RetreatDestroyedUpTo(index, cancel);

    public ValueTask<byte[]> Secret(string name, Func<byte[]> create, CancellationToken cancel) => inner.Secret(name, create, cancel);

    public ValueTask<bool> RemoveSecret(string name, CancellationToken cancel) => inner.RemoveSecret(name, cancel);

    public ValueTask RotateMaster(byte[] newMaster, CancellationToken cancel) => inner.RotateMaster(newMaster, cancel);

    /// <summary>The store outlives the process that broke.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
