using Ledger.Policies;
using Ledger.Reports;

namespace Ledger.Host.Reports.SubjectAccess;

/// <summary>(1) whether the operator processes data of this person at all.</summary>
static class Confirmation
{
    static readonly LocalText Processes = new("Оператор подтверждает, что обрабатывает персональные данные субъекта.", "The operator confirms that it processes personal data of this person."),
        KeepsEvidence = new(
            "Персональные данные субъекта уничтожены. Оператор подтверждает, что обрабатывает только сведения, которые доказывают согласие субъекта и уничтожение его данных.",
            "The personal data of this person has been destroyed. The operator confirms that it processes only what proves the person's consent and the destruction of the data."),
        Nothing = new("По записям оператора персональные данные субъекта в его системах не обрабатываются, кроме указанных в пункте 5 значений.",
            "By the operator's records no personal data of this person is processed in its systems, beside the values that item 5 shows."),
        Who = new("Субъект (идентификатор у оператора)", "The person (the operator's id)"), Since = new("Зарегистрирован", "Registered"), Service = new("Сервис", "Service"),
        Events = new("Записей о субъекте в журнале", "Records of the person in the ledger");

    public static IReadOnlyList<ReportBlock> Of(AccessCase on) =>
    [
        on.Say(on.Person.HoldsData ? Processes : on.Person.Destroyed.IsEmpty && on.Person.Shredded.IsEmpty ? Nothing : KeepsEvidence),
        new ReportFacts("person",
        [
            new("id", on.In(Who), ReportValue.Of(on.Asked.UserId)), new("registered", on.In(Since), on.Day(on.Person.Registered)),
            new("service", on.In(Service), ReportValue.Of(on.Person.Service)), new("records", on.In(Events), ReportValue.Of(on.File.Events.Count)),
        ]),
    ];
}
