namespace Ledger.Host.Demo;

/// <summary>The last three months, and what they leave open for today.</summary>
sealed partial class TodayStory
{
    Chapter Withdrawal() => new(
        new("Three months ago. Anna withdraws", "Три месяца назад. Анна отзывает согласие"),
        [
            new(Day(80, 9, 12), new(
                    "Anna withdraws her consent. The law gives thirty days.",
                    "Анна отзывает согласие. Закон даёт тридцать дней."),
                [Story.Of("consent.withdrawn", Story.Panel, Anna, """{"purposes":[],"channel":"settings"}""")],
                new LookDuties()),
            new(Day(80, 9, 15), new(
                    "Both who received her data are told: the processor confirms at once, the partner has not answered its letter.",
                    "Уведомлены оба получателя её данных: обработчик подтвердил сразу, партнёр на письмо не ответил."),
                [Told("sms-gateway", "withdrawal", "api", true), Told("installers-msk", "withdrawal", "registered-letter", false)],
                new LookMay(new(Anna, "personalised-service", Recipient: "sms-gateway"), new(
                    "May I pass Anna's data to the SMS processor?", "Можно ли передать данные Анны обработчику СМС?"))),
            new(Day(73, 14), new(
                    "The systems report destruction: who, how, when and why, as Order 179 demands, and with what tool.",
                    "Системы сообщают об уничтожении: кто, как, когда и почему – по приказу № 179, и каким средством."),
                [Story.Destroyed("panel-db", "\"name\",\"email\",\"phone\"", Date(Day(73, 0)), Act), Story.Destroyed("telemetry-db", "\"cookies\",\"device\"", Date(Day(73, 0)), Act)]),
            new(Day(66, 10), new(
                    "The officer orders the keys of her content destroyed. What she wrote can never be read again; the proof of her consent stays for its three years.",
                    "Ответственный уничтожает ключи её данных. Написанное ею больше не прочесть; подтверждение согласия хранится положенные три года."),
                [Story.Of("person.shredded", Story.Office, Anna, """{"reason":"withdrawal","categories":[],"answers":["WDR-01"]}""")],
                new LookPerson(Anna)),
            new(Day(66, 10, 20), new(
                    "The partner's answer comes in: it has destroyed what it had. The act is drawn up from the reports; its signatures are still to come.",
                    "Приходит ответ партнёра: он уничтожил то, что получил. Из сообщений систем составлен акт; подписи на нём ещё впереди."),
                [Told("installers-msk", "destruction", "registered-letter", true)],
                new LookAct(Act)),
            new(Day(66, 10, 30), new(
                    "Anna asked how it ended. The officer takes out a certificate of the erasure.",
                    "Анна спросила, чем кончилось. Ответственный выдаёт свидетельство об уничтожении."),
                [Story.Of("evidence.attached", Story.Office, Anna, $$"""{"kind":"letter","sha256":"3c9909afec25354d551dae21590bb26e38d53f2173b8d3dc3eee4c047e7ab1c1","mediaType":"application/pdf","of":"{{Act}}"}""")],
                new LookCertificate(Anna)),
            new(Day(60, 20), new("Olga signs in from a new telephone, and the processor sends her a code.", "Ольга входит с нового телефона; код ей отправил обработчик."),
                [Passed(Olga, "sms-gateway", "\"phone\"", null)]),
            new(Office(50, 17), new(
                    "The quarter is looked over: a contractor who left loses access, and what was found so far is answered.",
                    "Квартал проверен: у ушедшего подрядчика отозван доступ, на обнаруженное до сих пор даны объяснения."),
                [Story.Of("access.revoked", Story.Office, null, """{"actor":"contractor-05","reason":"Окончание договора подряда"}""")],
                new LookAnswered(null, Accepted: false, "Проверено при квартальной сверке: причина устранена, ответственный предупреждён")),
        ]);

    Chapter SecondEdition() => new(
        new("A month ago. A second edition", "Месяц назад. Вторая редакция"),
        [
            new(Office(40, 12), new(
                    "A second edition of the policy is published. The console shows what changed.",
                    "Опубликована вторая редакция политики. Консоль покажет, что изменилось."),
                [Story.Of("policy.published", Story.Office, null, TodayPolicy.Published(Second, Date(Office(40, 0)), SecondFrom))]),
            new(Day(27, 10, 30), new(
                    "A form nobody changed takes Dmitri's consent under the edition that was.",
                    "Форма, которую забыли обновить, запросила согласие Дмитрия по прежней редакции."),
                [Story.Registered(Dmitri), Story.Consented(Dmitri, "c-1", Story.Main, Story.Held, ip: "203.0.113.201"), Story.Provided(Dmitri)],
                new LookFindings()),
        ]);

    Chapter Open() => new(
        new("These weeks. What is still open", "Эти недели. Что ещё открыто"),
        [
            new(Day(26, 10), new(
                    "Pavel writes that his telephone number is wrong. Seven working days, and nobody has mended it.",
                    "Павел пишет, что номер телефона указан неверно. Семь рабочих дней, и никто его не исправил."),
                [
                    Story.Of("inquiry.received", Story.Office, Pavel, $$"""
                        {"inquiry":"{{Numbered("in", Day(26, 0), 112)}}","from":"person","channel":"support","form":"electronic","cases":["correction"],"admissible":true,
                        "question":"Мой номер телефона указан с ошибкой, прошу исправить"}
                        """),
                ],
                new LookDuties()),
            new(Office(14, 12), new(
                    "Maria has gone to court against the dealer: what is held about her must not be destroyed until it is decided.",
                    "Мария подала на дилера в суд: до решения уничтожать сведения о ней нельзя."),
                [Story.Of("hold.placed", Story.Office, Maria, """{"hold":"hold-1","ground":"court","categories":[],"document":"Определение Тверского районного суда о принятии обеспечительных мер"}""")]),
            new(Day(12, 9, 12), new(
                    "Olga withdraws her consent.",
                    "Ольга отзывает согласие."),
                [Story.Of("consent.withdrawn", Story.Panel, Olga, """{"purposes":[],"channel":"settings"}""")],
                new LookDuties()),
            new(Day(10, 14), new(
                    "One system has reported destruction. The other has not. The processor was told, and has not confirmed.",
                    "Одна система отчиталась об уничтожении. Другая – нет. Обработчик уведомлён, но ещё не подтвердил."),
                [
                    Told("sms-gateway", "withdrawal", "api", false, Olga),
                    Story.Destroyed("panel-db", "\"name\",\"email\",\"phone\"", Date(Day(10, 0)), Numbered("act", Day(10, 0), 2), person: Olga, name: "Зимина Ольга Петровна"),
                ]),
            new(Day(9, 15, 10), new(
                    "Ivan's number goes to another dealer. The finding waits for the officer's answer.",
                    "Номер Ивана передан другому дилеру. Нарушение ждёт ответа ответственного."),
                [
                    Story.Of("disclosure.made", Story.Gateway, Ivan, """
                        {"recipient":"dealer-sigma","categories":["name","phone"],"purpose":"personalised-service","mode":"provision","country":"RU","system":"panel-db","means":"messenger","records":1}
                        """),
                ],
                new LookFindings()),
            new(Day(6, 18, 22), new("Maria switches news off.", "Мария отключает новости."),
                [Story.Of("messaging.opted-out", Story.Panel, Maria, """{"kinds":["news"],"channels":[],"via":"settings"}""")]),
            new(Day(5, 9, 30), new(
                    "A newsletter from an old list reaches her all the same.",
                    "Рассылка по старому списку всё же дошла до неё."),
                [Story.Of("messaging.sent", Story.Notifications, Maria, """{"kind":"news","channel":"email","template":"digest","service":"x-keeper-panel"}""")],
                new LookFindings()),
            new(WorkingDaysAgo(6, 10, 45), new(
                    "Roskomnadzor asks who received Ivan's data.",
                    "Роскомнадзор спрашивает, кому переданы данные Ивана."),
                [Asked(Numbered("rkn", WorkingDaysAgo(6, 0), 58), Ivan, WorkingDaysAgo(8, 0), "08-101712/77", "Сообщите, кому и на каком основании переданы данные заявителя Лаптева И. Н.")],
                new LookDuties()),
            new(WorkingDaysAgo(2, 16, 20), new(
                    "Dmitri wants to know what is held about him.",
                    "Дмитрий хочет знать, какие сведения о нём обрабатываются."),
                [
                    Story.Of("inquiry.received", Story.Office, Dmitri, $$"""
                        {"inquiry":"{{Numbered("in", WorkingDaysAgo(2, 0), 119)}}","from":"person","channel":"mail","form":"paper","cases":["information"],"admissible":true,
                        "question":"Прошу сообщить, какие мои данные обрабатываются и кому переданы"}
                        """),
                ],
                new LookDuties()),
        ]);

    Chapter Now() => new(
        new("Today. The hours run", "Сегодня. Часы идут"),
        [
            new(_now.AddHours(-19), new(
                    "Somebody has signed in to Ivan's account with a stolen password. It was noticed an hour before.",
                    "В учётную запись Ивана вошли с украденным паролем. Обнаружено часом раньше."),
                [Happened(OpenIncident, _now.AddHours(-20), _now.AddHours(-19.5), "stolen-credentials", "person", Ivan, "Повторно использованный пароль", "Сеансы завершены, пароль сброшен")],
                new LookDuties()),
            new(_now.AddHours(-3), new(
                    "Roskomnadzor is told within the 24 hours. What the investigation finds is due within the 72.",
                    "Роскомнадзор уведомлён в пределах 24 часов. О результатах расследования – в пределах 72."),
                [Notified(OpenIncident, "primary", Numbered("77", _now, 401))]),
        ]);

    string Second => $"x-keeper-{Date(SecondFrom)[..7]}";

    DateTimeOffset SecondFrom => Day(30, 0);

    string Act => $"act-{Date(Day(66, 0))[..7]}";

    string OpenIncident => Numbered("inc", _now.AddHours(-19), 2);

    static StoryEvent Told(string recipient, string about, string method, bool acknowledged, string person = Anna) => Story.Of("recipient.notified", Story.Office, person, $$"""
        {"recipient":"{{recipient}}","about":"{{about}}","method":"{{method}}","acknowledged":{{(acknowledged ? "true" : "false")}}}
        """);
}
