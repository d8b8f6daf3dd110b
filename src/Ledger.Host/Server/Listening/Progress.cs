using Ledger.Listening;
using Ledger.Reading;

namespace Ledger.Host.Server.Listening;

/// <summary>
/// How far one webhook is, in memory; what changed is saved in batches. What is saved never runs ahead: a position is saved together with every failed
/// delivery before it, so that after a crash some are made again and none is lost. Safe for concurrent use.
/// </summary>
sealed class Progress(string id, SubscriberProgressRow saved, IEnumerable<DeliveryRow> waiting, ListeningSettings settings)
{
    readonly Lock _gate = new();
    readonly Dictionary<long, DeliveryRow> _waiting = waiting.ToDictionary(row => row.Index);
    readonly Dictionary<long, DeliveryRow?> _changed = [];   // null: delivered, the row goes
    SubscriberProgressRow _row = saved;
    bool _dirty;
    int _failures;

    /// <summary>How far it is, and how many deliveries wait to be tried again.</summary>
    public (SubscriberProgressRow Row, int Waiting) Now
    {
        get { lock (_gate) return (_row, _waiting.Count); }
    }

    /// <summary>Whether no event may be tried first for now, since too many wait.</summary>
    public bool IsFull
    {
        get { lock (_gate) return _waiting.Count >= settings.WaitingMax; }
    }

    /// <summary>How long it rests after the failures so far in a row.</summary>
    public TimeSpan Rest
    {
        get { lock (_gate) return BackOff.Rest(settings.Waits, _failures); }
    }

    /// <summary>The delivery that is due first; null where none waits.</summary>
    public DeliveryRow? Due
    {
        get { lock (_gate) return _waiting.Values.MinBy(row => (row.Due, row.Index)); }
    }

    /// <summary>The event is none of this webhook's.</summary>
    public void Pass(long index)
    {
        lock (_gate) Advance(index + 1);
    }

    /// <summary>There is nothing to say any more: what waited is dropped.</summary>
    public void Drop(long index)
    {
        lock (_gate)
        {
            if (_waiting.GetValueOrDefault(index) is not { } waited) return;
            Forget(index, waited);
            _dirty = true;
        }
    }

    /// <summary>
    /// An attempt ended; the first attempt of an event moves the position, unless the receiver is gone. True where it changes what is waited for: anything
    /// but one success after another.
    /// </summary>
    public bool Ended(long index, Attempt attempt, long now, double jitter)
    {
        lock (_gate)
        {
            var before = _waiting.GetValueOrDefault(index);
            var smooth = attempt.Delivered && before is null && _failures == 0;
            _dirty = true;
            _failures = attempt.Delivered ? 0 : _failures + 1;
            _row = attempt.Delivered ? _row with { Succeeded = now } : _row with { Failed = now, Status = attempt.Status, Gone = _row.Gone || attempt.Gone };
            if (attempt.Gone) return true;
            if (attempt.Delivered) Forget(index, before);
            else Keep(new(id, index, (before?.Attempts ?? 0) + 1, now, attempt.Status, false), attempt, jitter);
            if (before is null) Advance(index + 1);
            return !smooth;
        }
    }

    /// <summary>Goes on after the receiver said it was gone.</summary>
    public void Resume()
    {
        lock (_gate) (_row, _failures, _dirty) = (_row with { Gone = false }, 0, true);
    }

    /// <summary>A dead letter is to be tried again, at once and as often as a new one.</summary>
    public void Revive(DeliveryRow dead, long now)
    {
        lock (_gate)
        {
            if (!_waiting.TryAdd(dead.Index, dead with { Attempts = 0, Due = now, Dead = false })) return;
            _changed[dead.Index] = _waiting[dead.Index];
            (_row, _dirty) = (_row with { DeadLetters = _row.DeadLetters - 1 }, true);
        }
    }

    /// <summary>What is to be saved since the last time; <see cref="Keep(IReadOnlyCollection{RowChange})"/> gives it back where saving failed.</summary>
    public IReadOnlyCollection<RowChange> Take()
    {
        lock (_gate)
        {
            if (!_dirty) return [];
            List<RowChange> changes = [new(typeof(SubscriberProgressRow), id, _row)];
            changes.AddRange(_changed.Select(change => new RowChange(typeof(DeliveryRow), DeliveryRow.KeyOf(id, change.Key), change.Value)));
            _changed.Clear();
            _dirty = false;
            return changes;
        }
    }

    /// <summary>Keeps what could not be saved for the next time; what changed again meanwhile is newer.</summary>
    public void Keep(IReadOnlyCollection<RowChange> changes)
    {
        lock (_gate)
        {
            _dirty |= changes.Count > 0;
            foreach (var change in changes.Where(change => change.Table == typeof(DeliveryRow)))
                _changed.TryAdd(long.Parse(change.Key.AsSpan(id.Length + 1), null), (DeliveryRow?)change.Row);
        }
    }

    void Keep(DeliveryRow failed, Attempt attempt, double jitter)
    {
        if (BackOff.After(settings.Waits, failed.Attempts, jitter, attempt.Asked) is { } wait)
        {
            _changed[failed.Index] = _waiting[failed.Index] = failed with { Due = failed.Due + (wait.Ticks / TimeSpan.TicksPerMicrosecond) };
            return;
        }
        _waiting.Remove(failed.Index);
        _changed[failed.Index] = failed with { Dead = true };
        _row = _row with { DeadLetters = _row.DeadLetters + 1 };
    }

    void Forget(long index, DeliveryRow? before)
    {
        if (before is null) return;
        _waiting.Remove(index);
        _changed[index] = null;
    }

    void Advance(long position)
    {
        if (position <= _row.Position) return;
        (_row, _dirty) = (_row with { Position = position }, true);
    }
}
