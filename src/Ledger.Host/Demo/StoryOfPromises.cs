using Ledger.Host.Generate;

namespace Ledger.Host.Demo;

/// <summary>January to April: the promises, the people, and one who wants no more messages.</summary>
public static partial class Story
{
    static Chapter Promises() => new(
        new("January. What the operator promises", "Январь. Что обещает оператор"),
        [
            new(At(1, 1, 0), new(
                    "With the year the privacy policy takes effect, published as a document and as data: purposes, categories, grounds, channels.",
                    "С началом года вступает в силу политика конфиденциальности: документ и те же обещания как данные – цели, категории, основания, каналы."),
                [Of("policy.published", Office, null, SamplePolicy.Published)]),
            new(At(1, 9, 10, 40), new(
                    "The operator says who it is, as acts of destruction will name it.",
                    "Оператор указывает свои реквизиты – так его назовут акты об уничтожении."),
                [
                    Of("operator.registered", Office, null, """
                        {"name":"ООО «Икс-Кипер»","address":"125009, Москва, Большой Кисловский пер., д. 1, стр. 2","inn":"7700000016","registryNumber":"77-25-000016",
                        "contact":"Служба поддержки X-Keeper","email":"support@x-keeper.example","phone":"+7 495 000-00-16"}
                        """),
                ]),
            new(At(1, 9, 11), new(
                    "The systems that hold personal data are registered, with the country of their databases; the archive holds copies of the panel's.",
                    "Внесены информационные системы персональных данных и страны, где лежат их базы; в архиве – копии базы панели."),
                [
                    SystemInUse("panel-db", "ИСПДн «Панель»", "\"name\",\"email\",\"phone\""), SystemInUse("telemetry-db", "ИСПДн «Устройства и сеансы»", "\"cookies\",\"device\""),
                    SystemInUse("mailing-db", "ИСПДн «Рассылки»", "\"contact\""), SystemInUse("archive", "Архив резервных копий", "\"name\",\"email\",\"phone\"", copiesOf: "\"panel-db\""),
                ]),
            new(At(1, 9, 11, 30), new(
                    "Those who may receive data are registered: a processor that delivers SMS, a partner that helps on the road, and the Ministry of Internal Affairs.",
                    "В реестр внесены получатели данных: обработчик, рассылающий СМС, партнёр, помогающий на дороге, и МВД."),
                [
                    Of("recipient.registered", Office, null, """
                        {"recipient":"sms-gateway","name":"ООО «СМС-Шлюз»","kind":"processor","country":"RU","address":"105066, Москва, ул. Спартаковская, д. 9","instruction":"dpa-2024-11"}
                        """),
                    Of("recipient.registered", Office, null, """
                        {"recipient":"assist-24","name":"АО «Ассистанс 24»","kind":"partner","country":"RU","inn":"7700000023","address":"129085, Москва, пр-т Мира, д. 101"}
                        """),
                    Of("recipient.registered", Office, null, """{"recipient":"mvd","name":"МВД России","kind":"state-body","country":"RU"}"""),
                ]),
            new(At(1, 10, 9), new(
                    "The officer is given access by an order: only those who process may look.",
                    "Ответственный получает доступ по приказу: видят данные только те, кто их обрабатывает."),
                [Of("access.granted", Office, null, """{"actor":"officer-01","role":"officer","ground":"Приказ № 4-ПД от 09.01.2025","systems":[]}""")]),
        ]);

    static Chapter People() => new(
        new("February. People register", "Февраль. Люди регистрируются"),
        [
            new(At(2, 3, 12, 5), new(
                    "Anna registers. Her consent stands apart from the terms of service; its proof is sealed.",
                    "Регистрируется Анна. Её согласие оформлено отдельно от условий сервиса; доказательство запечатано."),
                [Registered(Anna), Consented(Anna, "c-1", Main, Held), Provided(Anna), Observed(Anna)]),
            new(At(2, 3, 12, 20), new(
                    "She asks for offers by e-mail and push, at an address of her own choice: that is a choice of its own.",
                    "Она соглашается получать предложения по почте и push на указанный ею адрес: это отдельный выбор."),
                [
                    Of("messaging.opted-in", Panel, Anna, """
                        {"kind":"offers","channels":["email","push"],"contact":"anna.belova@mail.example","service":"x-keeper-panel"}
                        """),
                    Of("data.collected", Notifications, Anna, """
                        {"origin":"provided","service":"x-keeper-panel","purposes":["contact"],"categories":["contact"],"system":"mailing-db"}
                        """),
                ],
                new LookMay(new(Anna, "contact", Channel: "email", MessageKind: "offers"), new(
                    "May I send Anna an offer by e-mail?", "Можно ли отправить Анне предложение по почте?"))),
            new(At(2, 11, 16, 40), new(
                    "Ivan and Maria register.",
                    "Регистрируются Иван и Мария."),
                [
                    Registered(Ivan), Consented(Ivan, "c-1", Main, Held, ip: "203.0.113.9"), Provided(Ivan),
                    Registered(Maria), Consented(Maria, "c-1", Main, Held, ip: "203.0.113.61"), Provided(Maria),
                ]),
        ]);

    static Chapter OptOut() => new(
        new("March and April. No more offers, please", "Март и апрель. Больше никаких предложений"),
        [
            new(At(3, 14, 18, 22), new(
                    "Anna switches offers off in the settings. It holds at once.",
                    "Анна отключает предложения в настройках. Это действует сразу."),
                [Of("messaging.opted-out", Panel, Anna, """{"kinds":["offers"],"channels":[],"via":"settings"}""")],
                new LookMay(new(Anna, "contact", Channel: "email", MessageKind: "offers"), new(
                    "May I send Anna an offer by e-mail now?", "Можно ли теперь отправить Анне предложение по почте?"))),
            new(At(4, 2, 9, 30), new(
                    "A campaign from an old list reaches her all the same. It is recorded, because it happened, and it is found.",
                    "Рассылка по старому списку всё же дошла до неё. Событие записано, потому что произошло, и обнаружено."),
                [Of("messaging.sent", Notifications, Anna, """{"kind":"offers","channel":"email","template":"spring-sale","service":"x-keeper-panel"}""")],
                new LookFindings()),
        ]);

    static StoryEvent SystemInUse(string id, string name, string categories, string? copiesOf = null) => Of("system.registered", Office, null, $$"""
        {"system":"{{id}}","name":"{{name}}","country":"RU","automated":true,"services":["x-keeper-panel"],"categories":[{{categories}}]
        {{(copiesOf is null ? "" : $",\"copiesOf\":[{copiesOf}]")}}}
        """);
}
