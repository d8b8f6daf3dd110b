using Ledger.Policies;

namespace Ledger.Reports;

/// <summary>The language a document is written in.</summary>
public enum ReportLanguage
{
    /// <summary>Russian: what the regulator reads.</summary>
    Ru,

    /// <summary>English.</summary>
    En,
}

/// <summary>Texts in the language of a document.</summary>
public static class LocalTexts
{
    /// <summary>The text in that language.</summary>
    public static string In(this LocalText text, ReportLanguage language)
    {
        ArgumentNullException.ThrowIfNull(text);
        return language == ReportLanguage.Ru ? text.Ru : text.En;
    }
}
