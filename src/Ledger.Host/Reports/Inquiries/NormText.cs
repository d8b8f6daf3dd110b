using System.Text.RegularExpressions;
using Ledger.Reports;

namespace Ledger.Host.Reports.Inquiries;

/// <summary>The norms a rule or an inquiry cites, several perhaps, in the way of the report's language.</summary>
static partial class NormText
{
    const string Law = "152-FZ art. ", LawName = "\u00A0152-ФЗ";

    /// <summary>"152-FZ art. 9(2), 21(5)" becomes "ч. 2 ст. 9, ч. 5 ст. 21 152-ФЗ"; what is of no such form stays as it is.</summary>
    public static string Of(string source, ReportLanguage language) =>
        language == ReportLanguage.En ? LawArticle.InWords(source, language) : string.Join("; ", source.Split("; ").Select(Russian));

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
