using Ledger.Listening;

namespace Ledger.Host.Server.Listening;

/// <summary>The newest events, in memory: so many and so many bytes of them, the oldest given up first. Safe for concurrent use.</summary>
sealed class Ring(int eventsMax, int bytesMax)
{
    readonly Lock _gate = new();
    readonly HeardEvent[] _events = new HeardEvent[eventsMax];
    long _first, _end, _bytes;

    /// <summary>Index of the oldest event here.</summary>
    public long First
    {
        get { lock (_gate) return _first; }
    }

    /// <summary>Begins anew, empty, before this index.</summary>
    public void Reset(long index)
    {
        lock (_gate)
        {
            Array.Clear(_events);
            (_first, _end, _bytes) = (index, index, 0);
        }
    }

    /// <summary>Takes in the next event.</summary>
    public void Add(HeardEvent heard)
    {
        lock (_gate)
        {
            if (heard.Index != _end) throw new InvalidOperationException("An event is missing in the ring.");
            while (_end - _first == eventsMax || (_end > _first && _bytes + heard.Line.Length > bytesMax)) Drop();
            _events[_end++ % eventsMax] = heard;
            _bytes += heard.Line.Length;
        }
    }

    /// <summary>At most so many events from an index on; null where the first of them is no longer here.</summary>
    public List<HeardEvent>? Take(long from, int max)
    {
        lock (_gate)
        {
            if (from < _first) return null;
            var taken = new List<HeardEvent>((int)Math.Clamp(_end - from, 0, max));
            for (var at = from; at < _end && taken.Count < max; at++) taken.Add(_events[at % eventsMax]);
            return taken;
        }
    }

    void Drop()
    {
        ref var oldest = ref _events[_first++ % eventsMax];
        _bytes -= oldest.Line.Length;
        oldest = null!;
    }
}
