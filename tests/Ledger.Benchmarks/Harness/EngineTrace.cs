using System.Diagnostics;
using Ledger.Journal;
using Ledger.Sealing;

namespace Ledger.Benchmarks;

/// <summary>What the engine was made to commit, in order: how far the journal (events) or the vault (keys, tokens) had come after each commit.</summary>
sealed class EngineTrace
{
    public List<Step> Steps { get; } = [];

    /// <summary>How long appends to the journal took, all together.</summary>
    public TimeSpan Appending { get; set; }

    public int Commits(bool vault) => Steps.Count(step => step.Vault == vault);

    /// <summary>One commit: rows up to (exclusive) these places are durable after it.</summary>
    public readonly record struct Step(bool Vault, long Events, long Keys, long Tokens);
}

/// <summary>A journal that remembers the size of each batch. The sequencer alone appends, so no lock is needed.</summary>
sealed class TracedJournal(IJournal inner, EngineTrace trace) : IJournal
{
    public LogOrigins Origins => inner.Origins;

    public long GroupBytesMax => inner.GroupBytesMax;

    public ValueTask<Appended> Continue(string origin, Entry first, CancellationToken cancel) => inner.Continue(origin, first, cancel);

    public ValueTask<long> Count(CancellationToken cancel) => inner.Count(cancel);

    public async ValueTask<Appended> Append(IReadOnlyList<Entry> batch, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        var appended = await inner.Append(batch, cancel);
        trace.Appending += Stopwatch.GetElapsedTime(started);
        if (appended == Appended.Yes) trace.Steps.Add(new(false, batch[^1].Index + 1, 0, 0));
        return appended;
    }

    public ValueTask<long> Length(string stream, CancellationToken cancel) => inner.Length(stream, cancel);

    public ValueTask<Entry?> Find(PublicationKey publication, CancellationToken cancel) => inner.Find(publication, cancel);

    public IAsyncEnumerable<Entry> Read(string stream, long from, CancellationToken cancel) => inner.Read(stream, from, cancel);

    public IAsyncEnumerable<Entry> ReadAll(long from, CancellationToken cancel) => inner.ReadAll(from, cancel);

    public IAsyncEnumerable<Entry> ReadAt(IReadOnlyList<long> indexes, CancellationToken cancel) => inner.ReadAt(indexes, cancel);

    public IAsyncEnumerable<Entry> Follow(long from, CancellationToken cancel) => inner.Follow(from, cancel);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>A vault that remembers how far the file had come after each commit that wrote something.</summary>
sealed class TracedVault(IKeyVault inner, RawFile file, EngineTrace trace) : IKeyVault
{
    long _keys = file.Number("SELECT coalesce(max(id), 0) FROM keys"), _tokens = file.Number("SELECT coalesce(max(id), 0) FROM tokens");

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

    public async ValueTask Commit(CancellationToken cancel)
    {
        await inner.Commit(cancel);
        var keys = file.Number("SELECT coalesce(max(id), 0) FROM keys");
        var tokens = file.Number("SELECT coalesce(max(id), 0) FROM tokens");
        if (keys == _keys && tokens == _tokens) return;
        (_keys, _tokens) = (keys, tokens);
        trace.Steps.Add(new(true, 0, keys, tokens));
    }

    public ValueTask Destroy(IReadOnlyList<DueDestruction> due, CancellationToken cancel) => inner.Destroy(due, cancel);

    public ValueTask AdvanceDestroyedUpTo(long index, CancellationToken cancel) => inner.AdvanceDestroyedUpTo(index, cancel);

    public ValueTask RetreatDestroyedUpTo(long index, CancellationToken cancel) => inner.RetreatDestroyedUpTo(index, cancel);

    public ValueTask<byte[]> Secret(string name, Func<byte[]> create, CancellationToken cancel) => inner.Secret(name, create, cancel);

    public ValueTask<bool> RemoveSecret(string name, CancellationToken cancel) => inner.RemoveSecret(name, cancel);

    public ValueTask RotateMaster(byte[] newMaster, CancellationToken cancel) => inner.RotateMaster(newMaster, cancel);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
