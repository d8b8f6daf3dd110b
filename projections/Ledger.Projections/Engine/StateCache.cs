namespace Ledger.Projections;

/// <summary>The states folded last, at most so many: what was touched in this batch stays until it is committed. Not safe for concurrent use.</summary>
sealed class StateCache<TState>(int capacity) where TState : class
{
    readonly Dictionary<string, LinkedListNode<Slot>> _slots = new(StringComparer.Ordinal);
    readonly LinkedList<Slot> _recent = [];
    readonly List<Slot> _touched = [];

    /// <summary>Every slot touched since the last <see cref="Settle"/>.</summary>
    public IReadOnlyList<Slot> Touched => _touched;

    public Slot? Find(string key)
    {
        if (!_slots.TryGetValue(key, out var node)) return null;
        _recent.Remove(node);
        _recent.AddFirst(node);
        return node.Value;
    }

    public Slot Add(string key, TState? committed)
    {
        var node = _recent.AddFirst(new Slot { Key = key, Committed = committed, State = committed });
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

    /// <summary>What was touched is committed now; the oldest states beyond the capacity are dropped.</summary>
    public void Settle()
    {
        foreach (var slot in _touched) (slot.Committed, slot.IsTouched) = (slot.State, false);
        _touched.Clear();
        for (; _slots.Count > capacity; _recent.RemoveLast()) _slots.Remove(_recent.Last!.Value.Key);
    }

    /// <summary>One state: as it was committed, and as it is now.</summary>
    public sealed class Slot
    {
        public required string Key { get; init; }

        public required TState? Committed { get; set; }

        public required TState? State { get; set; }

        public bool IsTouched { get; set; }
    }
}
