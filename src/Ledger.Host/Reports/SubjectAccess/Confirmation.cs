using System.Globalization;
using Ledger.Policies;
using Ledger.Reports;

namespace Ledger.Host.Reports.SubjectAccess;

/// <summary>(1) whether the operator processes data of this person at all.</summary>
static class Confirmation
{
    static readonly LocalText Processes = new("Подтверждаем, что {0} обрабатывает ваши персональные данные.", "We confirm that {0} processes your personal data."),
        KeepsEvidence = new(
            "Ваши персональные данные уничтожены. Подтверждаем, что {0} обрабатывает только сведения, которые доказывают ваше согласие и уничтожение ваших данных.",
            "Your personal data has been destroyed. We confirm that {0} processes only what proves your consent and the destruction of the data."),
        Nothing = new("По записям журнала {0} не обрабатывает в своих системах ваших персональных данных, кроме значений, указанных в пункте\u00A05.",
            "By the ledger's records {0} processes no personal data of yours in its systems, beside the values that item 5 shows."),
        Operator = new("оператор", "the operator"), Who = new("Субъект (идентификатор у оператора)", "The person (the operator's id)"), Since = new("Зарегистрирован", "Registered"), Service = new("Сервис", "Service"),
        Events = new("Записей о субъекте в журнале", "Records of the person in the ledger");

    public static IReadOnlyList<ReportBlock> Of(AccessCase on) =>
    [
        new ReportText(string.Format(CultureInfo.InvariantCulture, on.In(on.Person.HoldsData ? Processes : on.Person.Destroyed.IsEmpty && on.Person.Shredded.IsEmpty ? Nothing : KeepsEvidence), on.Registers.Operator?.Terms.Name ?? on.In(Operator))),
        new ReportFacts("person",
        [
            new("id", on.In(Who), ReportValue.Of(on.Asked.UserId)), new("registered", on.In(Since), on.Day(on.Person.Registered)),
            new("service", on.In(Service), ReportValue.Of(on.Person.Service)), new("records", on.In(Events), ReportValue.Of(on.File.Events.Count)),
        ]),
    ];
}
