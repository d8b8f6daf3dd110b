using Ledger.Host.Generate;
using Ledger.Projections;

namespace Ledger.Host.Demo;

/// <summary>What lies behind: promises, people, disclosures, and what was done about what went wrong.</summary>
sealed partial class TodayStory
{
    Chapter Promises() => new(
        new("A year ago. What the operator promises", "Год назад. Что обещает оператор"),
        [
            new(Day(First, 9), new(
                    "The ledger begins. The policy in force, systems, recipients and those who may look are registered. A crash collector abroad is found at once, and explained.",
                    "Журнал начат. Внесены действующая политика, системы, получатели и те, кому открыт доступ. Сразу обнаружен зарубежный сборщик сбоев; объяснение записано."),
                [.. OperatorYear.Registers().Select(Registered)],
                new LookAnswered(FindingKinds.StorageAbroad, Accepted: true, "Сборщик включён разработчиком по ошибке; отключается, собранное удаляется")),
            new(Day(First, 9, 30), new(
                    "The operator says who it is, as acts of destruction will name it, and where its recipients are to be written to.",
                    "Оператор указывает свои реквизиты – так его назовут акты об уничтожении – и адреса получателей для писем."),
                [
                    Story.Of("operator.registered", Story.Office, null, """
                        {"name":"ООО «Икс-Кипер»","address":"125009, Москва, Большой Кисловский пер., д. 1, стр. 2","inn":"7700000016","registryNumber":"77-25-000016",
                        "contact":"Служба поддержки X-Keeper","email":"support@x-keeper.example","phone":"+7 495 000-00-16"}
                        """),
                    Story.Of("recipient.registered", Story.Office, null, """
                        {"recipient":"sms-gateway","name":"ООО «СМС-Шлюз»","kind":"processor","country":"RU","address":"105066, Москва, ул. Спартаковская, д. 9","instruction":"dpa-2024-sms-gateway"}
                        """),
                    Story.Of("recipient.registered", Story.Office, null, """
                        {"recipient":"installers-msk","name":"ООО «Монтаж-Авто»","kind":"partner","country":"RU","inn":"7700000023","address":"129085, Москва, пр-т Мира, д. 101"}
                        """),
                ]),
            new(Day(First - 2, 15), new(
                    "The collector is out of use.",
                    "Сборщик выведен из эксплуатации."),
                [Story.Of("system.retired", Story.Office, null, """{"system":"crash-analytics","reason":"Хранение за пределами России: сборщик отключён, данные удалены"}""")]),
        ]);

    Chapter People() => new(
        new("Then. People register", "Затем. Люди регистрируются"),
        [
            new(Day(350, 12, 5), new(
                    $"Anna registers. Beside her and the others of this story live {TodayCrowd.People} more, made up, so that the registers have pages.",
                    $"Регистрируется Анна. Рядом с ней и другими героями живут ещё {TodayCrowd.People} вымышленных субъектов, чтобы в реестрах было что листать."),
                [
                    Story.Registered(Anna), Story.Consented(Anna, "c-1", Story.Main, Story.Held), Story.Provided(Anna), Story.Observed(Anna),
                    Story.Of("messaging.opted-in", Story.Panel, Anna, """{"kind":"offers","channels":["email","push"],"contact":"anna.belova@mail.example","service":"x-keeper-panel"}"""),
                ],
                new LookMay(new(Anna, "contact", Channel: "email", MessageKind: "offers"), new(
                    "May I send Anna an offer by e-mail?", "Можно ли отправить Анне предложение по почте?"))),
            new(Day(340, 16, 40), new("Ivan and Maria register; Maria wants news by e-mail.", "Регистрируются Иван и Мария; Мария хочет получать новости по почте."),
                [
                    Story.Registered(Ivan), Story.Consented(Ivan, "c-1", Story.Main, Story.Held, ip: "203.0.113.9"), Story.Provided(Ivan),
                    Story.Registered(Maria), Story.Consented(Maria, "c-1", Story.Main, Story.Held, ip: "203.0.113.61"), Story.Provided(Maria),
                    Story.Of("messaging.opted-in", Story.Panel, Maria, """{"kind":"news","channels":["email"],"contact":"m.guseva@mail.example","service":"x-keeper-panel"}"""),
                ]),
            new(Day(300, 11, 10), new("Pavel and Olga register.", "Регистрируются Павел и Ольга."),
                [
                    Story.Registered(Pavel), Story.Consented(Pavel, "c-1", Story.Main, Story.Held, ip: "203.0.113.140"), Story.Provided(Pavel),
                    Story.Registered(Olga), Story.Consented(Olga, "c-1", Story.Main, Story.Held, ip: "203.0.113.77"), Story.Provided(Olga), Story.Observed(Olga),
                ]),
        ]);

    Chapter Disclosures() => new(
        new("In the course of it. Who received what", "По ходу года. Кто что получил"),
        [
            new(Day(262, 21, 5), new(
                    "Anna signs in from a new telephone: a code by SMS, so her number goes to the processor, on its instruction.",
                    "Анна входит с нового телефона: код в СМС, и её номер по поручению передаётся обработчику."),
                [Passed(Anna, "sms-gateway", "\"phone\"", null)]),
            new(Office(255, 11, 15), new(
                    "The Ministry of Internal Affairs asks about Ivan. The lawyer checks its authority; what the law covers is passed on.",
                    "МВД запрашивает сведения об Иване. Юрист проверил полномочия; передано то, что предусмотрено законом."),
                [
                    Story.Of("disclosure.made", Story.Gateway, Ivan, $$"""
                        {"recipient":"mvd","categories":["name","phone"],"purpose":"identification","mode":"provision","country":"RU","ground":"law",
                        "basis":"law","document":{"kind":"request","number":"4/7715","date":"{{Date(Office(255, 0))}}","issuer":"mvd","norm":"3-FZ-13-1-4"},
                        "system":"panel-db","means":"post","records":1,"authorityCheckedBy":"lawyer-02"}
                        """),
                ],
                new LookFindings()),
            new(Day(231, 13, 50), new(
                    "She has a tracker fitted; the partner gets her name and number, under the contract.",
                    "Анне устанавливают трекер; партнёр по договору получает её имя и номер."),
                [Passed(Anna, "installers-msk", "\"name\",\"phone\"", "АС-118/25-Б")],
                new LookFindings()),
        ]);

    Chapter Leak() => new(
        new("Half a year ago. Something goes wrong", "Полгода назад. Что-то пошло не так"),
        [
            new(Day(201, 15, 10), new(
                    "A salesman hands Maria's number to a dealer: not registered, no ground, no document. The officer finds it and explains.",
                    "Менеджер передал номер Марии дилеру: получатель не внесён, основания нет, документа нет. Ответственный дал объяснение."),
                [
                    Story.Of("disclosure.made", Story.Gateway, Maria, """
                        {"recipient":"dealer-omega","categories":["name","phone"],"purpose":"personalised-service","mode":"provision","country":"RU",
                        "system":"panel-db","means":"messenger","records":1}
                        """),
                ],
                new LookAnswered(FindingKinds.DisclosureNoGround, Accepted: false, "Передача вне установленного порядка; дилер уничтожил данные, менеджер отстранён")),
            new(Day(200, 9, 40), new(
                    "Maria complains about the dealer's call. Her rights were violated: 24 and 72 hours run from the moment she noticed.",
                    "Мария жалуется на звонок дилера. Её права нарушены: 24 и 72 часа идут с момента, когда она это обнаружила."),
                [Happened(PastIncident, Day(200, 9, 10), Day(200, 9, 40), "wrong-recipient", "person", Maria, "Передача вне установленного порядка",
                    "Доступ менеджера отозван, дилеру направлено требование уничтожить данные")],
                new LookDuties()),
            new(Day(200, 16, 5), new("Roskomnadzor is told the same day.", "Роскомнадзор уведомлён в тот же день."), [Notified(PastIncident, "primary", Numbered("77", Day(200, 0), 118))]),
            new(Day(198, 9), new(
                    "The investigation ends, and its results go to Roskomnadzor within the 72 hours.",
                    "Расследование завершено, результаты направлены в Роскомнадзор в пределах 72 часов."),
                [
                    Story.Of("incident.investigated", Story.Security, null, $$"""
                        {"incident":"{{PastIncident}}","order":"order-17","results":"Передача одной записи одним сотрудником; иных записей не передано",
                        "culprits":[{"description":"Менеджер отдела продаж","person":"staff-23"}],"measures":"Повторный инструктаж"}
                        """),
                    Notified(PastIncident, "additional", Numbered("77", Day(198, 0), 126)),
                ]),
        ]);

    Chapter Regulator() => new(
        new("Five months ago. Roskomnadzor asks", "Пять месяцев назад. Запрос Роскомнадзора"),
        [
            new(Office(150, 10, 45), new(
                    "Roskomnadzor asks what became of Maria's complaint. Ten working days.",
                    "Роскомнадзор спрашивает о жалобе Марии. Десять рабочих дней."),
                [Asked(AnsweredInquiry, Maria, Office(150, 0), "08-97034/77", "Сообщите, кому и на каком основании переданы данные заявителя Гусевой М. П.")],
                new LookDuties()),
            new(Office(142, 15, 20), new("The answer goes out in time.", "Ответ направлен в срок."),
                [
                    Story.Of("inquiry.answered", Story.Office, Maria, $$"""
                        {"inquiry":"{{AnsweredInquiry}}","answerSha256":"9b74c9897bac770ffc029102a200c5de5f0b64d1a0f3c2e1d4b5a69788796a5b","via":"mail","cases":[]}
                        """),
                ]),
        ]);

    string AnsweredInquiry => Numbered("rkn", Office(150, 0), 31);

    string PastIncident => Numbered("inc", Day(200, 0), 1);

    StoryEvent Registered((string Type, string Data) entry) => Story.Of(TodayCrowd.TypeOf(entry.Type), Story.Office, null, entry.Data) with
    {
        Time = entry.Data == SamplePolicy.Published ? Policy : null,   // an edition cannot take effect before it was published
    };

    static StoryEvent Passed(string person, string recipient, string categories, string? contract) => Story.Of("disclosure.made", Story.Gateway, person, $$"""
        {"recipient":"{{recipient}}","categories":[{{categories}}],"purpose":"personalised-service","mode":"provision","country":"RU","ground":"service","basis":"contract",
        "document":{"kind":"contract","number":"{{contract ?? "Договор-оферта X-Keeper Panel, ред. 7"}}","date":"2024-12-02","norm":"152-FZ-6-1-5"},"system":"panel-db","means":"api","records":1}
        """);

    static StoryEvent Asked(string inquiry, string person, DateTimeOffset written, string number, string question) => Story.Of("inquiry.received", Story.Office, person, $$"""
        {"inquiry":"{{inquiry}}","from":"regulator","channel":"mail","form":"paper","cases":["information"],"admissible":true,
        "request":{"number":"{{number}}","date":"{{Date(written)}}","norms":["152-FZ-20-4"]},"question":"{{question}}"}
        """);

    static StoryEvent Happened(string incident, DateTimeOffset detected, DateTimeOffset known, string kind, string by, string person, string causes, string measures) =>
        Story.Of("incident.reported", Story.Security, null, $$"""
            {"incident":"{{incident}}","detectedAt":"{{Moment(detected)}}","detectedBy":"{{by}}","knownToOperatorAt":"{{Moment(known)}}","kind":"{{kind}}",
            "categories":["name","phone"],"rightsViolated":true,"subjectsCount":1,"recordsCount":1,"causes":"{{causes}}","harm":"Нежелательные звонки",
            "measures":"{{measures}}","contact":"Орлова М. С., +7 999 000-00-14","reporter":"{{person}}","affected":[{"person":"{{person}}"}],"system":"panel-db"}
            """);

    static StoryEvent Notified(string incident, string stage, string notice) =>
        Story.Of("incident.regulator-notified", Story.Security, null, $$"""{"incident":"{{incident}}","stage":"{{stage}}","notice":"{{notice}}"}""");
}
