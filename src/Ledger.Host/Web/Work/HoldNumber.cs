using System.Globalization;

namespace Ledger.Host.Web.Work;

/// <summary>Numbers of holds, where an officer gives none of his own: the day, and which of that day's it is.</summary>
static class HoldNumber
{
    /// <summary>The first number of a day that none of a person's holds has had, lifted ones too. Where two officers take the same one, the second is told when it is recorded.</summary>
    public static string Next(DateOnly day, IEnumerable<string> had)
    {
        var taken = had.ToHashSet(StringComparer.Ordinal);
        return Enumerable.Range(1, taken.Count + 1).Select(place => string.Create(CultureInfo.InvariantCulture, $"{day:yyyyMMdd}-{place}")).First(number => !taken.Contains(number));
    }
}
