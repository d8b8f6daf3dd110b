namespace Ledger.Reports;

/// <summary>The key of a drawing: a swatch and a name for each part, on as many lines as it takes.</summary>
static class FigureLegend
{
    const double Swatch = 10, Gap = 18, LineHeight = 17;

    /// <summary>How high it is; nothing for one part, which the title names.</summary>
    public static double HeightOf(IReadOnlyList<string> parts) => parts.Count < 2 ? 0 : (Places(parts).Last().Line + 1) * LineHeight + 4;

    public static void Draw(SvgWriter svg, string key, IReadOnlyList<string> parts)
    {
        if (parts.Count < 2) return;
        foreach (var (part, x, line) in Places(parts))
        {
            svg.Rect("swatch", x, line * LineHeight + 2, Swatch, Swatch, FigureFill.Of(key, part));
            svg.Text("part", x + Swatch + 5, line * LineHeight + 11, parts[part]);
        }
    }

    static IEnumerable<(int Part, double X, int Line)> Places(IReadOnlyList<string> parts)
    {
        var (x, line) = (1.0, 0);
        for (var part = 0; part < parts.Count; part++)
        {
            var wide = Swatch + 5 + FigureText.Width(parts[part]);
            if (x > 1 && x + wide > SvgWriter.PageWidth) (x, line) = (1, line + 1);
            yield return (part, x, line);
            x += wide + Gap;
        }
    }
}
