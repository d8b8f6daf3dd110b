using Ledger.Host.Documents;
using Ledger.Host.Reports.Inquiries;
using Ledger.Host.Sheets;
using Ledger.Policies;

namespace Ledger.Host.Web.Registers;

/// <summary>Codes of rows as people read them.</summary>
static class RegisterWords
{
    static readonly Dictionary<string, LocalText> Severities = new(StringComparer.Ordinal)
    {
        ["breach"] = new("явное", "breach"), ["warning"] = new("возможное", "warning"), ["notice"] = new("к сведению", "notice"),
    };

    static readonly Dictionary<string, LocalText> States = new(StringComparer.Ordinal)
    {
        ["open"] = new("открыто", "open"), ["explained"] = new("объяснено", "explained"), ["accepted"] = new("риск принят", "risk accepted"), ["resolved"] = new("снято", "resolved"),
    };

    static readonly Dictionary<string, LocalText> Looks = new(StringComparer.Ordinal)
    {
        ["file"] = new("карточка субъекта", "a person's file"), ["opened-file"] = new("карточка субъекта с раскрытием", "a person's file, opened"), ["search"] = new("поиск субъекта", "search for a person"),
        ["own-link"] = new("ссылка на личную страницу субъекта", "link to a person's own page"), ["export-count"] = new("подсчёт перед выгрузкой", "count before an export"),
        ["receipt"] = new("квитанция о согласии", "consent receipt"), ["bundle"] = new("пакет с доказательствами", "bundle with proofs"), ["opened-bundle"] = new("пакет с раскрытием значений", "bundle with values opened"), ["opened-inquiry"] = new("обращение с раскрытием", "an inquiry, opened"), ["opened-incident"] = new("инцидент с раскрытием", "an incident, opened"), ["answer"] = new("направленный ответ", "the answer that was sent"),
        ["disclosures"] = new("реестр передач", "register of disclosures"), ["duties"] = new("реестр обязанностей", "register of duties"), ["findings"] = new("реестр нарушений", "register of findings"),
        ["inquiries"] = new("реестр обращений", "register of inquiries"), ["destructions"] = new("реестр уничтожений", "register of destructions"), ["notices"] = new("уведомления получателей", "notices to recipients"),
        ["retention"] = new("сроки хранения", "terms of retention"), ["holds"] = new("запреты на уничтожение", "holds"), ["acts"] = new("акты об уничтожении", "acts of destruction"),
        ["destruction"] = new("уничтожение данных субъекта", "destruction of a person's data"), ["erasure-certificate"] = new("справка об уничтожении", "certificate of erasure"),
        ["destruction-act"] = new("акт об уничтожении", "act of destruction"), ["destruction-act-extract"] = new("выписка из акта об уничтожении", "extract of an act of destruction"),
        ["destruction-log"] = new("выгрузка из журнала регистрации событий", "event log of a destruction"), ["recipient-letter"] = new("письмо получателю", "letter to a recipient"),
        ["inquiry"] = new("ответ на обращение", "answer to an inquiry"), ["subject-access"] = new("ответ субъекту", "answer to the person"), ["summary"] = new("сводный отчёт", "compliance summary"),
        ["processing"] = new("перечень процессов обработки", "record of processing"), ["backup"] = new("резервная копия", "backup"), ["jsonl"] = new("записи журнала", "journal entries"), ["csv"] = new("таблица записей", "table of entries"),
    };

    public static LocalText Severity(string code) => Severities.GetValueOrDefault(code) ?? new(code, code);

    public static string SeverityBadge(string code) => code switch { "breach" => "bad", "warning" => "warn", _ => "info" };

    public static LocalText State(string code) => States.GetValueOrDefault(code) ?? new(code, code);

    public static string StateBadge(string code) => code switch { "open" => "bad", "resolved" => "good", _ => "plain" };

    /// <summary>What was read or taken out; one without words stands as its code.</summary>
    public static LocalText Look(string code) => Looks.GetValueOrDefault(code) ?? new(code, code);

    public static LocalText Duty(string rule) => new(Capital(DutyNames.Of(rule).Ru), Capital(DutyNames.Of(rule).En));

    public static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>The norm behind a rule, as people cite it; empty where there is none.</summary>
    public static string Norm(string? rule, RegisterView view) => rule is null ? "" : NormText.OfRule(rule, view.Language);

    /// <summary>The values of an enumeration as a filter offers them.</summary>
    public static IEnumerable<RegisterChoice> Choices<T>(RegisterView view, Func<string, LocalText> words) where T : struct, Enum =>
        Enum.GetValues<T>().Select(value => DocumentJson.Name(value)).Select(code => new RegisterChoice(code, RegisterWords.Capital(view.Say(words(code)))));
}
