namespace Ledger.Host.Demo;

/// <summary>December: a withdrawal, its term, and what destroying data means.</summary>
public static partial class Story
{
    static Chapter Withdrawal() => new(
        new("December. Anna withdraws", "Декабрь. Анна отзывает согласие"),
        [
            new(At(12, 1, 9, 12), new(
                    "Anna withdraws her consent. Thirty days end on 31 December, a day off: the law's last day is 12 January, the safe one 30 December.",
                    "Анна отзывает согласие. Тридцать дней истекают 31 декабря, в выходной: последний день по закону – 12 января, с запасом – 30 декабря."),
                [Of("consent.withdrawn", Panel, Anna, """{"purposes":[],"channel":"settings"}""")],
                new LookDuties()),
            new(At(12, 1, 9, 15), new(
                    "The processor is told at once.",
                    "Обработчик уведомлён сразу."),
                [Of("recipient.notified", Office, Anna, """{"recipient":"sms-gateway","about":"withdrawal","method":"api","acknowledged":true}""")],
                new LookMay(new(Anna, "personalised-service", Recipient: "sms-gateway"), new(
                    "May I pass Anna's data to the SMS processor?", "Можно ли передать данные Анны обработчику СМС?"))),
            new(At(12, 8, 14), new(
                    "The first system reports destruction: who, how, with what tool, as Order 179 demands.",
                    "Первая система сообщает об уничтожении: кто, как, каким средством – по приказу № 179."),
                [Destroyed("panel-db", "\"name\",\"email\",\"phone\"", "2025-12-08")]),
            new(At(12, 10, 11, 30), new(
                    "The second system follows. Every system that held her data has reported, in time.",
                    "За ней вторая. Отчитались все системы, где были её данные, и в срок."),
                [Destroyed("telemetry-db", "\"cookies\",\"device\"", "2025-12-10")],
                new LookPerson(Anna)),
            new(At(12, 22, 10), new(
                    "The officer orders the keys of her content destroyed. The events stay, and stay provable. Her contact can never be read again; the proof of her consent stays for its three years.",
                    "Ответственный уничтожает ключи её данных. События остаются и остаются доказуемыми. Её контакт больше не прочесть; подтверждение согласия хранится положенные три года."),
                [Of("person.shredded", Office, Anna, """{"reason":"withdrawal","categories":[],"answers":["WDR-01"]}""")],
                new LookPerson(Anna)),
        ]);

    static StoryEvent Destroyed(string system, string categories, string day) => Of("data.destroyed", Eraser, Anna, $$"""
        {"system":"{{system}}","categories":[{{categories}}],"automated":true,"method":"erasure-from-database","reason":"withdrawal",
        "destroyedOn":"{{day}}","tool":{"name":"xk-eraser-2.3","certificate":"RU-FSTEC-4901"},
        "performedBy":[{"person":"staff-07","fullName":"Крылова Анна Викторовна","position":"Администратор баз данных"}],"act":"act-{{day}}-{{system}}"}
        """);
}
