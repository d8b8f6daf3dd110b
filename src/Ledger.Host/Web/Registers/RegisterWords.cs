using Ledger.Host.Documents;
using Ledger.Host.Reports.Inquiries;
using Ledger.Host.Sheets;
using Ledger.Law;
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
        ["receipt"] = new("квитанция о согласии", "consent receipt"), ["bundle"] = new("пакет с доказательствами", "bundle with proofs"), ["answer"] = new("направленный ответ", "the answer that was sent"),
        ["disclosures"] = new("реестр передач", "register of disclosures"), ["duties"] = new("реестр обязанностей", "register of duties"), ["findings"] = new("реестр нарушений", "register of findings"),
        ["inquiries"] = new("реестр обращений", "register of inquiries"), ["destructions"] = new("реестр уничтожений", "register of destructions"), ["notices"] = new("уведомления получателей", "notices to recipients"),
        ["retention"] = new("сроки хранения", "terms of retention"), ["holds"] = new("запреты на уничтожение", "holds"), ["acts"] = new("акты об уничтожении", "acts of destruction"),
        ["destruction"] = new("уничтожение данных субъекта", "destruction of a person's data"), ["erasure-certificate"] = new("справка об уничтожении", "certificate of erasure"),
        ["destruction-act"] = new("акт об уничтожении", "act of destruction"), ["destruction-act-extract"] = new("выписка из акта об уничтожении", "extract of an act of destruction"),
        ["destruction-log"] = new("выгрузка из журнала регистрации событий", "event log of a destruction"), ["recipient-letter"] = new("письмо получателю", "letter to a recipient"),
        ["inquiry"] = new("ответ на обращение", "answer to an inquiry"), ["subject-access"] = new("ответ субъекту", "answer to the person"), ["summary"] = new("сводный отчёт", "compliance summary"),
        ["processing"] = new("перечень процессов обработки", "record of processing"), ["backup"] = new("резервная копия", "backup"), ["jsonl"] = new("записи журнала", "journal entries"), ["csv"] = new("таблица записей", "table of entries"),
    };

    /// <summary>Articles of 152-FZ behind the rules that set no term, and so are not among those of the legal clock.</summary>
    static readonly Dictionary<string, string> Norms = new(StringComparer.Ordinal)
    {
        ["CONS-01"] = "6(1)", ["CONS-02"] = "9(1)", ["CONS-03"] = "9(1)", ["CONS-04"] = "9(1)", ["CONS-05"] = "9(3)", ["CONS-07"] = "9(8), 18(3)", ["DISC-01"] = "7", ["DISC-02"] = "6(3)", ["DISC-04"] = "12(3)",
        ["DISC-08"] = "18(5)", ["DISC-11"] = "6(1)(2)", ["RECT-05"] = "3(7)", ["DEST-07"] = "21(7)", ["DEST-08"] = "19(2)(3.1)", ["INQ-03"] = "14(3)", ["GOV-01"] = "18.1(2)",
    };

    /// <summary>What is cited in words that only English has.</summary>
    static readonly Dictionary<string, string> Russian = new(StringComparer.Ordinal)
    {
        ["CONS-11"] = "ч. 12–13 ст. 10.1 152-ФЗ", ["DISC-05"] = "ч. 9–11 ст. 12 152-ФЗ", ["INQ-04"] = "ч. 4–6 ст. 14 152-ФЗ", ["GOV-10"] = "п. 441 перечня, утв. приказом Росархива от 20.12.2019 № 236",
        ["EVID-179"] = "п. 8 приказа Роскомнадзора от 28.10.2022 № 179",
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
    public static string Norm(string? rule, RegisterView view) => rule is null ? ""
        : Norms.TryGetValue(rule, out var articles) ? NormText.Of($"152-FZ art. {articles}", view.Language)
        : view.Words.IsRussian && Russian.TryGetValue(rule, out var cited) ? cited
        : LegalRules.Default.All.LastOrDefault(known => known.Id == rule) is { } found && NormText.Of(found.Source, view.Language) is var norm && (!view.Words.IsRussian || !norm.Contains("art.", StringComparison.Ordinal))
            ? norm : "";

    /// <summary>The values of an enumeration as a filter offers them.</summary>
    public static IEnumerable<RegisterChoice> Choices<T>(RegisterView view, Func<string, LocalText> words) where T : struct, Enum =>
        Enum.GetValues<T>().Select(value => DocumentJson.Name(value)).Select(code => new RegisterChoice(code, RegisterWords.Capital(view.Say(words(code)))));
}
