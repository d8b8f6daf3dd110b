namespace Ledger.Host.Web.Parts;

/// <summary>Names of laws that stay on one line, on pages alone: what is copied into events, tables and files keeps the hyphen that is on the keyboard.</summary>
static class NoBreak
{
    /// <summary>The hyphen that no line ends at.</summary>
    public const char Hyphen = '\u2011';

    static readonly (string Plain, string Kept)[] Laws = [("-ФЗ", $"{Hyphen}ФЗ"), ("-FZ ", $"{Hyphen}FZ\u00A0")];

    /// <summary>The text with «152-ФЗ» and its like held together.</summary>
    public static string In(string text) => Laws.Aggregate(text, (kept, law) => kept.Replace(law.Plain, law.Kept, StringComparison.Ordinal));
}
