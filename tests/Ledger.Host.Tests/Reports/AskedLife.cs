namespace Ledger.Host.Tests.Reports;

/// <summary>
/// Two persons whose data went to the police, an inquiry of the regulator about one of them, another about everything the police got, one of the other person, and an
/// incident that names the first. Every sealed value stands in <see cref="Sealed"/>.
/// </summary>
static class AskedLife
{
    public const string Anna = "u-3001", Boris = "u-3002", Token = "2025-31", All = "2025-32", Other = "2025-33", Nothing = "2025-34", Question = "Сообщите сведения об обработке данных заявительницы",
        Contact = "anna.asked@example.com", Address = "203.0.113.91", RequestOfAnna = "Исх-4711/77", RequestOfBoris = "Исх-8822/78", TextHash = "5f1d8c0e6b7a49d2b3c4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a";

    /// <summary>What is sealed somewhere, whoever it is about.</summary>
    public static IReadOnlyList<string> Sealed { get; } =
    [
        Anna, Boris, Question, Contact, Address, RequestOfAnna, RequestOfBoris, TextHash, "AskedBrowser/7", "09-345/25-АН", "09-777/25-МВ", "Управление по ЦФО Анна", "boris.asked@example.com", "Жалоба Бориса на обработку",
        "Причина инцидента секретная", "Пояснение к блоку", "Разъяснение по уничтожению", "Исполнитель Пётр Иванов", "старший администратор", "Сообщите обо всех передачах в МВД",
    ];

    public static IEnumerable<string> Lines_ =>
    [
        File.ReadAllText(Path.Combine(Repository.Root, "deploy", "policies", "x-keeper-2025.json")).ReplaceLineEndings(" "),
        Line("o-1", null, "operator.registered", """{"name":"ООО «Икс-Кипер»","address":"109012, г. Москва, ул. Никольская, д. 10","inn":"7701234567","ogrn":"1027700123456","registryNumber":"77-25-004711","contact":"Отдел защиты данных"}"""),
        Line("o-2", null, "recipient.registered", """{"recipient":"mvd","name":"МВД России","kind":"state-body","country":"RU","inn":"7706074737"}"""),
        Line("o-3", null, "recipient.registered", """{"recipient":"cloud","name":"Cloud GmbH","kind":"processor","country":"DE","instruction":"DPA-7"}"""),
        Line("o-4", null, "system.registered", """{"system":"crm","name":"ИСПДн «Учёт абонентов»","country":"RU","automated":true,"services":[],"categories":[]}"""),
        Line("a-1", Anna, "subject.registered", """{"service":"x-keeper-panel"}"""),
        Line("a-2", Anna, "consent.given", $$"""
            {"consent":"c-1","purposes":["contact","improvement"],"categories":["email","device"],"edition":"x-keeper-2025","form":"checkbox","separateDocument":true,"channel":"web","language":"ru",
             "evidence":{"ip":"{{Address}}","userAgent":"AskedBrowser/7","textSha256":"{{TextHash}}"} }
            """),
        Line("a-3", Anna, "data.collected", """{"origin":"provided","service":"x-keeper-panel","purposes":["contact"],"categories":["email"],"system":"crm"}"""),
        Line("a-3b", Anna, "data.collected", """{"origin":"automatic","service":"x-keeper-panel","purposes":["improvement"],"categories":["device"],"system":"crm"}"""),
        Line("a-4", Anna, "messaging.opted-in", $$"""{"kind":"news","channels":["email"],"contact":"{{Contact}}"}"""),
        Line("a-5", Anna, "disclosure.made", Disclosed(RequestOfAnna), "2025-06-10T21:30:00Z"),
        Line("a-6", Anna, "disclosure.made", """{"recipient":"cloud","categories":["device"],"purpose":"improvement","mode":"provision","country":"DE"}"""),
        Line("a-7", Anna, "data.blocked", """{"categories":["email"],"reason":"inaccuracy","explanation":"Пояснение к блоку"}""", "2025-06-12T09:00:00Z"),
        Line("a-8", Anna, "consent.withdrawn", """{"purposes":["improvement"],"channel":"web"}""", "2025-06-15T09:00:00Z"),
        Line("a-9", Anna, "data.destroyed", """
            {"system":"crm","categories":["device"],"automated":true,"method":"overwriting","reason":"withdrawal","reasonText":"Разъяснение по уничтожению","destroyedOn":"2025-08-01","act":"2025/9",
             "performedBy":[{"person":"staff-5","fullName":"Исполнитель Пётр Иванов","position":"старший администратор"}]}
            """, "2025-08-01T09:00:00Z"),
        Line("b-1", Boris, "messaging.opted-in", """{"kind":"news","channels":["email"],"contact":"boris.asked@example.com"}"""),
        Line("b-2", Boris, "disclosure.made", Disclosed(RequestOfBoris)),
        Line("b-3", Boris, "disclosure.refused", """{"recipient":"mvd","purpose":"identification","reason":"no-ground"}"""),
        Line("i-1", null, "incident.reported", $$"""
            {"incident":"inc-9","detectedAt":"2025-06-20T08:00:00Z","detectedBy":"operator","knownToOperatorAt":"2025-06-20T08:00:00Z","kind":"wrong-recipient","categories":["email"],"rightsViolated":true,
             "causes":"Причина инцидента секретная","affected":[{"person":"{{Anna}}"}] }
            """),
        Line("q-1", Anna, "inquiry.received", $$"""
            {"inquiry":"{{Token}}","from":"regulator","channel":"post","form":"paper","cases":["information"],"admissible":true,"request":{"number":"09-345/25-АН","date":"2025-08-20","norms":["152-FZ-20-4"]},"question":"{{Question}}",
             "sender":"Управление по ЦФО Анна"}
            """, "2025-08-25T08:00:00Z"),
        Line("q-2", null, "inquiry.received", $$"""
            {"inquiry":"{{All}}","from":"regulator","channel":"post","form":"paper","cases":["information"],"admissible":true,"request":{"number":"09-777/25-МВ","date":"2025-08-20","norms":["152-FZ-20-4"]},
             "question":"Сообщите обо всех передачах в МВД","scope":{"recipient":"mvd","from":"2025-01-01T00:00:00+03:00","to":"2026-01-01T00:00:00+03:00","types":["disclosure.made"]} }
            """, "2025-08-25T08:00:00Z"),
        Line("q-3", Boris, "inquiry.received", $$"""{"inquiry":"{{Other}}","from":"person","channel":"web","form":"electronic","cases":["information"],"admissible":true,"question":"Жалоба Бориса на обработку"}"""),
        Line("q-4", null, "inquiry.received", $$"""{"inquiry":"{{Nothing}}","from":"regulator","channel":"post","form":"paper","cases":["information"],"admissible":true}"""),
    ];

    static string Disclosed(string number) => $$"""
        {"recipient":"mvd","categories":["name"],"purpose":"identification","mode":"provision","country":"RU","ground":"law","basis":"law","document":{"kind":"request","number":"{{number}}","date":"2025-05-30","issuer":"UMVD-77","norm":"144-FZ-6"},"authorityCheckedBy":"checker"}
        """;

    static string Line(string id, string? user, string type, string data, string at = "2025-06-02T12:00:00Z") =>
        Lines.Event(id, user, $"ledger.{type}.v1", data.ReplaceLineEndings(" ").Trim()).Replace("2025-06-02T12:00:00Z\",\"data\"", $"{at}\",\"data\"", StringComparison.Ordinal);
}
