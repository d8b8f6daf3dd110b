using System.Text.RegularExpressions;

namespace Ledger.Reports;

/// <summary>Articles of Russian laws as policies and documents name them, in words.</summary>
public static partial class LawArticle
{
    /// <summary>
    /// <c>152-FZ 6(1)(5)</c> or <c>152-FZ-6-1-5</c>: «п. 5 ч. 1 ст. 6 152-ФЗ» in Russian, «152-FZ 6(1)(5)» in English. What is written in another way stands as it
    /// is.
    /// </summary>
    public static string InWords(string article, ReportLanguage language)
    {
        if (Written().Match(article) is not { Success: true } match) return article;
        string Group(string name) => match.Groups[name].Value;
        var (law, parts) = (Group("law"), new[] { Group("article"), Group("part"), Group("point") });
        if (language == ReportLanguage.En) return $"{law}-FZ {parts[0]}{string.Concat(parts.Skip(1).Where(part => part.Length > 0).Select(part => $"({part})"))}";
        var point = parts[2].Length > 0 ? $"п.\u00A0{parts[2]} " : "";
        var part = parts[1].Length > 0 ? $"ч.\u00A0{parts[1]} " : "";
        return $"{point}{part}ст.\u00A0{parts[0]}\u00A0{law}-ФЗ";
    }

    [GeneratedRegex(@"^(?<law>\d+)-FZ(?:[ -](?:art\. )?(?<article>\d+(?:\.\d+)?))(?:[-(](?<part>\d+(?:\.\d+)?)\)?)?(?:[-(](?<point>\d+(?:\.\d+)?)\)?)?$")]
    private static partial Regex Written();
}
