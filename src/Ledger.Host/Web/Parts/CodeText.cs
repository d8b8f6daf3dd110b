using Ledger.Reports;

namespace Ledger.Host.Web.Parts;

/// <summary>Codes of events in the words the sentences have for them; a code of the operator's own stands as it is.</summary>
static class CodeText
{
    /// <summary>The words for a code of a group.</summary>
    public static string Of(string group, string code, ReportWording words) => EventSentences.Find(group, code, words.IsRussian ? ReportLanguage.Ru : ReportLanguage.En) ?? code;
}
