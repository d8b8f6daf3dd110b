namespace Ledger.Host.Tests.Reports;

/// <summary>
/// One person's life with other people's values in every place where they can stand: in the person's own stream, in inquiries and incidents about the person, in
/// the access journal, in the registers; and another person's life beside it.
/// </summary>
static class CrowdedLife
{
    public const string Anna = "u-2001", Gone = "u-2002", Eu = "u-2003", Other = "u-2999-other", Number = "2025-118", OthersNumber = "2025-119", Edition = "x-keeper-2025";

    /// <summary>What is the person's own, and must be told.</summary>
    public static IReadOnlyList<string> Own { get; } = [Anna, "anna.own@example.com", "203.0.113.77", "AnnasBrowser/1.0", "Анна Собственная", "https://example.com/annas-page"];

    /// <summary>What is others', or the operator's staff's, and must be nowhere.</summary>
    public static IReadOnlyList<string> Others { get; } =
    [
        Other, "other.person@example.com", "198.51.100.9", "staff-77-id", "Петров Чужой Петрович", "администратор-чужой", "agent-88-id", "Доверенность Чужого № 5", "verifier-account", "decider-account", "checker-account",
        "Разъяснение о Сидоровой", "Определение о Чужом", "Снято по просьбе Чужого", "reporter-66-id", "Жалоба Чужой", "Отправитель Чужой", "Причина Чужого", "officer-secret-account", "Просмотр по жалобе соседа",
        "Коробка Чужого", "Договор Чужого № 9", "Пояснение о нарушении Чужого", "duty-officer-account",
    ];

    public static IEnumerable<string> Lines_ =>
    [
        File.ReadAllText(Path.Combine(Repository.Root, "deploy", "policies", "x-keeper-2025.json")).ReplaceLineEndings(" "),
        Line("o-1", null, "operator.registered", """{"name":"ООО «Икс-Кипер»","address":"109012, г. Москва, ул. Никольская, д. 10","inn":"7701234567","registryNumber":"77-25-004711"}"""),
        Line("o-2", null, "recipient.registered", """{"recipient":"insurer","name":"АО «Страховая»","kind":"partner","country":"RU","address":"г. Казань, ул. Баумана, д. 1"}"""),
        Line("o-3", null, "recipient.registered", """{"recipient":"cloud","name":"Cloud GmbH","kind":"processor","country":"DE","address":"Berlin, Unter den Linden 1","instruction":"DPA-7"}"""),
        Line("o-4", null, "system.registered", """{"system":"crm","name":"ИСПДн «Учёт абонентов»","country":"RU","automated":true,"services":[],"categories":[]}"""),
        Line("o-5", null, "access.granted", """{"actor":"officer-secret-account","role":"officer","ground":"order 7","systems":["crm"]}"""),
        .. About(Anna, "a"),
        .. About(Gone, "g"),
        .. Others_,
        Line("eu-1", Eu, "subject.registered", """{"service":"x-keeper-panel","regime":"eu"}"""),
        Line("eu-2", Eu, "data.collected", """{"origin":"provided","service":"x-keeper-panel","purposes":["contact"],"categories":["email"],"system":"crm"}"""),
    ];

    /// <summary>The person's own life, with others named in it.</summary>
    static IEnumerable<string> About(string user, string id) =>
    [
        Line($"{id}-1", user, "subject.registered", """{"service":"x-keeper-panel"}"""),
        Line($"{id}-2", user, "consent.given", """
            {"consent":"c-1","purposes":["contact","improvement"],"categories":["email","device"],"edition":"x-keeper-2025","form":"checkbox","separateDocument":true,"channel":"web","language":"ru","recipients":["insurer"],
             "evidence":{"ip":"203.0.113.77","userAgent":"AnnasBrowser/1.0"}}
            """),
        Line($"{id}-3", user, "consent.given", """
            {"consent":"c-2","purposes":["support"],"categories":["support-contact"],"edition":"x-keeper-2025","form":"paper","separateDocument":true,"channel":"office","language":"ru",
             "representative":{"person":"agent-88-id","capacity":"attorney","authority":"Доверенность Чужого № 5","verifiedBy":"verifier-account","verifiedAt":"2025-06-01T10:00:00Z"}}
            """),
        Line($"{id}-4", user, "data.collected", """{"origin":"provided","service":"x-keeper-panel","purposes":["contact","identification"],"categories":["email","name"],"system":"crm"}"""),
        Line($"{id}-5", user, "data.collected", """{"origin":"automatic","service":"x-keeper-panel","purposes":["improvement"],"categories":["device"],"system":"crm","source":"insurer","noticeSentAt":"2025-06-01T10:00:00Z"}"""),
        Line($"{id}-6", user, "messaging.opted-in", """{"kind":"news","channels":["email"],"contact":"anna.own@example.com"}"""),
        Line($"{id}-7", user, "data.made-public", """{"categories":["name"],"resource":"https://example.com/annas-page"}"""),
        Line($"{id}-8", user, "disclosure.made", """
            {"recipient":"insurer","categories":["name"],"purpose":"identification","mode":"provision","country":"RU","ground":"law","basis":"law","document":{"kind":"request","number":"Договор Чужого № 9","date":"2025-05-30"},"authorityCheckedBy":"checker-account"}
            """),
        Line($"{id}-9", user, "disclosure.made", """{"recipient":"cloud","categories":["device"],"purpose":"improvement","mode":"provision","country":"DE","ground":"consent"}"""),
        Line($"{id}-10", user, "data.blocked", """{"categories":["email"],"reason":"inaccuracy","explanation":"Разъяснение о Сидоровой"}"""),
        Line($"{id}-11", user, "hold.placed", """{"hold":"h-1","ground":"court","categories":["name"],"document":"Определение о Чужом"}"""),
        Line($"{id}-12", user, "hold.lifted", """{"hold":"h-1","reason":"Снято по просьбе Чужого"}"""),
        Line($"{id}-13", user, "consent.withdrawn", """
            {"purposes":["improvement"],"channel":"web","continued":[{"category":"device","basis":"contract","document":"Договор Чужого № 9","decidedBy":"decider-account","purpose":"improvement"}]}
            """),
        Line($"{id}-14", user, "data.destroyed", """
            {"system":"crm","categories":["device"],"automated":true,"method":"overwriting","reason":"withdrawal","reasonText":"Разъяснение о Сидоровой","destroyedOn":"2025-06-02","subjectName":"Анна Собственная","act":"2025/3",
             "performedBy":[{"person":"staff-77-id","fullName":"Петров Чужой Петрович","position":"администратор-чужой"}],"media":[{"name":"Коробка Чужого","sheets":3}]}
            """),
        Line($"{id}-15", user, "inquiry.received", $$"""
            {"inquiry":"{{(user == Anna ? Number : "2025-77")}}","from":"representative","channel":"web","form":"electronic","cases":["information"],"admissible":true,"question":"Жалоба Чужой","sender":"Отправитель Чужой","receivedBy":"duty-officer-account",
             "representative":{"person":"agent-88-id","capacity":"attorney","authority":"Доверенность Чужого № 5","verifiedBy":"verifier-account","verifiedAt":"2025-06-01T10:00:00Z"} }
            """),
    ];

    static IEnumerable<string> Others_ =>
    [
        Line("x-1", Other, "messaging.opted-in", """{"kind":"news","channels":["email"],"contact":"other.person@example.com"}"""),
        Line("x-2", Other, "consent.given", """{"consent":"c-1","purposes":["contact"],"categories":["email"],"edition":"x-keeper-2025","form":"checkbox","separateDocument":true,"channel":"web","language":"ru","evidence":{"ip":"198.51.100.9"}}"""),
        Line("x-3", Other, "inquiry.received", $$"""{"inquiry":"{{OthersNumber}}","from":"person","channel":"web","form":"paper","cases":["information"],"admissible":true,"question":"Жалоба Чужой"}"""),
        Line("x-4", null, "incident.reported", $$"""
            {"incident":"inc-1","detectedAt":"2025-06-02T11:00:00Z","detectedBy":"person","knownToOperatorAt":"2025-06-02T11:00:00Z","kind":"stolen-credentials","categories":["email"],"rightsViolated":true,"reporter":"reporter-66-id","causes":"Причина Чужого"}
            """),
    ];

    static string Line(string id, string? user, string type, string data) => Lines.Event(id, user, $"ledger.{type}.v1", data.ReplaceLineEndings(" ").Trim());
}
