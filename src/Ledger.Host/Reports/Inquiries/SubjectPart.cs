using Ledger.Policies;
using Ledger.Reports;

namespace Ledger.Host.Reports.Inquiries;

/// <summary>Whom the answer is about.</summary>
static class SubjectPart
{
    public static readonly LocalText Title = new("Субъект персональных данных", "The person");

    static readonly LocalText Id = new("Идентификатор у оператора", "The operator's own id"), Token = new("Обозначение в журнале", "Token in the ledger"), Since = new("Внесён в журнал", "Known since"), Service = new("Сервис регистрации", "Registered with"),
        Regime = new("Применимое право", "Law"), Events = new("Записей в потоке субъекта", "Events in the person's stream"), Shown = new("Из них в этом ответе", "Of these in this answer"), State = new("Состояние данных", "State of the data"), Held = new("обрабатываются", "processed"),
        None = new("в системах не значатся", "none in any system"), Gone = new("содержание уничтожено криптографически {0}", "contents destroyed by their keys {0}"), NotShown = new("в этом ответе не раскрывается: событие регистрации вне его объёма", "not shown: the event that names the person is outside this answer"),
        Explained = new("Во всех записях субъект назван обозначением; кому оно принадлежит, доказывает первое событие его потока, раскрытое в пакете.", "Every record names the person by the token; whose it is, the first event of the stream proves, opened in the bundle.");

    public static IEnumerable<ReportBlock> Of(AnswerCase on, AnswerPerson person)
    {
        var state = person.State;
        var first = person.Own.FirstOrDefault(happened => happened.Entry.Sequence == 0);
        yield return new ReportFacts("subject",
        [
            on.Fact("id", Id, first is null ? ReportValue.Of(on.In(NotShown)) : first.At("/data/person") is { } id ? ReportValue.Of(id) : ReportValue.Destroyed), on.Fact("token", Token, ReportValue.Hash(state.Token)),
            on.Fact("registered", Since, ReportValue.Of(state.Registered)), on.Fact("service", Service, ReportValue.Of(state.Service)), on.Fact("regime", Regime, on.Code("regime", state.Regime)),
            on.Fact("events", Events, ReportValue.Of(state.Events)), on.Fact("shown", Shown, ReportValue.Of(person.Own.Count)), on.Fact("state", State, ReportValue.Of(StateOf(on, person))),
        ]);
        yield return on.Text(Explained);
    }

    static string StateOf(AnswerCase on, AnswerPerson person)
    {
        if (person.State.Shredded.Length > 0) return on.Say(Gone, on.Words.Moment(person.State.Shredded[^1].At));
        return on.In(person.State.Data.Any(data => data.Destroyed is null) ? Held : None);
    }
}
