using System.Globalization;

namespace Ledger.Host.Generate;

/// <summary>An invented user: the same for the same seed and number. Phones are of the unassigned code 999 00, addresses of documentation networks.</summary>
readonly struct FakePerson(ulong seed, long number)
{
    static readonly string[] Given =
        ["Алексей", "Дмитрий", "Сергей", "Андрей", "Иван", "Михаил", "Николай", "Павел", "Роман", "Олег", "Игорь", "Виктор", "Максим", "Артём",
        "Евгений", "Кирилл"];

    static readonly string[] Family =
        ["Иванов", "Смирнов", "Кузнецов", "Попов", "Соколов", "Лебедев", "Козлов", "Новиков", "Морозов", "Петров", "Волков", "Соловьёв", "Васильев",
        "Зайцев", "Павлов", "Семёнов", "Голубев", "Виноградов", "Богданов", "Воробьёв", "Фёдоров", "Михайлов", "Беляев", "Тарасов"];

    static readonly string[] Latin =
        ["ivanov", "smirnov", "kuznetsov", "popov", "sokolov", "lebedev", "kozlov", "novikov", "morozov", "petrov", "volkov", "solovyov", "vasilyev",
        "zaytsev", "pavlov", "semyonov", "golubev", "vinogradov", "bogdanov", "vorobyov", "fyodorov", "mikhaylov", "belyaev", "tarasov"];

    static readonly string[] Agents =
        ["Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/131.0.0.0 YaBrowser/25.2.0", "X-Keeper Panel/4.8.1 (Android 14; Pixel 7)",
        "X-Keeper Panel/4.8.0 (iOS 18.2; iPhone14,5)", "Mozilla/5.0 (X11; Linux x86_64; rv:135.0) Gecko/20100101 Firefox/135.0"];

    readonly ulong _bits = SeededNumbers.Of(seed, number, 3);

    /// <summary>Family name and given name.</summary>
    public string Name => $"{Family[Part(0, Family.Length)]} {Given[Part(8, Given.Length)]}";

    /// <summary>An address under a name that is never delivered (RFC 2606).</summary>
    public string Email => string.Create(CultureInfo.InvariantCulture, $"{Latin[Part(0, Latin.Length)]}.{Part(16, 10_000)}@mail.example");

    /// <summary>A telephone number.</summary>
    public string Phone => string.Create(CultureInfo.InvariantCulture, $"+7999{Part(24, 10_000_000):D7}");

    /// <summary>An address of the documentation networks (RFC 5737).</summary>
    public string Ip => string.Create(CultureInfo.InvariantCulture, $"{(Part(32, 2) == 0 ? "198.51.100" : "203.0.113")}.{1 + Part(40, 254)}");

    /// <summary>A browser or application.</summary>
    public string Agent => Agents[Part(48, Agents.Length)];

    int Part(int turn, int limit) => SeededNumbers.Below(ulong.RotateLeft(_bits, turn), limit);
}
