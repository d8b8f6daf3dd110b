namespace Ledger.Host.Tests.Acts;

/// <summary>
/// A destruction as it is published: two persons, two systems, one of them automated, one on paper with its media, a processor, two people who did it.
/// </summary>
static class TwoSystems
{
    public const string Act = "2026/7", Anna = "u-1001", Boris = "u-1002", AnnasName = "Иванова Анна Сергеевна";

    public const string Administrator = "Петров Пётр Петрович", Archivist = "Сидорова Мария Ивановна";

    /// <summary>Everything published, registers first.</summary>
    public static IEnumerable<string> Published => [.. Registers, .. Reports(Act)];

    public static IEnumerable<string> Registers =>
    [
        File.ReadAllText(Path.Combine(Repository.Root, "deploy", "policies", "x-keeper-2025.json")).ReplaceLineEndings(" "),
        Operator,
        Lines.Event("o-2", null, "ledger.recipient.registered.v1",
            """{"recipient":"hosting-1","name":"АО «Дата-центр Север»","kind":"processor","country":"RU","inn":"7812345678","address":"190000, г. Санкт-Петербург, Невский пр., д. 1"}"""),
        Lines.Event("o-3", null, "ledger.system.registered.v1",
            """{"system":"crm","name":"ИСПДн «Учёт абонентов»","country":"RU","automated":true,"services":[],"categories":[]}"""),
        Lines.Event("o-4", null, "ledger.system.registered.v1",
            """{"system":"archive","name":"Бумажный архив","country":"RU","automated":false,"services":[],"categories":[]}"""),
    ];

    public static string Operator => Lines.Event("o-1", null, "ledger.operator.registered.v1",
        """{"name":"ООО «Икс-Кипер»","address":"109012, г. Москва, ул. Никольская, д. 10","inn":"7701234567","ogrn":"1027700123456"}""");

    /// <summary>The reports, under other ids for each act.</summary>
    public static IEnumerable<string> Reports(string act, string year = "2025") =>
    [
        Destroyed($"d1-{act}", Anna, $$"""
            {"system":"crm","categories":["email","phone"],"automated":true,"method":"overwriting","reason":"withdrawal","destroyedOn":"{{year}}-05-18","processor":"hosting-1",
             "tool":{"name":"xk-eraser-2.3","certificate":"ФСТЭК-4567"},"performedBy":[{{Performer("staff-1", Administrator, "администратор баз данных")}}],"act":"{{act}}","subjectName":"{{AnnasName}}"}
            """),
        Destroyed($"d2-{act}", Anna, $$"""
            {"system":"archive","categories":["name"],"automated":false,"method":"shredding","reason":"withdrawal","destroyedOn":"{{year}}-05-19","media":[{"name":"Договор № 118","sheets":12}],
             "performedBy":[{{Performer("staff-2", Archivist, "заведующая архивом")}}],"act":"{{act}}","subjectName":"{{AnnasName}}"}
            """),
        Destroyed($"d3-{act}", Boris, $$"""
            {"system":"crm","categories":["login"],"automated":true,"method":"erasure-from-database","reason":"purpose-achieved","reasonText":"договор расторгнут","destroyedOn":"{{year}}-05-20",
             "performedBy":[{{Performer("staff-1", Administrator, "администратор баз данных")}}],"act":"{{act}}"}
            """),
    ];

    /// <summary>What each item of the act must show (Order RKN 179, p. 3), as it was published.</summary>
    public static Dictionary<string, string[]> ActItems { get; } = new()
    {
        ["а"] = ["ООО «Икс-Кипер»", "109012, г. Москва, ул. Никольская, д. 10"],
        ["б"] = ["АО «Дата-центр Север»", "190000, г. Санкт-Петербург, Невский пр., д. 1"],
        ["в"] = [AnnasName, Boris],
        ["г"] = [Administrator, "администратор баз данных", Archivist, "заведующая архивом"],
        ["д"] = ["Адрес электронной почты", "Номер телефона", "Имя", "Учётная запись"],
        ["е"] = ["Договор № 118", "листов: 12"],
        ["ж"] = ["ИСПДн «Учёт абонентов»"],
        ["з"] = ["перезапись", "измельчение в шредере", "удаление (стирание) записей из базы данных", "xk-eraser-2.3", "ФСТЭК-4567"],
        ["и"] = ["отзыв субъектом согласия", "ч. 5 ст. 21", "достижение цели обработки", "ч. 4 ст. 21", "договор расторгнут"],
        ["к"] = ["18.05.2025", "19.05.2025", "20.05.2025"],
    };

    /// <summary>What each item of the log export must show (p. 5): of automated processing alone.</summary>
    public static Dictionary<string, string[]> LogItems { get; } = new()
    {
        ["а"] = [AnnasName, Boris],
        ["б"] = ["Адрес электронной почты", "Номер телефона", "Учётная запись"],
        ["в"] = ["ИСПДн «Учёт абонентов»"],
        ["г"] = ["отзыв субъектом согласия", "достижение цели обработки", "договор расторгнут"],
        ["д"] = ["18.05.2025", "20.05.2025"],
    };

    public static string Destroyed(string id, string user, string data) => Lines.Event(id, user, "ledger.data.destroyed.v1", data.ReplaceLineEndings(" "));

    static string Performer(string id, string name, string position) => $$"""{"person":"{{id}}","fullName":"{{name}}","position":"{{position}}"}""";
}
