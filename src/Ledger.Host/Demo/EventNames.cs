using System.Collections.Frozen;

namespace Ledger.Host.Demo;

/// <summary>What an officer calls the story's events.</summary>
static class EventNames
{
    static readonly FrozenDictionary<string, Words> Names = new Dictionary<string, Words>
    {
        ["policy.published"] = new("policy published", "политика опубликована"),
        ["system.registered"] = new("system registered", "система внесена"),
        ["recipient.registered"] = new("recipient registered", "получатель внесён"),
        ["operator.registered"] = new("operator registered", "оператор внесён"),
        ["system.retired"] = new("system retired", "система выведена из эксплуатации"),
        ["hold.placed"] = new("hold placed", "запрет на уничтожение"),
        ["access.granted"] = new("access granted", "доступ предоставлен"),
        ["access.revoked"] = new("access revoked", "доступ прекращён"),
        ["subject.registered"] = new("person registered", "субъект зарегистрирован"),
        ["consent.given"] = new("consent given", "согласие дано"),
        ["consent.withdrawn"] = new("consent withdrawn", "согласие отозвано"),
        ["consent.expired"] = new("consent expired", "срок согласия истёк"),
        ["purpose.achieved"] = new("purpose achieved", "цель достигнута"),
        ["retention.ended"] = new("term of retention ended", "срок хранения истёк"),
        ["processing.stop-demanded"] = new("demand to stop processing", "требование прекратить обработку"),
        ["processing.stop-extended"] = new("more time to stop processing", "срок прекращения обработки продлён"),
        ["destruction.demanded"] = new("destruction demanded", "требование уничтожить данные"),
        ["data.collected"] = new("data collected", "данные собраны"),
        ["data.destroyed"] = new("data destroyed in one system", "данные уничтожены в системе"),
        ["messaging.opted-in"] = new("opted in to messages", "подписка на сообщения"),
        ["messaging.opted-out"] = new("opted out of messages", "отказ от сообщений"),
        ["messaging.sent"] = new("message sent", "сообщение отправлено"),
        ["data.made-public"] = new("made public by the person", "обнародовано самим субъектом"),
        ["data.blocked"] = new("data blocked", "данные заблокированы"),
        ["disclosure.made"] = new("data disclosed", "данные переданы"),
        ["recipient.notified"] = new("recipient notified", "получатель уведомлён"),
        ["incident.reported"] = new("incident reported", "инцидент зафиксирован"),
        ["incident.regulator-notified"] = new("Roskomnadzor notified", "Роскомнадзор уведомлён"),
        ["incident.investigated"] = new("incident investigated", "инцидент расследован"),
        ["inquiry.received"] = new("inquiry received", "обращение получено"),
        ["inquiry.answered"] = new("inquiry answered", "ответ направлен"),
        ["evidence.attached"] = new("letter received", "письмо получено"),
        ["person.shredded"] = new("content keys destroyed", "ключи данных уничтожены"),
        ["person.forgotten"] = new("person forgotten", "субъект забыт"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The name of an event type of the story; throws for any other (a fault of the program).</summary>
    public static Words Of(string type) => Names[type];
}
