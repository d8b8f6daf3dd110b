namespace Ledger.Host.Generate;

/// <summary>One step of one person, due to be written.</summary>
readonly record struct Arrival(long Person, LifeScript Script, LifeStep Step, long Second);

/// <summary>
/// Merges everybody's lives into one order of arrival in memory that does not grow with the crowd. People come in blocks as large as the set of
/// scripts, and each block lives each script once, shuffled. So all who live one script pass its steps in the order they registered, and one cursor
/// for each step of each script is all there is to merge.
/// </summary>
sealed class Arrivals
{
    /// <summary>How many scripts there are, a power of two: the finest share of people that can differ from the others.</summary>
    public const int Block = 1_024;

    readonly long _subjects;
    readonly ulong _seed;
    readonly Timetable _timetable;
    readonly LifeScript[] _scripts;
    readonly List<(int Script, int Step)> _cursors = [];
    readonly List<long> _blocks = [];
    readonly PriorityQueue<int, (long Second, int Cursor)> _queue = new();

    public Arrivals(long subjects, ulong seed, Timetable timetable)
    {
        (_subjects, _seed, _timetable) = (subjects, seed, timetable);
        _scripts = [.. Enumerable.Range(0, Block).Select(Script)];
        for (var script = 0; script < Block; script++)
            for (var step = 0; step < _scripts[script].Steps.Length; step++)
            {
                _cursors.Add((script, step));
                _blocks.Add(-1);
                Advance(_cursors.Count - 1);
            }
    }

    /// <summary>The next step to arrive before the limit, if there is one.</summary>
    public bool TryNext(long before, out Arrival arrival)
    {
        arrival = default;
        if (!_queue.TryPeek(out var cursor, out var due) || due.Second >= before) return false;
        var (script, step) = _cursors[cursor];
        arrival = new(Person(_blocks[cursor], script), _scripts[script], _scripts[script].Steps[step], due.Second);
        _queue.Dequeue();
        Advance(cursor);
        return true;
    }

    void Advance(int cursor)
    {
        var (script, step) = _cursors[cursor];
        while (++_blocks[cursor] * Block < _subjects)
        {
            var person = Person(_blocks[cursor], script);
            if (person >= _subjects) continue;
            var second = _timetable.Registration(person) + _scripts[script].Steps[step].Arrives;
            if (second < _timetable.End) _queue.Enqueue(cursor, (second, cursor));
            return;
        }
    }

    // A shuffle of the block that can be asked for one place at a time: odd multiplication and shift-xor each map the block onto itself.
    long Person(long block, int script)
    {
        var key = SeededNumbers.Of(_seed, block, 1);
        var place = (uint)script;
        for (var round = 0; round < 3; round++)
        {
            unchecked { place = ((place + (uint)key) * ((uint)(key >> 8) | 1)) & (Block - 1); }
            place ^= place >> 5;
            key >>= 16;
        }
        return block * Block + place;
    }

    // One script in ten has a mistake, so that about one event in a hundred is a finding once the end of the time has cut lives short.
    LifeScript Script(int number)
    {
        var mistake = number % 10 == 0 ? (Mistake)(1 + number / 10 % (int)Mistake.Late) : Mistake.None;
        return new ScriptWriter(new(SeededNumbers.Of(_seed, number, 2))).Write(mistake);
    }
}
