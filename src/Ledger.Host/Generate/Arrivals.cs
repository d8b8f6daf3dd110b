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

    readonly long subjects;
    readonly ulong seed;
    readonly Timetable timetable;
    readonly LifeScript[] scripts;
    readonly List<(int Script, int Step)> cursors = [];
    readonly List<long> blocks = [];
    readonly PriorityQueue<int, (long Second, int Cursor)> queue = new();

    public Arrivals(long subjects, ulong seed, Timetable timetable)
    {
        (this.subjects, this.seed, this.timetable) = (subjects, seed, timetable);
        scripts = [.. Enumerable.Range(0, Block).Select(Script)];
        for (var script = 0; script < Block; script++)
            for (var step = 0; step < scripts[script].Steps.Length; step++)
            {
                cursors.Add((script, step));
                blocks.Add(-1);
                Advance(cursors.Count - 1);
            }
    }

    /// <summary>The next step to arrive before the limit, if there is one.</summary>
    public bool TryNext(long before, out Arrival arrival)
    {
        arrival = default;
        if (!queue.TryPeek(out var cursor, out var due) || due.Second >= before) return false;
        var (script, step) = cursors[cursor];
        arrival = new(Person(blocks[cursor], script), scripts[script], scripts[script].Steps[step], due.Second);
        queue.Dequeue();
        Advance(cursor);
        return true;
    }

    void Advance(int cursor)
    {
        var (script, step) = cursors[cursor];
        while (++blocks[cursor] * Block < subjects)
        {
            var person = Person(blocks[cursor], script);
            if (person >= subjects) continue;
            var second = timetable.Registration(person) + scripts[script].Steps[step].Arrives;
            if (second < timetable.End) queue.Enqueue(cursor, (second, cursor));
            return;
        }
    }

    // A shuffle of the block that can be asked for one place at a time: odd multiplication and shift-xor each map the block onto itself.
    long Person(long block, int script)
    {
        var key = SeededNumbers.Of(seed, block, 1);
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
        return new ScriptWriter(new(SeededNumbers.Of(seed, number, 2))).Write(mistake);
    }
}
