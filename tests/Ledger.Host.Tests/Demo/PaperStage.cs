using System.Text;
using Ledger.Host.Demo;
using Ledger.Journal;

namespace Ledger.Host.Tests.Demo;

/// <summary>A stage of paper: remembers what was published and gives the same answers always, so that the telling itself can be tested.</summary>
sealed class PaperStage : IDemoStage
{
    readonly Dictionary<string, long> _indexes = new(StringComparer.Ordinal);

    /// <summary>The step, counted from 0, at which the ledger refuses; none by default.</summary>
    public int RefusesAt { get; init; } = int.MaxValue;

    public bool Genuine { get; init; } = true;

    public List<DateTimeOffset> Moments { get; } = [];

    public void MoveTo(DateTimeOffset moment) => Moments.Add(moment);

    public ValueTask<Outcome<IReadOnlyList<Receipt>>> Publish(IReadOnlyList<ReadOnlyMemory<byte>> events, CancellationToken cancel)
    {
        if (Moments.Count > RefusesAt) return new(new Refusal("publication-differs", "The same id was published with other content."));
        List<Receipt> receipts = [];
        foreach (var line in events.Select(published => Encoding.UTF8.GetString(published.Span)))
        {
            var duplicate = !_indexes.TryAdd(line, _indexes.Count);
            receipts.Add(new(_indexes[line], "s-1", _indexes[line], new byte[32], duplicate));
        }
        return new(Outcome.Of<IReadOnlyList<Receipt>>(receipts));
    }

    public ValueTask<bool> Holds(IReadOnlyList<ReadOnlyMemory<byte>> events, CancellationToken cancel) =>
        new(events.All(published => _indexes.ContainsKey(Encoding.UTF8.GetString(published.Span))));

    public ValueTask<string?> First(CancellationToken cancel) => new(_indexes.Count == 0 ? null : "story-1");

    public ValueTask Answer(DemoFinding finding, bool accepted, string said, CancellationToken cancel) => default;

    public ValueTask<string?> OfficerKey(CancellationToken cancel) => new("ledger_0123456789ab_secret");

    public ValueTask<DemoAnswer> May(DemoQuestion question, CancellationToken cancel) =>
        new(new DemoAnswer(false, new("opted out on 14 March", "отказ от 14 марта")));

    public ValueTask<DemoFile?> Person(string userId, CancellationToken cancel) => new(Moments[^1] is { Year: 2029, Month: 1 } ? null : new DemoFile(
        userId, "s-4f3c534dea06b43a4f3c534dea06b43a",
        [new(new("Contact for offers", "Контакт для предложений"), new("anna.belova@mail.example", "anna.belova@mail.example")), new(new("Name", "Имя"), new("destroyed", "destroyed"), Gone: true)], _indexes.Count));

    public ValueTask<IReadOnlyList<DemoDuty>> Duties(CancellationToken cancel) => new([
        new("WDR-01", new("Stop and destroy after consent was withdrawn", "Прекратить обработку и уничтожить после отзыва согласия"), 28,
            Moscow(2025, 12, 1, 9), Moscow(2026, 1, 13, 0), Moscow(2025, 12, 31, 0), null),
        new("INC-01", new("Notify the regulator of the incident", "Уведомить регулятора об инциденте"), 19,
            Moscow(2025, 6, 18, 9), Moscow(2025, 6, 19, 9), Moscow(2025, 6, 19, 9), Moscow(2025, 6, 18, 16)),
    ]);

    public ValueTask<IReadOnlyList<DemoFinding>> Findings(CancellationToken cancel) => new([
        new("message-after-opt-out", new("A message was sent after the person opted out of it.", "Сообщение отправлено после отказа от него."), "4.3", true, 21, "offers"),
    ]);

    public ValueTask<DemoExport> Export(DemoWish wish, CancellationToken cancel) =>
        new(new DemoExport($"ledger-demo/{wish.Name}.zip", $"ledger-demo/{wish.Name}.csv", 12, 40_960));

    public ValueTask<DemoAct?> Draw(string act, CancellationToken cancel) => new(new DemoAct($"ledger-demo/{act}.html", $"ledger-demo/{act}.csv", 3, 0));

    public ValueTask End(string act, CancellationToken cancel) => default;

    public ValueTask<DemoCertificate> Certify(string userId, CancellationToken cancel) => new(new DemoCertificate(
        "ledger-demo/erasure-anna.json", [new("unreadable for good: 2 sealed fields", "навсегда нечитаемы: запечатанных полей 2")], new DemoVerdict(Genuine, new("genuine", "подлинно"), [])));

    public ValueTask<DemoVerdict> Verify(string bundle, bool withKey, CancellationToken cancel) => new(withKey
        ? new DemoVerdict(Genuine, new("genuine", "подлинно"), [new("Grounds recorded after the act: none.", "Оснований, записанных после действия, нет.")])
        : new DemoVerdict(false, new("consistent, signer not checked", "согласовано, подписавший не проверен"), []));

    public ValueTask<DemoKey> Key(CancellationToken cancel) => new(new DemoKey("ledger.example/demo+1a2b3c4d+AjBZMBMGByqGSM49", new string('a', 64), "ledger-demo/ledger.vkey"));

    public ValueTask DisposeAsync() => default;

    static DateTimeOffset Moscow(int year, int month, int day, int hour) => new(year, month, day, hour, 0, 0, TimeSpan.FromHours(3));
}
