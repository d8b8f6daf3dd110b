using System.Globalization;

namespace Ledger.Host.Demo;

/// <summary>Moments as the officer reads them: Moscow time, in the language of the story.</summary>
static class DemoTimes
{
    static readonly TimeSpan Moscow = TimeSpan.FromHours(3);

    /// <summary>A moment to the minute.</summary>
    public static string Moment(DateTimeOffset moment, Language language) => Format(moment, language == Language.Ru ? "dd.MM.yyyy HH:mm" : "d MMM yyyy, HH:mm");

    /// <summary>The end of a period: its last day where it ends at midnight (exclusive), the moment where it is counted in hours.</summary>
    public static string End(DateTimeOffset end, Language language) => end.ToOffset(Moscow).TimeOfDay == TimeSpan.Zero
        ? Format(end.AddTicks(-1), language == Language.Ru ? "dd.MM.yyyy" : "d MMM yyyy")
        : Moment(end, language);

    static string Format(DateTimeOffset moment, string form) => moment.ToOffset(Moscow).ToString(form, CultureInfo.InvariantCulture);
}
