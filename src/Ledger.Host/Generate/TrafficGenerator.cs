namespace Ledger.Host.Generate;

/// <summary>
/// A year of an operator's traffic, made up: the same bytes for the same arguments on every machine, in memory that does not grow with the number of
/// people. Every line is well-formed and accepted by an empty ledger in this order; about one in a hundred is an honest mistake, to be found.
/// </summary>
public static class TrafficGenerator
{
    /// <summary>The most people there can be.</summary>
    public const long SubjectsMax = 1_000_000_000;

    /// <summary>The default year: 2025, Moscow time.</summary>
    public static readonly DateTimeOffset From = new(2025, 1, 1, 0, 0, 0, TimeSpan.FromHours(3));

    /// <summary>The end of the default year; exclusive.</summary>
    public static readonly DateTimeOffset To = From.AddYears(1);

    /// <summary>
    /// CloudEvents as JSON lines without line feeds, in order of arrival. No event's time is at or after <paramref name="to"/>. The default year is
    /// whole days long, and so must any other time be; whoever reads the lines owns them.
    /// </summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Events(long subjects, long seed, DateTimeOffset from, DateTimeOffset to)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(subjects);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(subjects, SubjectsMax);
        ArgumentOutOfRangeException.ThrowIfLessThan(to, from.AddDays(1));
        return Lines(subjects, seed, new(subjects, from, to), OperatorYear.Events());
    }

    /// <summary>The same of the people alone, for a ledger whose registers hold <see cref="OperatorYear.Registers"/>.</summary>
    internal static IEnumerable<ReadOnlyMemory<byte>> People(long subjects, long seed, DateTimeOffset from, DateTimeOffset to) =>
        Lines(subjects, seed, new(subjects, from, to), []);

    static IEnumerable<ReadOnlyMemory<byte>> Lines(
        long subjects, long seed, Timetable timetable, IEnumerable<(long Second, string Type, string Source, string Data)> operatorYear)
    {
        var bits = SeededNumbers.Mix(unchecked((ulong)seed) ^ 0x6C65646765720A01);
        using var lines = new LineWriter(bits ^ (ulong)subjects);
        var steps = new StepWriter(bits, subjects, timetable, lines);
        var arrivals = new Arrivals(subjects, bits, timetable);
        foreach (var (second, type, source, data) in operatorYear.Where(reported => reported.Second < timetable.End))
        {
            while (arrivals.TryNext(second, out var earlier)) yield return steps.Write(earlier);
            yield return lines.Whole(type, source, timetable.Moment(second), data);
        }
        while (arrivals.TryNext(timetable.End, out var arrival)) yield return steps.Write(arrival);
    }
}
