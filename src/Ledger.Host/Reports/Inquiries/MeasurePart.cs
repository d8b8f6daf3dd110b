using Ledger.Destruction;
using Ledger.Persons;
using Ledger.Policies;
using Ledger.Projections;
using Ledger.Registers;
using Ledger.Reports;

namespace Ledger.Host.Reports.Inquiries;

/// <summary>Correction, blocking, destruction: with acts, and where the export of the log that goes with each act comes from (Order RKN 179).</summary>
static class MeasurePart
{
    public static readonly LocalText Title = new("Уточнение, блокирование и уничтожение", "Correction, blocking and destruction");

    static readonly LocalText Index = new("Запись №", "Record No."), At = new("Когда", "When"), What = new("Что сделано", "What was done"), Corrections = new("Уточнение и обезличивание", "Correction and anonymisation"), Blocks = new("Блокирование", "Blocking"), Since = new("С какого времени", "From"), Data = new("Категории", "Categories"), Why = new("Причина", "Reason"),
        Until = new("Не позднее", "At the latest until"), Ended = new("Снято", "Lifted"), All = new("все", "all"), Destruction = new("Уничтожение", "Destruction"), On = new("Дата", "Date"), System = new("Система", "System"), Act = new("Акт", "Act"), Keys = new("Уничтожение ключей шифрования, уведомления получателей, запреты уничтожения", "Keys destroyed, recipients told, holds"),
        NoCorrection = new("Уточнений и обезличивания не записано.", "No correction or anonymisation is recorded."), NoBlock = new("Блокирования не записано.", "No blocking is recorded."), NoDestruction = new("Уничтожения не записано.", "No destruction is recorded."), Nothing = new("Таких действий не записано.", "None is recorded."),
        Acts = new("К каждому акту прилагаются сам акт и выгрузка из журнала регистрации событий (приказ Роскомнадзора от 28.10.2022 № 179): {0}.", "To each act belong the act itself and the export of the event log (Order of Roskomnadzor No. 179 of 28 Oct 2022): {0}.");

    public static IEnumerable<ReportBlock> Of(AnswerCase on, AnswerPerson person)
    {
        yield return Told(on, "corrections", Corrections, person.Own.Where(happened => happened.Event.Data is DataRectified or DataAnonymised), NoCorrection);
        yield return ReportTable.Of("blocks", on.In(Blocks),
            [on.Column("index", Index, 9), on.Column("from", Since, 15), on.Column("categories", Data, 24), on.Column("reason", Why, 24), on.Column("until", Until, 14), on.Column("ended", Ended, 14)],
            [.. person.State.Blocks.Select(block => Row(on, block))]) with { Empty = on.In(NoBlock) };
        yield return ReportTable.Of("destruction", on.In(Destruction),
            [on.Column("index", Index, 9), on.Column("on", On, 12), on.Column("system", System, 21), on.Column("categories", Data, 26), on.Column("reason", Why, 20), on.Column("act", Act, 12)],
            [.. person.State.Destroyed.Select(report => Row(on, report))]) with { Empty = on.In(NoDestruction) };
        var acts = person.State.Destroyed.Select(report => report.Act).OfType<string>().Distinct().ToList();
        if (acts.Count > 0) yield return on.Text(Acts, string.Join(", ", acts));
        yield return Told(on, "keys", Keys, person.Own.Where(happened => happened.Event.Data is PersonShredded or PersonForgotten or RecipientNotified or HoldPlaced or HoldLifted), Nothing);
    }

    static ReportTable Told(AnswerCase on, string key, LocalText title, IEnumerable<AnswerEvent> events, LocalText empty) =>
        ReportTable.Of(key, on.In(title), [on.Column("index", Index, 9), on.Column("at", At, 14), on.Column("what", What, 77)],
            [.. events.Select(happened => new[] { ReportValue.Of(happened.Entry.Index), ReportValue.Of(happened.Time), on.Sentence(happened) })]) with { Empty = on.In(empty) };

    static ReportValue[] Row(AnswerCase on, Block block) =>
    [
        ReportValue.Of(block.Index), ReportValue.Of(block.At), Categories(on, block.Categories, block.At), on.Code("why", block.Reason), ReportValue.Of(block.Until), ReportValue.Of(block.Ended),
    ];

    static ReportValue[] Row(AnswerCase on, DestructionReport report) =>
    [
        ReportValue.Of(report.Index), ReportValue.Of(report.On), on.Names.System(report.System), Categories(on, report.Categories, report.At), on.Code("why", report.Reason), ReportValue.Of(report.Act),
    ];

    static ReportValue Categories(AnswerCase on, IReadOnlyCollection<string> categories, DateTimeOffset at) => categories.Count == 0 ? ReportValue.Of(on.In(All)) : on.Names.Categories(categories, at);
}
