using System.Text.RegularExpressions;
using Ledger.Law;
using Ledger.Reports;

namespace Ledger.Host.Reports.Inquiries;

/// <summary>The norms a rule or an inquiry cites, several perhaps, in the way of the report's language.</summary>
static partial class NormText
{
    const string Law = "152-FZ art. ", LawName = "\u00A0152-ФЗ";

    /// <summary>Articles of 152-FZ behind the rules that set no term, and so are not among those of the legal clock.</summary>
    static readonly Dictionary<string, string> Articles = new(StringComparer.Ordinal)
    {
        ["CONS-01"] = "6(1)", ["CONS-02"] = "9(1)", ["CONS-03"] = "9(1)", ["CONS-04"] = "9(1)", ["CONS-05"] = "9(3)", ["CONS-07"] = "9(8), 18(3)", ["DISC-01"] = "7", ["DISC-02"] = "6(3)", ["DISC-04"] = "12(3)",
        ["DISC-08"] = "18(5)", ["DISC-11"] = "6(1)(2)", ["RECT-05"] = "3(7)", ["DEST-07"] = "21(7)", ["DEST-08"] = "19(2)(3.1)", ["INQ-03"] = "14(3)", ["GOV-01"] = "18.1(2)",
    };

    /// <summary>What is cited in words that only English has.</summary>
    static readonly Dictionary<string, string> InRussian = new(StringComparer.Ordinal)
    {
        ["CONS-11"] = "ч. 12–13 ст. 10.1 152-ФЗ", ["DISC-05"] = "ч. 9–11 ст. 12 152-ФЗ", ["INQ-04"] = "ч. 4–6 ст. 14 152-ФЗ", ["GOV-10"] = "п. 441 перечня, утв. приказом Росархива от 20.12.2019 № 236",
        ["DISC-09"] = "ч.\u00A03 ст.\u00A020 152-ФЗ, если повод\u00A0— сведения субъекта; иначе правило оператора",
        ["EVID-179"] = "п. 8 приказа Роскомнадзора от 28.10.2022 № 179",
    };

    /// <summary>"152-FZ art. 9(2), 21(5)" becomes "ч. 2 ст. 9, ч. 5 ст. 21 152-ФЗ"; what is of no such form stays as it is.</summary>
    public static string Of(string source, ReportLanguage language) =>
        language == ReportLanguage.En ? LawArticle.InWords(source, language) : string.Join("; ", source.Split("; ").Select(Russian));

    /// <summary>The norm behind a rule, as people cite it; empty where there is none.</summary>
    public static string OfRule(string rule, ReportLanguage language) =>
        language == ReportLanguage.Ru && InRussian.TryGetValue(rule, out var cited) ? cited
        : Articles.TryGetValue(rule, out var articles) ? Of($"{Law}{articles}", language)
        : LegalRules.Default.All.LastOrDefault(known => known.Id == rule) is { } found && Of(found.Source, language) is var norm && (language == ReportLanguage.En || !norm.Contains("art.", StringComparison.Ordinal))
            ? norm : "";

    static string Russian(string source)
    {
        if (source.StartsWith("GDPR art. ", StringComparison.Ordinal)) return $"ст.\u00A0{source["GDPR art. ".Length..]} GDPR";
        if (Order().Match(source) is { Success: true } order)
            return $"п.\u00A0{order.Groups["point"].Value} приказа Роскомнадзора от\u00A0{order.Groups["date"].Value} №\u00A0{order.Groups["number"].Value}";
        if (!source.StartsWith(Law, StringComparison.Ordinal)) return LawArticle.InWords(source, ReportLanguage.Ru);
        var articles = source[Law.Length..].Split(", ").Select(article => LawArticle.InWords($"152-FZ {article}", ReportLanguage.Ru)).ToList();
        return articles.TrueForAll(article => article.EndsWith(LawName, StringComparison.Ordinal))
            ? string.Join(", ", articles.Select(article => article[..^LawName.Length])) + LawName : source;
    }

    [GeneratedRegex(@"^Roskomnadzor Order (?<number>\d+) of (?<date>[\d.]+), p\. (?<point>[\d.]+)$")]
    private static partial Regex Order();
}
