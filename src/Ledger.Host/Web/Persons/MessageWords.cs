using Ledger.Host.Reports;
using Ledger.Policies;

namespace Ledger.Host.Web.Persons;

/// <summary>Kinds and channels of messages as headings and buttons, in the words the sentences have for them; a code of the operator's own stands as it is.</summary>
static class MessageWords
{
    /// <summary>A kind of message, as a heading.</summary>
    public static LocalText Kind(string code)
    {
        var said = CodeWords.Listed("messageKind", code);
        return new(Begun(said.Ru), Begun(said.En));
    }

    /// <summary>A channel.</summary>
    public static LocalText Channel(string code) => CodeWords.Listed("channel", code);

    static string Begun(string text) => string.Concat(char.ToUpperInvariant(text[0]).ToString(), text.AsSpan(1));
}
