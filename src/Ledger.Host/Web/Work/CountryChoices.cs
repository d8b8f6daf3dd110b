using Ledger.Host.Reports;
using Ledger.Reports;

namespace Ledger.Host.Web.Work;

/// <summary>Countries a Russian operator meets; any other is typed.</summary>
static class CountryChoices
{
    static readonly string[] Codes = ["RU", "BY", "KZ", "AM", "KG", "UZ", "CN", "TR", "DE", "NL", "FI", "IE", "GB", "US", "AE", "IN"];

    public static IReadOnlyList<Choice> All(ReportLanguage language) => [.. Codes.Select(code => new Choice(code, CodeWords.CountryName(code).In(language)))];
}
