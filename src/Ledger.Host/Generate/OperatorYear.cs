using System.Globalization;

namespace Ledger.Host.Generate;

/// <summary>What the operator itself reports: its registers at the beginning, and what befalls it during the year.</summary>
static class OperatorYear
{
    const string Office = "/office/registry";
    const string Security = "/office/security";

    /// <summary>Events with the even second they arrive at, ascending. The registers fill the first two hours, before anybody registers.</summary>
    public static IEnumerable<(long Second, string Type, string Source, string Data)> Events()
    {
        var second = -60L;
        foreach (var (type, data) in Registers()) yield return (second += 60, type, Office, data);
        foreach (var (day, type, source, data) in Later) yield return (day * 86_400L + 40_000 + second++, type, source, data);
    }

    /// <summary>The policy, and those who hold, receive and see data.</summary>
    public static IEnumerable<(string Type, string Data)> Registers()
    {
        yield return ("ledger.policy.published.v1", SamplePolicy.Published);
        foreach (var (id, name, country, categories) in Systems)
            yield return ("ledger.system.registered.v1",
                OneLine($$"""
                    {"system":"{{id}}","name":"{{name}}","country":"{{country}}","automated":true,"services":["x-keeper-panel"],
                    "categories":[{{categories}}]}
                    """));
        foreach (var recipient in Vocabulary.Recipients)
            yield return ("ledger.recipient.registered.v1",
                $$"""{"recipient":"{{recipient.Id}}","name":"{{Names[recipient.Id]}}","kind":"{{recipient.Kind}}","country":"RU"{{Instruction(recipient)}}}""");
        foreach (var (actor, role) in Staff)
            yield return ("ledger.access.granted.v1",
                $$"""{"actor":"{{actor}}","role":"{{role}}","ground":"Приказ № 4-ПД от 20.12.2024","systems":[]}""");
    }

    static readonly (string Id, string Name, string Country, string Categories)[] Systems =
    [
        (Vocabulary.PanelSystem, "ИСПДн «Панель»", "RU", "\"name\",\"email\",\"phone\""),
        (Vocabulary.TelemetrySystem, "ИСПДн «Устройства и сеансы»", "RU", "\"cookies\",\"device\""),
        (Vocabulary.SupportSystem, "ИСПДн «Поддержка»", "RU", "\"support-contact\",\"support-software\",\"support-traces\""),
        // By mistake: a crash collector that a developer switched on keeps its data abroad.
        (Vocabulary.ForeignSystem, "Сборщик сбоев (облако)", "NL", "\"device\""),
    ];

    static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["sms-gateway"] = "ООО «СМС-Шлюз»", ["mail-gateway"] = "ООО «Почтовая рассылка»", ["hosting"] = "АО «ЦОД-Хостинг»",
        ["installers-msk"] = "ООО «Монтаж-Авто»", ["insurer"] = "АО «Страховая компания»", ["mvd"] = "МВД России", ["call-centre"] = "ООО «Колл-Центр»",
        ["acquirer"] = "АО «Банк-эквайер»", ["fssp"] = "ФССП России", ["arbitration-court"] = "Арбитражный суд города Москвы", ["fns"] = "ФНС России",
        ["fleet-customer"] = "ООО «Автопарк»",
    };

    static readonly (string Actor, string Role)[] Staff =
        [("officer-01", "officer"), ("officer-02", "officer"), ("lawyer-02", "officer"), ("auditor-01", "auditor"), ("contractor-05", "publisher")];

    static readonly (int Day, string Type, string Source, string Data)[] Later =
    [
        (47, "ledger.inquiry.received.v1", Office, Asked("rkn-2025-1", "08-14211/77", "2025-02-14")),
        (58, "ledger.inquiry.answered.v1", Office, Answered("rkn-2025-1")),
        (74, "ledger.system.retired.v1", Office, """{"system":"crash-analytics","reason":"Хранение за пределами России: сборщик отключён, данные удалены"}"""),
        (96, "ledger.access.revoked.v1", Office, """{"actor":"contractor-05","reason":"Окончание договора подряда"}"""),
        (131, "ledger.incident.reported.v1", Security, Incident("inc-2025-1", "stolen-credentials", "person", "2025-05-12T05:40:00Z", "2025-05-12T06:05:00Z")),
        (131, "ledger.incident.regulator-notified.v1", Security, """{"incident":"inc-2025-1","stage":"primary","notice":"2025-05-77-118"}"""),
        (133, "ledger.incident.investigated.v1", Security, Investigated("inc-2025-1")),
        (133, "ledger.incident.regulator-notified.v1", Security, """{"incident":"inc-2025-1","stage":"additional","notice":"2025-05-77-126"}"""),
        (170, "ledger.inquiry.received.v1", Office, Asked("rkn-2025-2", "08-51877/77", "2025-06-18")),
        (180, "ledger.inquiry.extended.v1", Office,
            """{"inquiry":"rkn-2025-2","noticeSentAt":"2025-06-30T09:00:00Z","reasons":"Сведения запрошены у обработчика"}"""),
        (187, "ledger.inquiry.answered.v1", Office, Answered("rkn-2025-2")),
        // The second incident is reported and investigated late: both of its duties are missed.
        (262, "ledger.incident.reported.v1", Security, Incident("inc-2025-2", "wrong-recipient", "operator", "2025-09-20T06:10:00Z", "2025-09-20T06:10:00Z")),
        (263, "ledger.incident.regulator-notified.v1", Security, """{"incident":"inc-2025-2","stage":"primary","notice":"2025-09-77-301"}"""),
        (266, "ledger.incident.investigated.v1", Security, Investigated("inc-2025-2")),
        (266, "ledger.incident.regulator-notified.v1", Security, """{"incident":"inc-2025-2","stage":"additional","notice":"2025-09-77-309"}"""),
        (320, "ledger.inquiry.received.v1", Office, Asked("rkn-2025-3", "08-97034/77", "2025-11-14")),
        (331, "ledger.inquiry.answered.v1", Office, Answered("rkn-2025-3")),
    ];

    static string Instruction(Recipient recipient) => recipient.Kind == "processor" ? $",\"instruction\":\"dpa-2024-{recipient.Id}\"" : "";

    static string Asked(string inquiry, string number, string date) => OneLine($$$"""
        {"inquiry":"{{{inquiry}}}","from":"regulator","channel":"mail","form":"paper","cases":["information"],"admissible":true,
        "request":{"number":"{{{number}}}","date":"{{{date}}}","norms":["152-FZ-20-4"]}}
        """);

    static string Answered(string inquiry) =>
        $$"""{"inquiry":"{{inquiry}}","answerSha256":"{{Hash(inquiry)}}","via":"mail","cases":[]}""";

    static string Incident(string incident, string kind, string by, string detected, string known) => OneLine($$"""
        {"incident":"{{incident}}","detectedAt":"{{detected}}","detectedBy":"{{by}}","knownToOperatorAt":"{{known}}","kind":"{{kind}}",
        "categories":["login","phone"],"rightsViolated":true,"subjectsCount":1,"recordsCount":3,"causes":"Повторно использованный пароль",
        "measures":"Сеансы завершены, пароль сброшен","contact":"Орлова М. С., +7 999 000-00-14","system":"panel-db"}
        """);

    static string Investigated(string incident) => OneLine($$"""
        {"incident":"{{incident}}","order":"order-{{incident}}","results":"Нарушитель вошёл с чужим паролем; иных учётных записей не затронуто",
        "culprits":[{"description":"Неустановленное лицо, адрес 203.0.113.77"}]}
        """);

    /// <summary>An event is one line: what is broken here for the eye is joined.</summary>
    static string OneLine(string json) => json.ReplaceLineEndings("");

    static string Hash(string text) => string.Concat(Enumerable.Range(0, 4).Select(part =>
        SeededNumbers.Of((ulong)text.Length, text[^1], part).ToString("x16", CultureInfo.InvariantCulture)));
}
