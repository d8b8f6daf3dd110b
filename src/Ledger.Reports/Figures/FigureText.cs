using System.Text;

namespace Ledger.Reports;

/// <summary>
/// How wide letters are, nearly: a drawing is laid out before any browser knows the font. Taken from Liberation Sans and a little more, so that what fits here fits there.
/// </summary>
public static class FigureText
{
    /// <summary>The width of a text on one line.</summary>
    public static double Width(string text, double size = SvgWriter.TextSize)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.EnumerateRunes().Sum(Of) * size;
    }

    /// <summary>The text on at most so many lines of that width, broken between words; what does not fit is cut, with an ellipsis.</summary>
    public static IReadOnlyList<string> Lines(string text, double width, int linesMax)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<string> lines = [];
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length == 0 || Width(longer) <= width) line = longer;
            else if (lines.Count == linesMax - 1) line = longer;   // the last line takes the rest, and is cut
            else
            {
                lines.Add(Cut(line, width));
                line = word;
            }
        }
        lines.Add(Cut(line, width));
        return lines;
    }

    static string Cut(string line, double width)
    {
        if (Width(line) <= width) return line;
        var (kept, room) = (new StringBuilder(), width - Width("…"));
        foreach (var rune in line.EnumerateRunes())
        {
            room -= Of(rune) * SvgWriter.TextSize;
            if (room < 0) break;
            kept.Append(rune.ToString());
        }
        return kept.ToString().TrimEnd() + "…";
    }

    static double Of(Rune letter) => letter.Value switch
    {
        ' ' or '\u00A0' or '.' or ',' or ':' or ';' or 'i' or 'j' or 'l' or '|' or '!' => .3,
        '(' or ')' or '-' or 'f' or 't' or 'r' or 'I' or '/' => .36,
        >= '0' and <= '9' => .57,
        'm' or 'M' or 'w' or 'W' or '%' or '—' or '…' or '№' or '@' => 1.0,
        'ж' or 'ш' or 'щ' or 'ю' or 'ы' or 'ф' or 'м' => .85,
        'Ж' or 'Ш' or 'Щ' or 'Ю' or 'Ы' or 'Ф' or 'М' => 1.02,
        _ when Rune.IsUpper(letter) => .75,
        > 0x2E80 => 1.05,
        _ => .58,
    };
}
