namespace Ledger.Host.Demo;

/// <summary>October and December: a withdrawal of one purpose, then of all; its terms, and what destroying data means.</summary>
public static partial class Story
{
    static Chapter OnePurpose() => new(
        new("October. One purpose less", "Октябрь. Одной целью меньше"),
        [
            new(At(10, 1, 19, 30), new(
                    "Anna wants no more news of any kind, and withdraws her consent for that one purpose. Her account stays as it is.",
                    "Анна не хочет больше никаких известий и отзывает согласие для этой одной цели. Её учётная запись остаётся."),
                [Of("consent.withdrawn", Panel, Anna, """{"purposes":["contact"],"channel":"settings"}""")],
                new LookMay(new(Anna, "personalised-service"), new(
                    "May I go on with the service she uses?", "Можно ли продолжать сервис, которым она пользуется?"))),
            new(At(10, 6, 12), new(
                    "Only what served it goes: the address she named for offers. The system that held it reports.",
                    "Уничтожается лишь то, что служило этой цели: указанный ею адрес для предложений. Система, где он был, отчиталась."),
                [Destroyed("mailing-db", "\"contact\"", "2025-10-06", "act-2025-10")]),
            new(At(10, 7, 10), new(
                    "The officer orders the keys of what served that purpose alone destroyed: that address, and nothing else.",
                    "Ответственный уничтожает ключи того, что служило только этой цели: этого адреса, и ничего больше."),
                [Of("person.shredded", Office, Anna, """{"reason":"withdrawal","categories":[],"purposes":["contact"],"answers":["WDR-01"]}""")],
                new LookPerson(Anna)),
        ]);

    static Chapter Withdrawal() => new(
        new("December. Anna withdraws", "Декабрь. Анна отзывает согласие"),
        [
            new(At(12, 1, 9, 12), new(
                    "Anna withdraws the rest of her consent. Thirty days end on 31 December, a day off: the law's last day is 12 January, the safe one 30 December.",
                    "Анна отзывает согласие целиком. Тридцать дней истекают 31 декабря, в выходной: последний день по закону – 12 января, с запасом – 30 декабря."),
                [Of("consent.withdrawn", Panel, Anna, """{"purposes":[],"channel":"settings"}""")],
                new LookDuties()),
            new(At(12, 1, 9, 15), new(
                    "Both who received her data are told: the processor confirms at once, the partner has not answered its letter.",
                    "Уведомлены оба получателя её данных: обработчик подтвердил сразу, партнёр на письмо не ответил."),
                [
                    Of("recipient.notified", Office, Anna, """{"recipient":"sms-gateway","about":"withdrawal","method":"api","acknowledged":true}"""),
                    Of("recipient.notified", Office, Anna, """{"recipient":"assist-24","about":"withdrawal","method":"registered-letter","acknowledged":false}"""),
                ],
                new LookMay(new(Anna, "personalised-service", Recipient: "sms-gateway"), new(
                    "May I pass Anna's data to the SMS processor?", "Можно ли передать данные Анны обработчику СМС?"))),
            new(At(12, 8, 14), new(
                    "The first system reports destruction: who, how, when and why, as Order 179 demands, and with what tool.",
                    "Первая система сообщает об уничтожении: кто, как, когда и почему – по приказу № 179, и каким средством."),
                [Destroyed("panel-db", "\"name\",\"email\",\"phone\"", "2025-12-08", Act)]),
            new(At(12, 10, 11, 30), new(
                    "The second system follows.",
                    "За ней вторая."),
                [Destroyed("telemetry-db", "\"cookies\",\"device\"", "2025-12-10", Act)]),
            new(At(12, 10, 12), new(
                    "The archive cannot erase one person: its copies are blocked until they are overwritten, for six months at most (152-FZ 21(6)).",
                    "Из архива нельзя стереть одного человека: его копии заблокированы, пока не будут перезаписаны, но не дольше шести месяцев (ч. 6 ст. 21 Закона № 152-ФЗ)."),
                [
                    Of("data.blocked", Office, Anna, """
                        {"categories":["name","email","phone"],"reason":"destruction-impossible","explanation":"Ленточный архив перезаписывается целиком, ближайшая перезапись 19.12.2025"}
                        """),
                ]),
            new(At(12, 19, 8, 20), new(
                    "The tapes are overwritten. Every system that held her data has reported, in time.",
                    "Ленты перезаписаны. Отчитались все системы, где были её данные, и в срок."),
                [Destroyed("archive", "\"name\",\"email\",\"phone\"", "2025-12-19", Act, "overwriting-of-media")],
                new LookPerson(Anna)),
            new(At(12, 22, 10), new(
                    "The officer orders the keys of her content destroyed. The events stay, and stay provable. What she wrote can never be read again; the proof of her consent stays for its three years.",
                    "Ответственный уничтожает ключи её данных. События остаются и остаются доказуемыми. Написанное ею больше не прочесть; подтверждение согласия хранится положенные три года."),
                [Of("person.shredded", Office, Anna, """{"reason":"withdrawal","categories":[],"answers":["WDR-01"]}""")],
                new LookPerson(Anna)),
            new(At(12, 22, 10, 20), new(
                    "The partner's answer comes in: it has destroyed what it had. The act of destruction is drawn up from the reports, with the items of Order 179.",
                    "Приходит ответ партнёра: он уничтожил то, что получил. Из сообщений систем составлен акт об уничтожении по приказу № 179."),
                [Of("recipient.notified", Office, Anna, """{"recipient":"assist-24","about":"destruction","method":"registered-letter","acknowledged":true}""")],
                new LookAct(Act)),
            new(At(12, 22, 10, 30), new(
                    "Anna asked how it ended. The officer takes out a certificate of the erasure, for her and for whoever asks.",
                    "Анна спросила, чем кончилось. Ответственный выдаёт свидетельство об уничтожении – для неё и для всех, кто спросит."),
                [Of("evidence.attached", Office, Anna, """{"kind":"letter","sha256":"3c9909afec25354d551dae21590bb26e38d53f2173b8d3dc3eee4c047e7ab1c1","mediaType":"application/pdf","of":"act-2025-12"}""")],
                new LookCertificate(Anna)),
        ]);

    /// <summary>The act of destruction of December.</summary>
    public const string Act = "act-2025-12";

    internal static StoryEvent Destroyed(
        string system, string categories, string day, string act, string method = "erasure-from-database", string person = Anna, string name = "Белова Анна Сергеевна") =>
        Of("data.destroyed", Eraser, person, $$"""
        {"system":"{{system}}","categories":[{{categories}}],"automated":true,"method":"{{method}}","reason":"withdrawal",
        "destroyedOn":"{{day}}","tool":{"name":"xk-eraser-2.3","certificate":"RU-FSTEC-4901"},"subjectName":"{{name}}",
        "performedBy":[{"person":"staff-07","fullName":"Крылова Анна Викторовна","position":"Администратор баз данных"}],"act":"{{act}}"}
        """);
}
