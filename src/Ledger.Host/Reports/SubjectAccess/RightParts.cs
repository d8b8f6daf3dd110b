using Ledger.Policies;
using Ledger.Reports;

namespace Ledger.Host.Reports.SubjectAccess;

/// <summary>(7) how to exercise the rights: what, under which article, within which term.</summary>
static class RightParts
{
    static readonly LocalText Right = new("Право", "Right"), Norm = new("Норма", "Article"), How = new("Порядок и срок", "How, and when"),
        Where = new("Запрос направляется оператору по адресу: {0} — либо в электронной форме, через настройки сервиса или службу поддержки. Запрос должен содержать сведения об основном документе, удостоверяющем личность субъекта или его представителя, сведения, подтверждающие отношения с оператором или факт обработки данных, и подпись (ч. 3 ст. 14). Ответ даётся бесплатно.",
            "A request goes to the operator at: {0}, or electronically, through the settings of the service or Support. It states the identity document of the person or the representative, what shows the relation to the operator or that data is processed, and is signed (14(3)). The answer is free of charge."),
        EuWhere = new("Запрос направляется контролёру по адресу: {0} — либо в электронной форме. Ответ даётся бесплатно и без неоправданной задержки, не позднее месяца с получения запроса; срок может быть продлён на два месяца с уведомлением (ст. 12(3), 12(5)).",
            "A request goes to the controller at: {0}, or electronically. It is answered free of charge, without undue delay and within one month of receipt, which may be extended by two further months with notice (Art. 12(3), 12(5))."),
        NoAddress = new("указанному в политике обработки персональных данных", "the address that the privacy policy gives");

    static readonly (LocalText Right, LocalText Norm, LocalText How)[] Russian =
    [
        (new("Получить сведения об обработке своих данных", "To be told about the processing of the data"), new("ст. 14, ч. 1 ст. 20", "14, 20(1)"), new("10 рабочих дней с получения запроса; повторно — через 30 дней, ранее — если ответ был неполным", "10 working days from receipt; again after 30 days, or sooner where the answer was not complete")),
        (new("Требовать уточнения неполных, устаревших или неточных данных", "To have incomplete, outdated or inaccurate data corrected"), new("ч. 1 ст. 14, ч. 3 ст. 20, ст. 21", "14(1), 20(3), 21"), new("7 рабочих дней со дня представления подтверждающих сведений", "7 working days from when the facts are submitted")),
        (new("Требовать блокирования данных на время проверки", "To have data blocked while it is checked"), new("ч. 1 ст. 14, ч. 1 ст. 21", "14(1), 21(1)"), new("с момента обращения или получения запроса", "from the moment of the appeal or receipt")),
        (new("Требовать уничтожения незаконно полученных или ненужных для цели данных", "To have data destroyed that was obtained unlawfully or is not needed for the purpose"), new("ч. 1 ст. 14, ч. 3 ст. 20", "14(1), 20(3)"), new("7 рабочих дней со дня представления подтверждающих сведений", "7 working days from when the facts are submitted")),
        (new("Отозвать согласие", "To withdraw consent"), new("ч. 2 ст. 9, ч. 5 ст. 21", "9(2), 21(5)"), new("данные, которые больше не нужны, уничтожаются не позднее 30 дней с поступления отзыва", "data no longer needed is destroyed within 30 days of the withdrawal's arrival")),
        (new("Требовать прекращения обработки", "To demand that processing stop"), new("ч. 5.1 ст. 21", "21(5.1)"), new("10 рабочих дней с получения требования; возможно продление на 5 рабочих дней с мотивированным уведомлением", "10 working days from receipt; 5 more with a reasoned notice")),
        (new("Отказаться от рассылок и продвижения", "To refuse marketing messages"), new("ч. 2 ст. 15", "15(2)"), new("немедленно", "at once")),
        (new("Возразить против решения, принятого исключительно автоматически", "To object to a decision made by automation alone"), new("ч. 3, 4 ст. 16", "16(3), 16(4)"), new("возражение рассматривается в течение 30 дней", "the objection is considered within 30 days")),
        (new("Обжаловать действия или бездействие оператора, требовать возмещения убытков и компенсации морального вреда", "To complain of the operator's acts or omissions, and to claim damages"), new("ст. 17", "17"), new("в Роскомнадзор или в суд", "to Roskomnadzor or to a court")),
    ];

    static readonly (LocalText Right, LocalText Norm, LocalText How)[] European =
    [
        (new("Доступ к данным и их копия", "Access to the data and a copy of it"), new("ст. 15", "Art. 15"), new("первая копия бесплатна", "the first copy is free of charge")),
        (new("Исправление", "Rectification"), new("ст. 16", "Art. 16"), new("без неоправданной задержки", "without undue delay")),
        (new("Удаление («право быть забытым»)", "Erasure (“right to be forgotten”)"), new("ст. 17", "Art. 17"), new("в случаях ст. 17(1), если нет исключений ст. 17(3)", "in the cases of Art. 17(1), unless Art. 17(3) applies")),
        (new("Ограничение обработки", "Restriction of processing"), new("ст. 18", "Art. 18"), new("на время проверки и в иных случаях ст. 18(1)", "during verification and in the other cases of Art. 18(1)")),
        (new("Перенос данных", "Data portability"), new("ст. 20", "Art. 20"), new("для данных, обрабатываемых автоматически на основании согласия или договора", "for data processed by automated means on consent or contract")),
        (new("Возражение против обработки", "To object to processing"), new("ст. 21", "Art. 21"), new("против прямого маркетинга — в любое время", "to direct marketing at any time")),
        (new("Не подпадать под решение, принятое исключительно автоматически", "Not to be subject to a decision based solely on automated processing"), new("ст. 22", "Art. 22"), new("с правом на вмешательство человека", "with the right to human intervention")),
        (new("Отозвать согласие", "To withdraw consent"), new("ст. 7(3)", "Art. 7(3)"), new("в любое время, так же просто, как оно было дано", "at any time, as easily as it was given")),
        (new("Подать жалобу в надзорный орган", "To lodge a complaint with a supervisory authority"), new("ст. 77", "Art. 77"), new("по месту жительства, работы или предполагаемого нарушения", "in the state of residence, work or the alleged infringement")),
    ];

    public static IReadOnlyList<ReportBlock> Of(AccessCase on)
    {
        var address = on.Registers.Operator?.Terms.Address ?? on.In(NoAddress);
        return
        [
            new ReportText(string.Format(System.Globalization.CultureInfo.InvariantCulture, on.In(Where, EuWhere), address)),
            ReportTable.Of("rights", null, [on.Column("right", Right, 38), on.Column("norm", Norm, 22), on.Column("how", How, 40)],
                [.. (on.IsEu ? European : Russian).Select(right => new[] { ReportValue.Of(on.In(right.Right)), ReportValue.Of(on.In(right.Norm)), ReportValue.Of(on.In(right.How)) })]),
        ];
    }
}
