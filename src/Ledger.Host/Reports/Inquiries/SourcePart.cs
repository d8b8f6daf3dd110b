using Ledger.Persons;
using Ledger.Policies;
using Ledger.Reports;

namespace Ledger.Host.Reports.Inquiries;

/// <summary>Where the data came from.</summary>
static class SourcePart
{
    public static readonly LocalText Title = new("Источники получения данных", "Where the data came from");

    static readonly LocalText Index = new("Запись №", "Record No."), At = new("Получено", "Received"), Service = new("Сервис", "Service"), How = new("Как получено", "How"), Source = new("Источник", "Source"), What = new("Категории", "Categories"), For = new("Цели", "Purposes"), System = new("Система", "System"),
        Person = new("субъект", "the person"), Told = new("субъект уведомлён {0}", "the person was told {0}"), Exempt = new("без уведомления: {0}", "not told: {0}");

    public static IEnumerable<ReportBlock> Of(AnswerCase on, AnswerPerson person)
    {
        yield return ReportTable.Of("sources", null,
            [on.Column("index", Index, 8), on.Column("at", At, 11), on.Column("service", Service, 12), on.Column("how", How, 12), on.Column("source", Source, 14), on.Column("categories", What, 16), on.Column("purposes", For, 15), on.Column("system", System, 12)],
            [.. person.Of<DataCollected>().Select(pair => Row(on, pair.Happened, pair.Data))]);
    }

    static ReportValue[] Row(AnswerCase on, AnswerEvent happened, DataCollected data) =>
    [
        ReportValue.Of(happened.Entry.Index), ReportValue.Of(happened.Time), ReportValue.Of(data.Service), on.Code("origin", data.Origin), SourceOf(on, data),
        on.Names.Categories(data.Categories, happened.Time), on.Names.Purposes(data.Purposes, happened.Time), on.Names.System(data.System),
    ];

    /// <summary>Somebody else who gave it is named, with what the person was told (152-FZ 18(3), 18(4)).</summary>
    static ReportValue SourceOf(AnswerCase on, DataCollected data)
    {
        if (data.Source is not { } source) return ReportValue.Of(on.In(Person));
        var told = data.NoticeSentAt is { } sent ? on.Say(Told, on.Words.Moment(sent)) : data.NoticeExemption is { } exempt ? on.Say(Exempt, exempt) : null;
        return ReportValue.Of([on.Names.Recipient(source), .. told is null ? Array.Empty<ReportValue>() : [ReportValue.Of(told)]]);
    }
}
