using Ledger.Consents;
using Ledger.Destruction;
using Ledger.Disclosures;
using Ledger.Inquiries;
using Ledger.Journal;
using Ledger.Messaging;
using Ledger.Persons;
using Ledger.Policies;
using Ledger.Projections;
using Ledger.Registers;
using Ledger.Reports;
using Ledger.Support;

namespace Ledger.Host.Reports.Inquiries;

/// <summary>What happened, drawn against time and listed, each event with its place in the log and its hash.</summary>
static class TimelinePart
{
    public const int ShownMax = 400;

    public static readonly LocalText Title = new("Хронология событий", "Timeline of events");

    static readonly LocalText Caption = new("События субъекта во времени; число над знаком — сколько событий в этом месте.", "The person's events against time; a number above a mark says how many are there."),
        Index = new("№", "No."), At = new("Произошло", "Happened"), Recorded = new("Записано", "Recorded"), What = new("Событие", "Event"), Hash = new("Хеш листа дерева", "Leaf hash"),
        List = new("Перечень событий", "List of events"), Rest = new("Показаны первые события ({0}); все события — в файле events.csv пакета и в JSON этого отчёта.", "The first {0} events are shown; events.csv in the bundle and the JSON of this report have them all."),
        Hashes = new("Номер — место события в журнале оператора. Хеш листа — SHA-256 по RFC 6962 от хранимых байтов события (base64); те же хеши стоят в файле proof пакета.",
            "The number is the event's place in the operator's log. The leaf hash is SHA-256 by RFC 6962 over the stored bytes (base64); the file proof of the bundle holds the same.");

    static readonly LocalText Editions = new("Редакция политики", "Policy edition"), Consents = new("Согласия", "Consents"), Messages = new("Обращения", "Messages"), Disclosures = new("Передачи", "Disclosures"),
        Demands = new("Отзывы и требования", "Withdrawals, demands"), Blocks = new("Блокирование", "Blocking"), Destruction = new("Уничтожение", "Destruction"), Given = new("согласие дано", "consent given"),
        Holds = new("согласие действует", "consent in force"), Asked = new("обращение", "message from the person"), Replied = new("ответ", "reply"), Disclosed = new("передача третьему лицу", "disclosure"), Denied = new("отказ в передаче", "disclosure refused"),
        Demanded = new("отзыв или требование", "withdrawal or demand"), Blocked = new("данные заблокированы", "data blocked"), Destroyed = new("данные уничтожены", "data destroyed");

    public static IEnumerable<ReportBlock> Of(AnswerCase on, AnswerPerson person)
    {
        var figure = Figure(on, person);
        yield return new ReportFigure("timeline", on.In(Caption), html => figure.Draw(html, on.Words));
        yield return on.Text(Hashes);
        yield return Table(on, person.Events);
    }

    public static ReportTable Table(AnswerCase on, IReadOnlyList<AnswerEvent> events) => new("timeline", on.In(List),
        [on.Column("index", Index, 8), on.Column("at", At, 11), on.Column("recorded", Recorded, 11), on.Column("what", What, 50), on.Column("leafHash", Hash, 20)],
        _ => events.Select(happened => Row(on, happened)).ToAsyncEnumerable())
    {
        ShownMax = ShownMax, Rest = on.Say(Rest, on.Words.Number(ShownMax)),
    };

    static IReadOnlyList<ReportValue> Row(AnswerCase on, AnswerEvent happened) =>
    [
        ReportValue.Of(happened.Entry.Index), ReportValue.Of(happened.Time), ReportValue.Of(happened.Event.RecordedTime), on.Sentence(happened), ReportValue.Hash(happened.LeafHash),
    ];

    static TimelineFigure Figure(AnswerCase on, AnswerPerson person)
    {
        var (from, to) = PersonAnswer.SpanOf(person);
        TimelinePoint Point(AnswerEvent happened, TimelineMark mark) => new(happened.Time, mark, $"№ {happened.Entry.Index}: {on.EventName(happened.Event.Type)}, {on.Words.Moment(happened.Time)}");
        IReadOnlyList<TimelinePoint> Points(Func<IEventData, TimelineMark?> which) =>
            [.. person.Events.Select(happened => (happened, Mark: which(happened.Event.Data))).Where(pair => pair.Mark is not null).Select(pair => Point(pair.happened, pair.Mark!.Value))];
        TimelineLegend Key(LocalText name, TimelineMark mark) => new(on.In(name), mark);
        return new("timeline", on.In(Title),
        [
            new(on.In(Editions), [], EditionsIn(on, from, to), []),
            new(on.In(Consents), Points(data => data is ConsentGiven ? TimelineMark.Up : null), ConsentsOf(on, person), [Key(Given, TimelineMark.Up), new(on.In(Holds), Fill: TimelineFill.Grey)]),
            new(on.In(Messages), Points(MessageOf), [], [Key(Asked, TimelineMark.Disc), Key(Replied, TimelineMark.Ring)]),
            new(on.In(Disclosures), Points(data => data is DisclosureMade ? TimelineMark.Diamond : data is DisclosureRefused ? TimelineMark.OpenDiamond : null), [], [Key(Disclosed, TimelineMark.Diamond), Key(Denied, TimelineMark.OpenDiamond)]),
            new(on.In(Demands), Points(data => data is ConsentWithdrawn or ProcessingStopDemanded or DestructionDemanded ? TimelineMark.Down : null), [], [Key(Demanded, TimelineMark.Down)]),
            new(on.In(Blocks), [], BlocksOf(on, person), [new(on.In(Blocked), Fill: TimelineFill.Hatched)]),
            new(on.In(Destruction), Points(data => data is DataDestroyed or PersonShredded or PersonForgotten or DataAnonymised ? TimelineMark.Square : null), [], [Key(Destroyed, TimelineMark.Square)]),
        ], from, to > from ? to : from.AddDays(1));
    }

    static TimelineMark? MessageOf(IEventData data) => data switch
    {
        InquiryReceived or SupportCaseOpened or MessagingOptedIn or MessagingOptedOut or ConsentRefused => TimelineMark.Disc,
        InquiryAnswered or InquiryRefused or InquiryExtended or RecipientNotified => TimelineMark.Ring,
        _ => null,
    };

    static IReadOnlyList<TimelineSpan> EditionsIn(AnswerCase on, DateTimeOffset from, DateTimeOffset to) =>
        [.. PolicyPart.InForce(on, (from, to)).Select((edition, at) => new TimelineSpan(
            edition.From > from ? edition.From : from, edition.To, at % 2 == 0 ? TimelineFill.White : TimelineFill.Grey, edition.Edition.Id, edition.Edition.Id))];

    static IReadOnlyList<TimelineSpan> ConsentsOf(AnswerCase on, AnswerPerson person) =>
        [.. person.State.Consents.Select(consent => new TimelineSpan(consent.Given, EndOf(consent), TimelineFill.Grey, on.Words.Of(on.Names.Purposes(consent.Purposes, consent.Given))))];

    /// <summary>A consent lasts until the last of its purposes was withdrawn, or its term ended.</summary>
    static DateTimeOffset? EndOf(Consent consent)
    {
        var ends = consent.Purposes.Select(purpose => consent.EndOf(purpose)?.At).ToList();
        var withdrawn = ends.Contains(null) ? null : ends.Max();
        return withdrawn is null || consent.ValidUntil < withdrawn ? consent.ValidUntil : withdrawn;
    }

    static IReadOnlyList<TimelineSpan> BlocksOf(AnswerCase on, AnswerPerson person) =>
        [.. person.State.Blocks.Select(block => new TimelineSpan(block.At, block.Ended, TimelineFill.Hatched, on.Words.Of(on.Code("why", block.Reason))))];
}
