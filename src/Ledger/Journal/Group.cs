using Ledger.Proofs;
using Ledger.Sealing;

namespace Ledger.Journal;

/// <summary>One group commit in the making: places are given out in order; a submission that cannot be recorded leaves no trace in it.</summary>
/// <param name="journal">Lengths of streams, and what is recorded already.</param>
/// <param name="vault">Which keys have gone.</param>
/// <param name="forgotten">Tokens of persons who were forgotten: what was prepared for them before would never be destroyed.</param>
/// <param name="recent">What was recorded lately that decisions made before may not know.</param>
/// <param name="known">Lengths of streams at the head.</param>
/// <param name="head">The index the first entry gets.</param>
/// <param name="recorded">The time of recording.</param>
/// <param name="trusting">
/// Whether every publication is taken to be new: hardly any is not, and looking for each costs much. The journal answers a batch that holds a known one
/// with a conflict; upon that, or upon anything but receipts, the whole group is to be decided again, looking.
/// </param>
sealed class Group(IJournal journal, IKeyVault vault, IReadOnlySet<string> forgotten, RecentEvents recent, KnownLengths known, long head, DateTimeOffset recorded, bool trusting)
{
    readonly Dictionary<string, long> _lengths = [];
    readonly Dictionary<PublicationKey, Entry> _taken = [];
    readonly SortedDictionary<long, KeyDestruction> _destructions = [];
    readonly HashSet<KeyName> _going = [];   // keys that go with this very group
    readonly HashSet<string> _leaving = new(StringComparer.Ordinal);   // persons who are forgotten by it
    readonly List<(string Stream, long? Before)> _undo = [];

    long _bytes;

    /// <summary>Whether another submission might be more than the journal appends at once.</summary>
    public bool IsFull => _bytes > journal.GroupBytesMax - Entry.BatchBytesMax;

    /// <summary>The entries to append, in order.</summary>
    public List<Entry> Entries { get; } = [];

    /// <summary>Who is named by them beside their subjects; one that was taken back may be among them.</summary>
    public List<(string Token, long Index)> Named { get; } = [];

    /// <summary>The key destructions that become due when the entries are durable, by the index that orders them.</summary>
    public IReadOnlyList<DueDestruction> Destructions => [.. _destructions.Select(d => new DueDestruction(d.Key, d.Value.Keys, d.Value.Forget))];

    /// <summary>Asks at once for the lengths of all streams that what is to be taken in may touch.</summary>
    public async ValueTask Foresee(IEnumerable<Proposal> proposals)
    {
        List<string> streams = [];
        foreach (var stream in proposals.SelectMany(Touched).Distinct(StringComparer.Ordinal))
        {
            if (known.TryGet(stream, out var length)) _lengths[stream] = length;
            else streams.Add(stream);
        }
        if (streams.Count == 0) return;
        var lengths = await journal.Lengths(streams, default);
        for (var place = 0; place < streams.Count; place++) _lengths[streams[place]] = lengths[place];

        static IEnumerable<string> Touched(Proposal proposal) =>
            [proposal.Event.Stream, .. (proposal.Introductions ?? []).Select(made => made.Stream), .. (proposal.Effects ?? []).Select(made => made.Stream)];
    }

    /// <summary>Takes a submission in, whole, or answers why not.</summary>
    public async ValueTask<Submitted> Take(IReadOnlyList<Proposal> proposals)
    {
        _undo.Clear();
        var start = Entries.Count;
        var receipts = new List<Receipt>(proposals.Count);
        var bytes = 0;
        for (var item = 0; item < proposals.Count; item++)
        {
            var before = Entries.Count;
            var (receipt, refusal) = await Take(proposals[item]);
            if (receipt is null) return Undo(start, refusal is null ? Submitted.Conflict : new(null, refusal with { Item = item }));
            receipts.Add(receipt);
            for (var i = before; i < Entries.Count; i++) bytes += Entries[i].Bytes.Length;
            if (bytes > Entry.BatchBytesMax) return Undo(start, new(null, new(Refusals.BatchTooLarge, "The batch is larger than 1 MiB.", Item: item)));
        }
        return new(receipts, null);
    }

    async ValueTask<(Receipt?, Refusal?)> Take(Proposal proposal)
    {
        var proposed = proposal.Event;
        if (await Earlier(proposed) is { } earlier) return Repeat(earlier, proposed);
        if (IsGone(proposed)) return (null, null);   // shredded since it was sealed: seal it again, under the next generation
        if (proposal.ExpectedLength is { } expected && expected != await Length(proposed.Stream)) return (null, null);
        if (IsOvertaken(proposal)) return (null, null);
        foreach (var introduction in proposal.Introductions ?? [])
        {
            if (await Length(introduction.Stream) > 0) continue;   // somebody else was faster
            if (IsGone(introduction)) return (null, null);
            if (Add(introduction, 0) is { } tooLarge) return (null, tooLarge);
        }
        if (Add(proposed, await Length(proposed.Stream)) is { } refusal) return (null, refusal);
        var receipt = ReceiptOf(Entries[^1], duplicate: false);
        foreach (var effect in proposal.Effects ?? [])
        {
            if (IsGone(effect)) return (null, null);
            if (Add(effect, await Length(effect.Stream)) is { } tooLarge) return (null, tooLarge);
        }
        return (receipt, null);
    }

    /// <summary>Whether something was recorded since that the decision behind the proposal did not know.</summary>
    bool IsOvertaken(Proposal proposal) =>
        (proposal.Unnamed is { } unnamed && (recent.Names(unnamed.Token, unnamed.Index) || Named.Exists(named => named.Token == unnamed.Token)))
        || (proposal.NothingDestroyedSince is { } since && (_destructions.Count > 0 || recent.Destroyed(since)))
        || (proposal.Whole is { } whole && vault.KeysOf(whole.Owner).Any(key => whole.Has(key) && proposal.Event.Destroys?.Keys.Contains(key) != true));

    Refusal? Add(PreparedEvent proposed, long sequence)
    {
        if (RecordedCodec.Write(proposed, recorded, sequence) is not { } line)
            return new(Refusals.TooLarge, "The event as recorded is larger than 65,535 bytes.");
        var entry = new Entry(head + Entries.Count, proposed.Stream, sequence, proposed.Publication, line);
        _undo.Add((proposed.Stream, _lengths.TryGetValue(proposed.Stream, out var before) ? before : null));
        _lengths[proposed.Stream] = sequence + 1;
        _taken.Add(proposed.Publication, entry);
        foreach (var named in proposed.Named) Named.Add((named, entry.Index));
        if (proposed.Destroys is { } destroys) Destroy(entry.Index, destroys);
        Entries.Add(entry);
        _bytes += entry.Bytes.Length;
        return null;
    }

    bool IsGone(PreparedEvent proposed) =>
        (proposed.Subject is { } subject && IsForgotten(subject)) || proposed.Named.Any(IsForgotten)
        || proposed.Keys.Any(key => _going.Contains(key) || vault.IsDestroyed(key) || IsForgotten(key.Owner));

    bool IsForgotten(string token) => _leaving.Contains(token) || forgotten.Contains(token);

    void Destroy(long index, KeyDestruction destroys)
    {
        _destructions.Add(index, destroys);
        _going.UnionWith(destroys.Keys);
        if (destroys.Forget is { } token) _leaving.Add(token);
    }

    void Keep(KeyDestruction destroys)
    {
        _going.ExceptWith(destroys.Keys);
        if (destroys.Forget is { } token) _leaving.Remove(token);
    }

    Submitted Undo(int start, Submitted answer)
    {
        for (var i = Entries.Count - 1; i >= start; i--)
        {
            _taken.Remove(Entries[i].Publication);
            _bytes -= Entries[i].Bytes.Length;
            if (_destructions.TryGetValue(Entries[i].Index, out var destroys) && _destructions.Remove(Entries[i].Index)) Keep(destroys);
        }
        Entries.RemoveRange(start, Entries.Count - start);
        for (var i = _undo.Count - 1; i >= 0; i--)
        {
            if (_undo[i].Before is { } before) _lengths[_undo[i].Stream] = before;
            else _lengths.Remove(_undo[i].Stream);
        }
        return answer;
    }

    /// <summary>What has no data was found to be a repeat when it was prepared.</summary>
    async ValueTask<Entry?> Earlier(PreparedEvent proposed) =>
        _taken.TryGetValue(proposed.Publication, out var entry) ? entry
        : trusting && !proposed.Data.IsEmpty ? null : await journal.Find(proposed.Publication, default);

    async ValueTask<long> Length(string stream) =>
        _lengths.TryGetValue(stream, out var length) ? length : _lengths[stream] = await journal.Length(stream, default);

    (Receipt?, Refusal?) Repeat(Entry earlier, PreparedEvent proposed) =>
        Repetition.Judge(earlier, proposed, vault) is { } refusal ? (null, refusal) : (ReceiptOf(earlier, duplicate: true), null);

    static Receipt ReceiptOf(Entry entry, bool duplicate) =>
        new(entry.Index, entry.Stream, entry.Sequence, MerkleTree.LeafHash(entry.Bytes.Span), duplicate);
}
