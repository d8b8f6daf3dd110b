namespace Ledger.Host.Demo;

/// <summary>2029: the evidence has had its term, Anna is forgotten; and she comes back.</summary>
public static partial class Story
{
    static Chapter Forgotten() => new(
        new("January 2029. Three years later", "Январь 2029. Три года спустя"),
        [
            new(In(2029, 1, 15, 11), new(
                    "The proof of Anna's consent and of the destruction was kept for three years; the term has ended. First go the act's document, and the reasons for which her file was read since.",
                    "Подтверждения согласия и уничтожения хранились три года; срок истёк. Сначала уничтожаются документ акта и причины, по которым её карточку с тех пор просматривали."),
                [Of("person.shredded", Office, Anna, """{"reason":"withdrawal","categories":[]}""")],
                new LookActEnded(Act)),
            new(In(2029, 1, 15, 11, 5), new(
                    "Then the last keys, and with them who the token was. Her events stay in the log, and nobody can tell any more whom they are about.",
                    "Затем последние ключи, а с ними и то, кого обозначал токен. Её события остаются в журнале, но о ком они, больше не узнает никто."),
                [Of("person.forgotten", Office, Anna, """{"reason":"evidence-term-ended"}""")],
                new LookPerson(Anna)),
        ]);

    static Chapter Return() => new(
        new("March 2029. Anna comes back", "Март 2029. Анна возвращается"),
        [
            new(In(2029, 3, 5, 12, 40), new(
                    "Anna registers again, under the same id. To the ledger she is somebody new: another token, other keys, no past.",
                    "Анна регистрируется снова, под тем же идентификатором. Для журнала это новый человек: другой токен, другие ключи, никакого прошлого."),
                [Registered(Anna), Consented(Anna, "c-1", "\"identification\"", "\"name\",\"email\"", ip: "203.0.113.250")],
                new LookPerson(Anna)),
        ]);
}
