using System.Globalization;
using Ledger.Law;

namespace Ledger.Host.Demo;

/// <summary>
/// A year that ends now, Moscow time: the same operator, and the same kind of things happen to it as in <see cref="Story"/>, but by days before today, and
/// today there is work: a term that has passed, an inquiry to answer, hours that run, a system that has not reported. Nothing in it is later than now.
/// </summary>
sealed partial class TodayStory
{
    const string Anna = Story.Anna, Ivan = Story.Ivan, Maria = Story.Maria, Pavel = Story.Pavel, Olga = "u-1005", Dmitri = "u-1006";

    const int First = 364;

    static readonly TimeSpan Moscow = TimeSpan.FromHours(3);

    /// <summary>The first edition of the policy is of this day: a year that begins before it could not be told.</summary>
    static readonly DateTimeOffset Policy = new(2025, 1, 1, 0, 0, 0, Moscow);

    readonly DateTimeOffset _now;
    readonly DateOnly _today;

    TodayStory(DateTimeOffset now) => (_now, _today) = (now, Dated(now));

    /// <summary>When the clock of the year starts that ends at that moment.</summary>
    public static DateTimeOffset BeginningOf(DateTimeOffset now) => new TodayStory(now).Day(First, 0);

    /// <summary>The story whose end is that minute. Throws <see cref="InputException"/> where the clock stands before 2026.</summary>
    public static Tale EndingAt(DateTimeOffset now)
    {
        var end = new DateTimeOffset(now.UtcTicks - now.UtcTicks % TimeSpan.TicksPerMinute, TimeSpan.Zero);
        if (BeginningOf(end) < Policy) throw new InputException($"The clock of this machine stands at {end:yyyy-MM-dd}; the story needs one that goes right.");
        var story = new TodayStory(end);
        return new(Named(story.Merged(), Tale.NameOf(end)), end, [],
            [new("person-anna", UserId: Anna), new($"inquiry-{story.AnsweredInquiry}", Inquiry: story.AnsweredInquiry), new("whole-year")]) { GoesOn = true };
    }

    Chapter[] Chapters() => [Promises(), People(), Disclosures(), Leak(), Regulator(), Withdrawal(), SecondEdition(), Open(), Now()];

    /// <summary>The chapters with what the crowd does in between.</summary>
    List<Chapter> Merged()
    {
        var crowd = new Queue<StoryStep>(TodayCrowd.Steps(Day(First - 1, 0), Day(0, 0), SecondFrom, Second));
        List<Chapter> merged = [];
        foreach (var chapter in Chapters())
        {
            List<StoryStep> steps = [];
            foreach (var step in chapter.Steps.OrderBy(step => step.At))
            {
                while (crowd.TryPeek(out var beside) && beside.At < step.At) steps.Add(crowd.Dequeue());
                steps.Add(step);
            }
            merged.Add(chapter with { Steps = steps });
        }
        if (crowd.Count > 0) merged[^1] = merged[^1] with { Steps = [.. merged[^1].Steps, .. crowd] };
        return merged;
    }

    /// <summary>Ids come from the story's end and a step's place, so that telling it again in its folder publishes the same.</summary>
    static List<Chapter> Named(List<Chapter> chapters, string name)
    {
        var place = 0;
        return [.. chapters.Select(chapter => chapter with
        {
            Steps = [.. chapter.Steps.Select(step => step with { Name = string.Create(CultureInfo.InvariantCulture, $"{name}-{++place}") })],
        })];
    }

    /// <summary>A moment of the day that was so many days ago.</summary>
    DateTimeOffset Day(int ago, int hour, int minute = 0) => At(_today.AddDays(-ago), hour, minute);

    /// <summary>The same on a working day: that day, or the one before it.</summary>
    DateTimeOffset Office(int ago, int hour, int minute = 0) => At(ProductionCalendar.Russia.OnOrBefore(_today.AddDays(-ago)), hour, minute);

    /// <summary>A moment of the day from which on there have been so many working days until today.</summary>
    DateTimeOffset WorkingDaysAgo(int days, int hour, int minute = 0)
    {
        var day = _today;
        while (days > 0) days -= ProductionCalendar.Russia.IsWorkingDay(day = day.AddDays(-1)) ? 1 : 0;
        return At(day, hour, minute);
    }

    static DateTimeOffset At(DateOnly day, int hour, int minute) => new(day.ToDateTime(new TimeOnly(hour, minute)), Moscow);

    static DateOnly Dated(DateTimeOffset moment) => DateOnly.FromDateTime(moment.ToOffset(Moscow).DateTime);

    static string Date(DateTimeOffset moment) => Dated(moment).ToString("O", CultureInfo.InvariantCulture);

    static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    static string Numbered(string before, DateTimeOffset moment, int number) => string.Create(CultureInfo.InvariantCulture, $"{before}-{Dated(moment).Year}-{number}");
}
