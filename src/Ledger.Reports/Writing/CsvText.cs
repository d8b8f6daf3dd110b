using System.Text;

namespace Ledger.Reports;

/// <summary>
/// Cells of a CSV file (RFC 4180). It is UTF-8 with a byte order mark, by which spreadsheets know it; text that one would take for a formula gets an
/// apostrophe in front.
/// </summary>
public static class CsvText
{
    /// <summary>What separates cells where the comma separates decimals: spreadsheets in Russian expect it.</summary>
    public const char Russian = ';';

    /// <summary>What RFC 4180 separates cells with.</summary>
    public const char Plain = ',';

    const string Formulas = "=+-@\t\r";

    /// <summary>The byte order mark.</summary>
    public const string Mark = "\uFEFF";

    /// <summary>Text that no spreadsheet takes for a formula.</summary>
    public static string Guarded(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length > 0 && Formulas.Contains(text[0], StringComparison.Ordinal) ? $"'{text}" : text;
    }

    /// <summary>A line of cells that are guarded already, with its end.</summary>
    public static string Line(IEnumerable<string> cells, char separator)
    {
        ArgumentNullException.ThrowIfNull(cells);
        var line = new StringBuilder();
        return line.AppendJoin(separator, cells.Select(cell => Quoted(cell, separator))).Append("\r\n").ToString();
    }

    static string Quoted(string cell, char separator) =>
        cell.AsSpan().IndexOfAny(separator, '"') < 0 && cell.AsSpan().IndexOfAny('\r', '\n') < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
