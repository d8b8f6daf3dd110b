using System.Collections.Frozen;
using Ledger.Policies;

namespace Ledger.Host.Web.Persons;

/// <summary>Kinds and channels of messages, and where people say what they want, in words; a code of the operator's own stands as it is.</summary>
static class MessageWords
{
    static readonly FrozenDictionary<string, LocalText> Kinds = new Dictionary<string, LocalText>
    {
        ["terms"] = new("Условия сервиса", "Terms"), ["faults-and-updates"] = new("Неполадки и обновления", "Faults and updates"), ["news"] = new("Новости", "News"),
        ["offers"] = new("Предложения", "Offers"), ["personal"] = new("Личные уведомления", "Personal notifications"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    static readonly FrozenDictionary<string, LocalText> Channels = new Dictionary<string, LocalText>
    {
        ["email"] = new("эл. почта", "e-mail"), ["web"] = new("на сайте", "web"), ["sms"] = new("СМС", "SMS"), ["push"] = new("push", "push"), ["phone"] = new("телефон", "phone"),
        ["settings"] = new("настройки", "settings"), ["registration-form"] = new("форма регистрации", "registration form"), ["support"] = new("поддержка", "support"),
        ["mail"] = new("почтовое отправление", "mail"), ["paper"] = new("на бумаге", "on paper"), ["app"] = new("приложение", "app"), ["office"] = new("офис", "office"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    static readonly FrozenDictionary<string, LocalText> Methods = new Dictionary<string, LocalText>
    {
        ["registered-letter"] = new("заказное письмо", "registered letter"), ["letter"] = new("письмо", "letter"), ["api"] = new("программный обмен", "API"), ["email"] = new("эл. почта", "e-mail"),
        ["mail"] = new("почта", "mail"), ["post"] = new("почта", "post"), ["messenger"] = new("мессенджер", "messenger"), ["erasure-from-database"] = new("стирание из базы данных", "erasure from the database"),
        ["overwriting-of-media"] = new("перезапись носителя", "overwriting of media"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>A kind of message.</summary>
    public static LocalText Kind(string code) => Kinds.GetValueOrDefault(code) ?? new(code, code);

    /// <summary>A channel.</summary>
    public static LocalText Channel(string code) => Channels.GetValueOrDefault(code) ?? new(code, code);

    /// <summary>The words for a member of an event, where it is a kind of message, a channel or a way of doing; otherwise null.</summary>
    public static LocalText? Find(string member, string code) => member switch
    {
        "kind" or "kinds" => Kinds.GetValueOrDefault(code),
        "channel" or "channels" or "via" => Channels.GetValueOrDefault(code),
        "method" or "means" => Methods.GetValueOrDefault(code),
        _ => null,
    };
}
