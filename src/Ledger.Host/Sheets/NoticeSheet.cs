using System.Globalization;
using Ledger.Host.Demo;
using Ledger.Host.Documents;
using Ledger.Projections;

namespace Ledger.Host.Sheets;

/// <summary>The register of recipients to be told as a table for people, made of its documents alone.</summary>
static class NoticeSheet
{
    static readonly Words[] Columns =
    [
        new("due", "срок"), new("safe", "с запасом"), new("recipient", "получатель"), new("person", "субъект"), new("about", "о чём"),
        new("categories", "категории"), new("state", "состояние"), new("#", "№"),
    ];

    static readonly Words Overdue = new("OVERDUE", "ПРОСРОЧЕНО");

    /// <summary>The table in one language.</summary>
    public static RegisterSheet<NoticeDocument> In(Language language) => new([.. Columns.Select(column => column.In(language))], (notice, zone) =>
    [
        LastDay(notice.Due, zone) + (notice.Overdue ? $" {Overdue.In(language)}" : ""), LastDay(notice.Safe, zone), notice.Recipient, $"{notice.Person}",
        language == Language.Ru ? notice.Text.Ru : notice.Text.En, string.Join(", ", notice.Categories), StateOf(notice, language, zone),
        notice.Cause.ToString(CultureInfo.InvariantCulture),
    ]);

    static string StateOf(NoticeDocument notice, Language language, TimeZoneInfo zone)
    {
        var name = NoticeNames.Of(notice.State).In(language);
        return (notice.Acknowledged ?? notice.Told) is { } moment && notice.State != NoticeState.ToTell ? $"{name} {Day(moment, zone)} ({notice.Method})" : name;
    }

    static string LastDay(DateTimeOffset end, TimeZoneInfo zone) => Day(end.AddTicks(-1), zone);

    static string Day(DateTimeOffset moment, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(moment, zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
