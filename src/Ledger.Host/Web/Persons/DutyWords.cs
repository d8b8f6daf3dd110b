using Ledger.Host.Demo;
using Ledger.Host.Reports.Inquiries;
using Ledger.Host.Sheets;
using Ledger.Host.Web.Parts;
using Ledger.Law;
using Ledger.Reports;

namespace Ledger.Host.Web.Persons;

/// <summary>Duties in the words of a page.</summary>
static class DutyWords
{
    /// <summary>What is to be done.</summary>
    public static string Name(string rule, ReportLanguage language) => DutyNames.Of(rule).In(language == ReportLanguage.Ru ? Language.Ru : Language.En);

    /// <summary>What and until when, in one.</summary>
    public static string Owed(string rule, DateTimeOffset due, ReportLanguage language, ReportWording words) =>
        $"{Name(rule, language)} {DueWording.Until(due, rule, words)}";

    /// <summary>The act and article behind it.</summary>
    public static string Norm(string rule, ReportLanguage language) => NormText.Of(RuleOf(rule)?.Source ?? rule, language);

    static Rule? RuleOf(string rule) => LegalRules.Default.All.LastOrDefault(known => known.Id == rule);
}
