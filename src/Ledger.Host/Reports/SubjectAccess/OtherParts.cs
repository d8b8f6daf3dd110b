using System.Collections.Immutable;
using Ledger.Policies;
using Ledger.Projections;
using Ledger.Reports;

namespace Ledger.Host.Reports.SubjectAccess;

/// <summary>(10) what else the law has the person told: what became of withdrawals and demands, blocks, destruction, and whether recipients were told.</summary>
static class OtherParts
{
    static readonly LocalText Objections = new("Отзывы согласия и требования субъекта (ст. 9, 21)", "Withdrawals of consent and demands of the person (9, 21)"), EuObjections = new("Отзывы согласия и требования", "Withdrawals of consent and demands"),
        Arrived = new("Поступило", "Arrived"), What = new("Что", "What"), About = new("О чём", "About"), State = new("Состояние", "State"), Withdrawal = new("отзыв согласия", "withdrawal of consent"), Stop = new("требование прекратить обработку", "demand that processing stop"), StopSpreading = new("требование прекратить распространение", "demand that dissemination stop"),
        All = new("все цели", "all purposes"), Done = new("исполнено", "carried out"), Underway = new("исполняется, срок до {0}", "being carried out, due by {0}"), Recorded = new("принято", "accepted"),
        Blocks = new("Блокирование (ч. 1, 6 ст. 21)", "Blocking (21(1), 21(6))"), EuBlocks = new("Ограничение обработки (ст. 18)", "Restriction of processing (Art. 18)"), Since = new("С", "Since"), Categories = new("Категории данных", "Categories of data"), Reason = new("Причина", "Reason"), Until = new("По", "Until"), AllData = new("все данные", "all data"),
        Destroyed = new("Уничтожение данных (ст. 21)", "Destruction of data (21)"), EuDestroyed = new("Удаление данных (ст. 17)", "Erasure of data (Art. 17)"), On = new("Дата", "Date"), System = new("Система", "System"), Act = new("Акт", "Act"),
        Told = new("Уведомление получателей (ч. 3 ст. 20)", "Recipients told (20(3))"), EuTold = new("Уведомление получателей (ст. 19)", "Recipients told (Art. 19)"), Who = new("Кого", "Who"), When = new("Когда", "When"), Nothing = new("Иных сведений нет.", "There is nothing else."),
        Automated = new("Записей о решениях, принятых исключительно автоматически, в том числе о профилировании (ст. 22), нет.", "There is no record of decisions based solely on automated processing, profiling included (Art. 22)."), Sign = new("Уполномоченное лицо оператора", "For the operator");

    public static IReadOnlyList<ReportBlock> Of(AccessCase on)
    {
        List<ReportBlock> blocks = [];
        if (on.IsEu) blocks.Add(on.Say(Automated));
        Add("objections", Objections, EuObjections, [on.Column("at", Arrived, 14), on.Column("what", What, 30), on.Column("about", About, 36), on.Column("state", State, 20)], ObjectionRows(on));
        Add("blocks", Blocks, EuBlocks, [on.Column("since", Since, 14), on.Column("categories", Categories, 36), on.Column("reason", Reason, 36), on.Column("until", Until, 14)], on.Person.Blocks.Select(block => Row(on, block)));
        Add("destroyed", Destroyed, EuDestroyed, [on.Column("on", On, 14), on.Column("system", System, 24), on.Column("categories", Categories, 24), on.Column("reason", Reason, 24), on.Column("act", Act, 14)],
            on.Person.Destroyed.Select(report => Row(on, report)));
        Add("told", Told, EuTold, [on.Column("recipient", Who, 46), on.Column("about", About, 36), on.Column("at", When, 18)], on.Person.Notices.Select(notice => Row(on, notice)));
        if (blocks.Count == 0) blocks.Add(on.Say(Nothing));
        blocks.Add(new ReportSignatures([on.In(Sign)]));
        return blocks;

        void Add(string key, LocalText title, LocalText european, IReadOnlyList<ReportColumn> columns, IEnumerable<ReportValue[]> rows)
        {
            if (rows.ToList() is { Count: > 0 } all) blocks.Add(ReportTable.Of(key, on.In(title, european), columns, all));
        }
    }

    static IEnumerable<ReportValue[]> ObjectionRows(AccessCase on) =>
    [
        .. on.Person.Withdrawals.Select(objection => Row(on, objection, Withdrawal)),
        .. on.Person.StopDemands.Select(objection => Row(on, objection, objection.Dissemination ? StopSpreading : Stop)),
    ];

    static ReportValue[] Row(AccessCase on, Objection objection, LocalText what)
    {
        var duties = on.Person.Duties.Where(duty => duty.Opened == objection.Index).ToList();
        var due = duties.Where(duty => duty.IsOpen).Select(duty => (DateTimeOffset?)duty.Terms.Due).Max();
        var state = due is { } end ? string.Format(global::System.Globalization.CultureInfo.InvariantCulture, on.In(Underway), on.Words.Day(on.Words.LocalDay(end.AddTicks(-1)))) : on.In(duties.Count > 0 ? Done : Recorded);
        return [on.Day(objection.At), ReportValue.Of(on.In(what)), Purposes(on, objection.Purposes, objection.At), ReportValue.Of(state)];
    }

    static ReportValue[] Row(AccessCase on, Block block) =>
        [on.Day(block.At), Kinds(on, block.Categories, block.At), ReportValue.Of(Documents.DocumentJson.Name(block.Reason), on.In(AccessWords.Of(block.Reason))), on.Day(block.Ended ?? block.Until)];

    static ReportValue[] Row(AccessCase on, DestructionReport report) =>
    [
        ReportValue.Of(report.On), on.Names.System(report.System), Kinds(on, report.Categories, report.At), ReportValue.Of(Documents.DocumentJson.Name(report.Reason), on.In(AccessWords.Of(report.Reason))), ReportValue.Of(report.Act),
    ];

    static ReportValue[] Row(AccessCase on, RecipientNotice notice) =>
        [on.Names.Recipient(notice.Recipient), ReportValue.Of(Documents.DocumentJson.Name(notice.About), Sheets.NoticeNames.Of(notice.About).In(on.Asked.Language == ReportLanguage.Ru ? Demo.Language.Ru : Demo.Language.En)), on.Day(notice.At)];

    static ReportValue Purposes(AccessCase on, ImmutableArray<string> purposes, DateTimeOffset at) => purposes.IsEmpty ? ReportValue.Of(on.In(All)) : on.Names.Purposes(purposes, at);

    static ReportValue Kinds(AccessCase on, ImmutableArray<string> categories, DateTimeOffset at) => categories.IsEmpty ? ReportValue.Of(on.In(AllData)) : on.Names.Categories(categories, at);
}
