namespace Ledger.Journal;

/// <summary>
/// What the sequencer remembers of what was recorded lately, for decisions that rest on more than one stream: who was named by events about others, and when
/// keys were last destroyed. Of what lies before its floor it knows nothing, so a decision that old is to be made again. Belongs to the sequencer's loop, but that whether
/// keys were destroyed can be asked by anybody.
/// </summary>
sealed class RecentEvents
{
    const int NamedMax = 100_000;

    readonly Dictionary<string, long> _named = new(StringComparer.Ordinal);
    long _floor, _destroyed;

    /// <summary>Whether the person was named at this index or later, or may have been.</summary>
    public bool Names(string token, long since) => since < _floor || (_named.TryGetValue(token, out var index) && index >= since);

    /// <summary>Whether keys were destroyed by an event at this index or later, or may have been.</summary>
    public bool Destroyed(long since) => since < Math.Max(Volatile.Read(ref _floor), Volatile.Read(ref _destroyed));

    /// <summary>Another writer, or an earlier life of this one, recorded everything below: what it was is not known here.</summary>
    public void StartAt(long head) => Volatile.Write(ref _floor, Math.Max(_floor, head));

    /// <summary>Another writer recorded an event at this index.</summary>
    public void Add(IEnumerable<string> named, bool destroys, long index)
    {
        if (_named.Count >= NamedMax)
        {
            _named.Clear();
            Volatile.Write(ref _floor, index);
        }
        foreach (var token in named) _named[token] = index;
        if (destroys) Volatile.Write(ref _destroyed, index + 1);
    }

    /// <summary>A group was recorded; the journal is so long now.</summary>
    public void Add(Group group, long head)
    {
        if (_named.Count + group.Named.Count > NamedMax)
        {
            _named.Clear();
            Volatile.Write(ref _floor, head);
        }
        foreach (var (token, index) in group.Named) _named[token] = index;
        if (group.Destructions is [.., var last]) Volatile.Write(ref _destroyed, last.Index + 1);
    }
}
