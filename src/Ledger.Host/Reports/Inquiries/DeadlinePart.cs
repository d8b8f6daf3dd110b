using Ledger.Host.Sheets;
using Ledger.Law;
using Ledger.Policies;
using Ledger.Projections;
using Ledger.Reports;

namespace Ledger.Host.Reports.Inquiries;

/// <summary>Deadlines, statutory and actual: kept, missed, running.</summary>
static class DeadlinePart
{
    public static readonly LocalText Title = new("Соблюдение сроков", "Deadlines");

    static readonly LocalText Rule = new("Обязанность", "Duty"), Norm = new("Норма", "Norm"), Start = new("Начало срока", "Term began"), Due = new("Срок по закону", "Statutory end"), Safe = new("Бесспорный срок", "Undisputed end"), Done = new("Исполнено", "Done"), State = new("Итог", "Outcome"),
        Kept = new("в срок", "in time"), Missed = new("нарушен", "missed"), Running = new("срок идёт", "not due yet"), Overdue = new("просрочен", "overdue"), Extended = new("продлён", "extended"), None = new("Обязанностей со сроком не записано.", "No duty with a term is recorded."),
        Late = new("Нарушен срок: {0}. Срок по закону {1}, исполнено {2}.", "A deadline was missed: {0}. Due {1}, done {2}."), StillOpen = new("Срок истёк {1}, не исполнено: {0}.", "Overdue since {1}: {0}."), Bare = new("не исполнено", "not done"),
        Counting = new("Срок по закону — с переносом с нерабочего дня вперёд (ст. 193 ГК РФ); бесспорный — без переноса вперёд. Дни — московские.", "The statutory end moves from a day off to the next working day (Civil Code 193); the undisputed one does not. Days are Moscow's.");

    public static IEnumerable<ReportBlock> Of(AnswerCase on, AnswerPerson person)
    {
        var duties = person.State.Duties.Concat(person.Inquiries.SelectMany(inquiry => inquiry.Duties)).Concat(person.Incidents.SelectMany(incident => incident.Duties));
        return Of(on, duties);
    }

    public static IEnumerable<ReportBlock> Of(AnswerCase on, IEnumerable<Duty> all)
    {
        var duties = all.Where(duty => AnswerCase.RuleOf(duty.Terms.Rule) is not { Kind: not RuleKind.Deadline }).DistinctBy(duty => duty.Id).OrderBy(duty => duty.Terms.Start).ToList();
        foreach (var duty in duties.Where(duty => duty.IsMissed || duty.IsOverdue(on.Now))) yield return new ReportWarning(Warning(on, duty));
        yield return ReportTable.Of("deadlines", null,
            [on.Column("rule", Rule, 23), on.Column("norm", Norm, 16), on.Column("start", Start, 13), on.Column("due", Due, 12), on.Column("safe", Safe, 12), on.Column("done", Done, 13), on.Column("state", State, 11)],
            [.. duties.Select(duty => Row(on, duty))]) with { Empty = on.In(None) };
        if (duties.Count > 0) yield return on.Text(Counting);
    }

    static string Warning(AnswerCase on, Duty duty)
    {
        var (name, due) = (NameOf(on, duty.Terms.Rule), on.Words.Of(on.End(duty.Terms.Rule, duty.Terms.Due)));
        return duty.ClosedAt is { } closed ? on.Say(Late, name, due, on.Words.Moment(closed)) : on.Say(StillOpen, name, due);
    }

    static ReportValue[] Row(AnswerCase on, Duty duty)
    {
        var terms = duty.Terms;
        var state = duty.IsMissed ? ("missed", Missed) : duty.ClosedAt is not null ? ("kept", Kept) : duty.IsOverdue(on.Now) ? ("overdue", Overdue) : ("running", Running);
        var outcome = ReportValue.Of(state.Item1, on.In(state.Item2));
        return
        [
            ReportValue.Of(terms.Rule, NameOf(on, terms.Rule)), ReportValue.Of(NormText.OfRule(terms.Rule, on.Asked.Language)), ReportValue.Of(terms.Start),
            on.End(terms.Rule, terms.Due), on.End(terms.Rule, terms.Safe), duty.ClosedAt is { } closed ? ReportValue.Of(closed) : ReportValue.Of(on.In(Bare)),
            duty.ExtendedIndex is null ? outcome : ReportValue.Of([outcome, ReportValue.Of("extended", on.In(Extended))]),
        ];
    }

    static string NameOf(AnswerCase on, string rule) => DutyNames.Of(rule) is var name && on.IsRussian ? name.Ru : name.En;
}
