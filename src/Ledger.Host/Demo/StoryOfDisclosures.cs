namespace Ledger.Host.Demo;

/// <summary>May to November: who asked for data, who got it unlawfully, and what the regulator wants to know.</summary>
public static partial class Story
{
    static Chapter StateBody() => new(
        new("May. The police ask", "Май. Запрос полиции"),
        [
            new(At(5, 20, 11, 15), new(
                    "The Ministry of Internal Affairs asks about Ivan, request 4/7715. The lawyer checks its authority; what the law covers is passed on.",
                    "МВД запрашивает сведения об Иване, запрос № 4/7715. Юрист проверил полномочия; передано то, что предусмотрено законом."),
                [
                    Of("disclosure.made", Gateway, Ivan, """
                        {"recipient":"mvd","categories":["name","phone"],"purpose":"identification","mode":"provision","country":"RU","ground":"law",
                        "basis":"law","document":{"kind":"request","number":"4/7715","date":"2025-05-16","issuer":"mvd","norm":"3-FZ-13-1-4"},
                        "system":"panel-db","means":"post","records":1,"authorityCheckedBy":"lawyer-02"}
                        """),
                ],
                new LookFindings()),
        ]);

    static Chapter Leak() => new(
        new("June. Something goes wrong", "Июнь. Что-то пошло не так"),
        [
            new(At(6, 17, 15, 10), new(
                    "A salesman hands Maria's number to a dealer: not registered, no ground, no document.",
                    "Менеджер передал номер Марии дилеру: получатель не внесён, основания нет, документа нет."),
                [
                    Of("disclosure.made", Gateway, Maria, """
                        {"recipient":"dealer-omega","categories":["name","phone"],"purpose":"personalised-service","mode":"provision","country":"RU",
                        "system":"panel-db","means":"messenger","records":1}
                        """),
                ],
                new LookFindings()),
            new(At(6, 18, 9, 40), new(
                    "Maria complains about the dealer's call. Her rights were violated: 24 and 72 hours run from the moment she noticed.",
                    "Мария жалуется на звонок дилера. Её права нарушены: 24 и 72 часа идут с момента, когда она это обнаружила."),
                [
                    Of("incident.reported", Security, null, """
                        {"incident":"inc-2025-1","detectedAt":"2025-06-18T06:10:00Z","detectedBy":"person","knownToOperatorAt":"2025-06-18T06:40:00Z",
                        "kind":"wrong-recipient","categories":["name","phone"],"rightsViolated":true,"subjectsCount":1,"recordsCount":1,
                        "causes":"Передача вне установленного порядка","harm":"Нежелательный звонок",
                        "measures":"Доступ менеджера отозван, дилеру направлено требование уничтожить данные",
                        "contact":"Орлова М. С., +7 999 000-00-14","reporter":"u-1003","system":"panel-db"}
                        """),
                ],
                new LookDuties()),
            new(At(6, 18, 16, 5), new(
                    "Roskomnadzor is told: seven hours after.",
                    "Роскомнадзор уведомлён через семь часов."),
                [Of("incident.regulator-notified", Security, null, """{"incident":"inc-2025-1","stage":"primary","notice":"2025-06-77-118"}""")]),
            new(At(6, 20, 12), new(
                    "The internal investigation ends, and its results go to Roskomnadzor within the 72 hours.",
                    "Внутреннее расследование завершено, результаты направлены в Роскомнадзор в пределах 72 часов."),
                [
                    Of("incident.investigated", Security, null, """
                        {"incident":"inc-2025-1","order":"order-2025-17","results":"Передача одной записи одним сотрудником; иных записей не передано",
                        "culprits":[{"description":"Менеджер отдела продаж","person":"staff-23"}],"measures":"Повторный инструктаж"}
                        """),
                    Of("incident.regulator-notified", Security, null, """{"incident":"inc-2025-1","stage":"additional","notice":"2025-06-77-126"}"""),
                ]),
        ]);

    static Chapter Service() => new(
        new("July and August. What a service needs", "Июль и август. Что нужно для сервиса"),
        [
            new(At(7, 10, 21, 5), new(
                    "Anna signs in from a new telephone: a code by SMS, so her number goes to the processor, on its instruction.",
                    "Анна входит с нового телефона: код в СМС, и её номер по поручению передаётся обработчику."),
                [
                    Of("disclosure.made", Gateway, Anna, """
                        {"recipient":"sms-gateway","categories":["phone"],"purpose":"personalised-service","mode":"provision","country":"RU","ground":"service",
                        "basis":"contract","system":"panel-db","means":"api","records":1}
                        """),
                ]),
            new(At(8, 2, 13, 50), new(
                    "Her car breaks down. She asks for help on the road; the partner gets her name and number, under the contract.",
                    "У неё ломается машина. Она просит о помощи на дороге; партнёр по договору получает её имя и номер."),
                [
                    Of("disclosure.made", Gateway, Anna, """
                        {"recipient":"assist-24","categories":["name","phone"],"purpose":"personalised-service","mode":"provision","country":"RU","ground":"service",
                        "basis":"contract","document":{"kind":"contract","number":"АС-118/25-Б","date":"2025-02-17"},"system":"panel-db","means":"api","records":1}
                        """),
                ],
                new LookFindings()),
            new(At(8, 4, 10, 15), new(
                    "She thanks the helpers in public, under her own name: what she made public herself is no secret of the operator's.",
                    "Она благодарит помощников публично, под своим именем: то, что она обнародовала сама, оператор хранить в тайне не обязан."),
                [Of("data.made-public", Panel, Anna, """{"categories":["name"],"service":"x-keeper-panel","resource":"https://drive.example/t/8812#belova"}""")]),
        ]);

    static Chapter SeparateConsent() => new(
        new("September. Consent must stand apart", "Сентябрь. Согласие – отдельно"),
        [
            new(At(9, 8, 10, 30), new(
                    "A form nobody changed takes Pavel's consent together with the contract. Since 1 September the law forbids that.",
                    "Форма, которую забыли обновить, запросила согласие Павла вместе с договором. С 1 сентября закон этого не допускает."),
                [Registered(Pavel), Consented(Pavel, "c-1", Main, Held, separate: false, ip: "203.0.113.140")],
                new LookFindings()),
            new(At(9, 9, 11), new(
                    "The form is mended, and Pavel is asked again, on a page of its own. Only now is his data taken.",
                    "Форма исправлена, у Павла запросили согласие заново, на отдельной странице. Только теперь собраны его данные."),
                [Consented(Pavel, "c-2", Main, Held, ip: "203.0.113.140"), Provided(Pavel)],
                new LookFindings()),
        ]);

    static Chapter Regulator() => new(
        new("October and November. The regulator asks", "Октябрь и ноябрь. Запрос Роскомнадзора"),
        [
            new(At(10, 27, 10, 45), new(
                    "Roskomnadzor asks what became of Maria's complaint. Ten working days: Saturday 1 November counts, 3 and 4 November do not.",
                    "Роскомнадзор спрашивает о жалобе Марии. Десять рабочих дней: суббота 1 ноября считается, 3 и 4 ноября – нет."),
                [
                    Of("inquiry.received", Office, Maria, """
                        {"inquiry":"rkn-2025-31","from":"regulator","channel":"mail","form":"paper","cases":["information"],"admissible":true,
                        "request":{"number":"08-97034/77","date":"2025-10-22","norms":["152-FZ-20-4"]},
                        "question":"Сообщите, кому и на каком основании переданы данные заявителя Гусевой М. П."}
                        """),
                ],
                new LookDuties()),
            new(At(11, 7, 15, 20), new(
                    "The answer goes out two working days early.",
                    "Ответ направлен за два рабочих дня до срока."),
                [
                    Of("inquiry.answered", Office, Maria, """
                        {"inquiry":"rkn-2025-31","answerSha256":"9b74c9897bac770ffc029102a200c5de5f0b64d1a0f3c2e1d4b5a69788796a5b","via":"mail","cases":[]}
                        """),
                ]),
        ]);
}
