using Ledger.Policies;
using Ledger.Reports;

namespace Ledger.Host.Web.Persons;

/// <summary>Kinds and channels of messages as headings and buttons, in the words the sentences have for them; a code of the operator's own stands as it is.</summary>
static class MessageWords
{
    /// <summary>A kind of message, as a heading.</summary>
    public static LocalText Kind(string code) => new(Begun(In("messageKind", code, ReportLanguage.Ru)), Begun(In("messageKind", code, ReportLanguage.En)));

    /// <summary>A channel.</summary>
    public static LocalText Channel(string code) => new(In("channel", code, ReportLanguage.Ru), In("channel", code, ReportLanguage.En));

    static string In(string group, string code, ReportLanguage language) => EventSentences.Find(group, code, language) ?? code;

    static string Begun(string text) => string.Concat(char.ToUpperInvariant(text[0]).ToString(), text.AsSpan(1));
}
