namespace Ledger.Projections;

/// <summary>
/// The states folded last, at most so many beside those of the batch that is on its way into the store: a state that is not here is committed. Not safe
/// for concurrent use.
/// </summary>
sealed class StateCache<TState>(int capacity) where TState : class
{
    readonly Dictionary<string, LinkedListNode<Slot>> _slots = new(StringComparer.Ordinal);
    readonly LinkedList<Slot> _recent = [];
    readonly List<Slot> _touched = [];

    public Slot? Find(string key)
    {
        if (!_slots.TryGetValue(key, out var node)) return null;
        _recent.Remove(node);
        _recent.AddFirst(node);
        return node.Value;
    }

    public Slot Add(string key, TState? committed)
    {
        var node = _recent.AddFirst(new Slot { Key = key, Before = committed, State = committed });
        _slots.Add(key, node);
        return node.Value;
    }

    public void Set(Slot slot, TState state)
    {
        if (!slot.IsTouched)
        {
            slot.IsTouched = true;
            _touched.Add(slot);
        }
        slot.State = state;
    }

    /// <summary>
    /// Ends a batch: every state it touched, before and after. The oldest states beyond the capacity are dropped, but none of these: they are not
    /// committed yet.
    /// </summary>
    public (TState? Before, TState After)[] HandOver()
    {
        var handed = new (TState? Before, TState After)[_touched.Count];
        for (var at = 0; at < handed.Length; at++)
        {
            var slot = _touched[at];
            handed[at] = (slot.Before, slot.State!);
            (slot.Before, slot.IsTouched) = (slot.State, false);
        }
        _touched.Clear();
        // Those of this batch were used last, so they stand in front.
        for (var kept = Math.Max(capacity, handed.Length); _slots.Count > kept; _recent.RemoveLast()) _slots.Remove(_recent.Last!.Value.Key);
        return handed;
    }

    /// <summary>One state: as the last batch left it, and as it is now.</summary>
    public sealed class Slot
    {
        public required string Key { get; init; }

        public required TState? Before { get; set; }

        public required TState? State { get; set; }

        public bool IsTouched { get; set; }
    }
}
