using Ledger.Policies;
using Ledger.Reports;

namespace Ledger.Host.Reports.SubjectAccess;

/// <summary>(9.1) how the duties of 152-FZ 18.1 are fulfilled: what the ledger's own records show, and nothing the operator only says.</summary>
static class MeasureParts
{
    static readonly LocalText Measure = new("Мера", "Measure"), Norm = new("Норма", "Article"), Shown = new("Чем подтверждается", "What shows it"),
        Policy = new("Опубликована политика в отношении обработки персональных данных", "The privacy policy is published"), PolicyShown = new("редакция {0}, действует с {1}{2}", "edition {0}, in force since {1}{2}"), At = new(", опубликована: {0}", ", published at {0}"),
        Purposes = new("Для каждой цели определены категории данных, основания, сроки и порядок уничтожения", "For each purpose the categories, grounds, terms and destruction are laid down"), PurposesShown = new("целей в политике: {0}", "purposes in the policy: {0}"),
        Access = new("Доступ к данным ограничен и учитывается, каждое обращение к сведениям о субъекте записывается", "Access to data is limited and accounted for; each look at this person's record is recorded"), AccessShown = new("журнал действий ведётся непрерывно и защищён от изменения", "the journal of actions is unbroken and protected against change"),
        Control = new("Сроки ответов, прекращения обработки и уничтожения контролируются", "Terms of answers, of stopping and of destruction are watched"), ControlShown = new("срок каждой обязанности рассчитан при её возникновении и сохранён", "the end of each duty is worked out when it arises, and kept"),
        Destruction = new("Уничтожение данных подтверждается актом и выгрузкой из журнала (приказ Роскомнадзора № 179)", "Destruction is proved by an act and an export of the log (Order 179 of Roskomnadzor)"), DestructionShown = new("записей об уничтожении данных субъекта: {0}", "records of destruction of this person's data: {0}"),
        Sealing = new("Персональные значения хранятся зашифрованными; уничтожение ключей исключает их восстановление", "Personal values are kept encrypted; once their keys are destroyed they cannot be restored"), NothingDestroyed = new("данные субъекта не уничтожались", "no data of this person was destroyed"), NoKeys = new("ключи субъекта не уничтожались", "no key of this person was destroyed"),
        SealingShown = new("уничтожений ключей по субъекту: {0}", "destructions of this person's keys: {0}"),
        Attached = new("Сведения о назначении ответственного за организацию обработки, локальных актах, внутреннем контроле, оценке вреда и ознакомлении работников (п. 1, 2, 4–6 ч. 1 ст. 18.1) прилагаются оператором к ответу.",
            "Information on the person responsible for processing, on local acts, internal control, assessment of harm and the instruction of employees (18.1(1)(1), (2), (4) to (6)) is attached by the operator."),
        EuAttached = new("Сведения об иных технических и организационных мерах (ст. 24, 32) прилагаются контролёром.", "Information on other technical and organisational measures (Art. 24, 32) is attached by the controller.");

    public static IReadOnlyList<ReportBlock> Of(AccessCase on) =>
    [
        ReportTable.Of("measures", null, [on.Column("measure", Measure, 46), on.Column("norm", Norm, 18), on.Column("shown", Shown, 36)], [.. Rows(on)]),
        new ReportText(on.In(Attached, EuAttached)),
    ];

    static IEnumerable<ReportValue[]> Rows(AccessCase on)
    {
        if (on.Registers.EditionInForce(on.Now) is { Published: var edition, InForceFrom: var since })
        {
            yield return Row(on, Policy, "ч. 2 ст. 18.1", "18.1(2)", "24(2)", Said(on, PolicyShown, edition.Edition, on.Words.Day(on.Words.LocalDay(since)), edition.Url is { } url ? Said(on, At, url) : ""));
            yield return Row(on, Purposes, "п. 2 ч. 1 ст. 18.1", "18.1(1)(2)", "30", Said(on, PurposesShown, on.Words.Number(edition.Terms.Purposes.Count)));
        }
        yield return Row(on, Access, "п. 3 ч. 1 ст. 18.1, п. 8 ч. 2 ст. 19", "18.1(1)(3), 19(2)(8)", "32", on.In(AccessShown));
        yield return Row(on, Control, "п. 4 ч. 1 ст. 18.1", "18.1(1)(4)", "24", on.In(ControlShown));
        if (!on.IsEu) yield return Row(on, Destruction, "ч. 7 ст. 21", "21(7)", "17", on.Person.Destroyed.IsEmpty ? on.In(NothingDestroyed) : Said(on, DestructionShown, on.Words.Number(on.Person.Destroyed.Length)));
        yield return Row(on, Sealing, "п. 3 ч. 1 ст. 18.1", "18.1(1)(3)", "32(1)(a)", on.Person.Shredded.IsEmpty ? on.In(NoKeys) : Said(on, SealingShown, on.Words.Number(on.Person.Shredded.Length)));
    }

    static ReportValue[] Row(AccessCase on, LocalText measure, string russian, string english, string european, string shown) =>
        [ReportValue.Of(on.In(measure)), ReportValue.Of(on.In(new(russian, english), new($"ст. {european}", $"Art. {european}"))), ReportValue.Of(shown)];

    static string Said(AccessCase on, LocalText text, params object?[] what) => string.Format(System.Globalization.CultureInfo.InvariantCulture, on.In(text), what);
}
