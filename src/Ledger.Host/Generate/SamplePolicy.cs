namespace Ledger.Host.Generate;

/// <summary>The sample policy edition as `policy.published` data; the same promises as deploy/policies/x-keeper-2025.json.</summary>
static class SamplePolicy
{
    public const string Published = """
        {"edition":"x-keeper-2025",
        "title":{"ru":"Политика конфиденциальности X-Keeper Panel","en":"X-Keeper Panel privacy policy"},
        "documentSha256":"e942fe8e1af6d85a68491f5ed0a3d63dd0a626db29b0d265fb13ed82c5d9abdf",
        "lastUpdated":"2024-12-20","effectiveFrom":"2024-12-31T21:00:00Z",
        "terms":{"services":["x-keeper-panel"],
        "purposes":[
        {"id":"identification","clause":"2.2.1","name":{"ru":"Идентификация стороны","en":"Identify the party"},
        "categories":["name","email","phone","login","cookies","device"],"bases":["contract","consent"]},
        {"id":"personalised-service","clause":"2.2.2","name":{"ru":"Персонализированные сервисы","en":"Personalised services"},
        "categories":["name","email","phone","login","cookies","device"],"bases":["contract","consent"]},
        {"id":"contact","clause":"2.2.3","name":{"ru":"Связь с пользователем","en":"Contact"},
        "categories":["name","email","phone","login","cookies","device"],"bases":["consent"]},
        {"id":"improvement","clause":"2.2.4","name":{"ru":"Улучшение качества","en":"Improvement"},
        "categories":["cookies","device"],"bases":["consent"]},
        {"id":"statistics","clause":"2.2.5","name":{"ru":"Статистика","en":"Statistics"},
        "categories":["cookies","device"],"bases":["statistics"],"anonymisedOnly":true},
        {"id":"support","clause":"7.2","name":{"ru":"Поддержка и поиск неисправностей","en":"Support and fault-finding"},
        "categories":["support-contact","support-software","support-traces"],"bases":["contract"]}],
        "categories":[
        {"id":"name","clause":"1.1.1","name":{"ru":"Имя","en":"Name"},"origin":"provided"},
        {"id":"email","clause":"1.1.1","name":{"ru":"Электронная почта","en":"E-mail"},"origin":"provided"},
        {"id":"phone","clause":"1.1.1","name":{"ru":"Телефон","en":"Telephone"},"origin":"provided"},
        {"id":"login","clause":"1.1.1","name":{"ru":"Учётная запись","en":"Login"},"origin":"provided"},
        {"id":"cookies","clause":"1.1.2","name":{"ru":"Файлы cookie","en":"Cookies"},"origin":"automatic"},
        {"id":"device","clause":"1.1.2","name":{"ru":"Сведения об устройстве","en":"Device information"},"origin":"automatic"},
        {"id":"support-contact","clause":"7.1","name":{"ru":"Контакт обращения","en":"Support contact"},"origin":"support"},
        {"id":"support-software","clause":"7.1","name":{"ru":"Программное обеспечение","en":"Software"},"origin":"support"},
        {"id":"support-traces","clause":"7.1","name":{"ru":"Трассировки ошибок","en":"Error traces"},"origin":"support"}],
        "disclosureGrounds":[
        {"ground":"consent","clause":"3.3.1","articles":["152-FZ 6(1)(1)"],"name":{"ru":"Согласие","en":"Consent"}},
        {"ground":"service","clause":"3.3.2","articles":["152-FZ 6(1)(5)"],"name":{"ru":"Услуга пользователю","en":"A service the person uses"}},
        {"ground":"law","clause":"3.3.3","articles":["152-FZ 6(1)(2)"],"name":{"ru":"Закон","en":"A law and its procedure"}}],
        "messageKinds":["terms","faults-and-updates","news","offers","personal"],"channels":["email","web","sms","push","phone"],
        "storageCountries":["RU"]},"url":"https://x-keeper.example/policy"}
        """;
}
