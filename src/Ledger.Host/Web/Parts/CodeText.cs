using Ledger.Host.Reports;
using Ledger.Host.Reports.Compliance;
using Ledger.Host.Web.Persons;
using Ledger.Policies;
using Ledger.Reports;

namespace Ledger.Host.Web.Parts;

/// <summary>Codes of events in words: those the sentences have for them; a code of the operator's own stands as it is.</summary>
static class CodeText
{
    /// <summary>The words for a code of a group.</summary>
    public static string Of(string group, string code, ReportWording words)
    {
        var language = words.IsRussian ? ReportLanguage.Ru : ReportLanguage.En;
        return new EventSentences(language, words).Code(group, code) is var said && said != code ? said : Otherwise(group, code, words).In(language);
    }

    static LocalText Otherwise(string group, string code, ReportWording words) => (group, code) switch
    {
        ("channel", _) => MessageWords.Channel(code),
        ("messageKind", _) => MessageWords.Kind(code),
        ("incidentKind", _) => SummaryWords.KindOf(code),
        ("documentKind", _) when words.Of(CodeWords.Document(code, words.IsRussian ? ReportLanguage.Ru : ReportLanguage.En)) is var document => new(document, document),
        ("role", "officer") => new("специалист по защите данных", "officer"),
        ("role", "auditor") => new("аудитор", "auditor"),
        ("role", "publisher") => new("сервис", "service"),
        ("role", "regulator") => new("регулятор", "regulator"),
        ("role", "administrator") => new("администратор", "administrator"),
        _ => new(code, code),
    };
}
