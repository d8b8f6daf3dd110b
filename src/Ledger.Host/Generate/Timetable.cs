namespace Ledger.Host.Generate;

/// <summary>Turns a person's place in the crowd into the time of registration, and even time into the rhythm of a Moscow day. Both keep order.</summary>
sealed class Timetable(long subjects, DateTimeOffset from, DateTimeOffset to)
{
    const long Day = 86_400;

    /// <summary>The registers come first, alone.</summary>
    const long Opening = 7_200;

    /// <summary>When each further twenty-fourth of a day's events has happened, in minutes after midnight: few by night, most in office hours.</summary>
    static readonly int[] Knots =
        [0, 240, 420, 480, 520, 555, 585, 612, 640, 668, 696, 726, 760, 796, 830, 862, 895, 930, 968, 1_010, 1_060, 1_120, 1_190, 1_280, 1_440];

    readonly long _start = from.ToUnixTimeSeconds();
    readonly long _length = to.ToUnixTimeSeconds() - from.ToUnixTimeSeconds();

    /// <summary>When the traffic ends; exclusive, in even seconds after its beginning.</summary>
    public long End => _length;

    /// <summary>
    /// Even seconds after the beginning at which a person registers: three in ten come over in the first tenth of the time, the others steadily.
    /// </summary>
    public long Registration(long person)
    {
        var (available, early) = (_length - Opening, subjects * 3 / 10);
        var firstTenth = available / 10;
        return Opening + (person < early
            ? Scale(person, firstTenth, early)
            : firstTenth + Scale(person - early, available - firstTenth, subjects - early));
    }

    /// <summary>The moment an even second stands for.</summary>
    public DateTime Moment(long second)
    {
        var minuteless = second % Day;
        var slot = (int)(minuteless / 3_600);
        var within = Knots[slot] * 60L + minuteless % 3_600 * (Knots[slot + 1] - Knots[slot]) / 60;
        return DateTime.UnixEpoch.AddSeconds(_start + second / Day * Day + within);
    }

    static long Scale(long part, long length, long whole) => (long)((Int128)part * length / whole);
}
