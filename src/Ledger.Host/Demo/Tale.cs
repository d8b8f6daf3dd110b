using System.Globalization;

namespace Ledger.Host.Demo;

/// <summary>What the demo tells: the whole story, which ends in 2029, or one that ends today, so that the console over its folder can be worked with.</summary>
/// <param name="Chapters">The chapters, in order.</param>
/// <param name="End">When they have been told: the officer looks back, and takes exports out.</param>
/// <param name="Later">What comes years later.</param>
/// <param name="Wishes">The exports it leaves behind; the first is that of the person who is forgotten.</param>
sealed record Tale(IReadOnlyList<Chapter> Chapters, DateTimeOffset End, IReadOnlyList<Chapter> Later, IReadOnlyList<DemoWish> Wishes)
{
    /// <summary>What the id of the first event begins with, which tells what story a folder holds.</summary>
    public const string WholePrefix = "story-", TodayPrefix = "today-";

    const string Stamp = "yyyyMMdd'T'HHmm";

    /// <summary>Whether the ledger goes on from its end: it ends now, open duties alone are shown, and an officer gets a key.</summary>
    public bool GoesOn { get; init; }

    /// <summary>A year as it was, and what came of it.</summary>
    public static Tale Whole { get; } = new(Story.Chapters, Story.End, Story.Later,
        [new("person-anna", UserId: Story.Anna), new("inquiry-rkn-2025-31", Inquiry: Story.Inquiry), new("whole-year")]);

    /// <summary>Whether a duty is worth showing at the end.</summary>
    public bool Remains(DemoDuty duty) => !GoesOn || (duty.ClosedAt is null && duty.Due < End.AddYears(1));

    /// <summary>
    /// The story for a folder: the one it holds already, as it was told there, or a new one. Throws <see cref="InputException"/> where it holds the other one.
    /// </summary>
    public static Tale For(string? first, bool today, DateTimeOffset now)
    {
        if (first is null) return today ? TodayStory.EndingAt(now) : Whole;
        if (first.StartsWith(TodayPrefix, StringComparison.Ordinal) != today)
            throw new InputException("This folder holds the demo's other story: the whole one, or the one that ends today. Give each a folder of its own.");
        return today ? TodayStory.EndingAt(TodayOf(first)) : Whole;
    }

    /// <summary>What the ids of a story begin with that ends at that minute.</summary>
    public static string NameOf(DateTimeOffset end) => TodayPrefix + end.UtcDateTime.ToString(Stamp, CultureInfo.InvariantCulture);

    static DateTimeOffset TodayOf(string first) =>
        DateTimeOffset.TryParseExact(first.Split('-')[1], Stamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end)
            ? end
            : throw new InputException("This folder holds a ledger that the demo did not make; give the demo a folder of its own.");
}
