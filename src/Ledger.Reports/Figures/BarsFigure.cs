namespace Ledger.Reports;

/// <summary>Bars that lie, one for each row, the parts of each behind another.</summary>
/// <param name="Key">Its key, which ids in the drawing begin with: letters of ASCII and digits.</param>
/// <param name="Title">What it is.</param>
/// <param name="Parts">Names of the parts, at most six.</param>
/// <param name="Rows">The rows, in order.</param>
public sealed record BarsFigure(string Key, string Title, IReadOnlyList<string> Parts, IReadOnlyList<FigureBar> Rows)
{
    const double LabelMax = 250, LineHeight = 13, Padding = 7, BarHeight = 12;

    /// <summary>Draws it.</summary>
    public void Draw(HtmlWriter html, ReportWording words)
    {
        ArgumentNullException.ThrowIfNull(words);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Parts.Count, FigureFill.Count);
        var labels = Rows.Select(row => FigureText.Lines(row.Label, LabelMax, 2)).ToList();
        var top = FigureLegend.HeightOf(Parts);
        var svg = new SvgWriter(html, SvgWriter.PageWidth, top + Math.Max(30, labels.Sum(lines => HeightOf(lines))) + 2);
        svg.Begin(Title, words.Told(this));
        FigureFill.Define(svg, Key, Parts.Count);
        FigureLegend.Draw(svg, Key, Parts);
        if (Rows.Count == 0) svg.Text("empty", SvgWriter.PageWidth / 2, top + 18, words.NothingToDraw, SvgAnchor.Middle);
        else Bars(svg, words, labels, top);
        svg.End();
    }

    void Bars(SvgWriter svg, ReportWording words, List<IReadOnlyList<string>> labels, double top)
    {
        var left = labels.SelectMany(lines => lines).Max(line => FigureText.Width(line)) + 8;
        var room = SvgWriter.PageWidth - left - Rows.Max(row => FigureText.Width(words.Number(row.Sum))) - 8;
        var most = Math.Max(1, Rows.Max(row => row.Sum));
        var end = top + labels.Sum(lines => HeightOf(lines));
        for (var at = 0; at < Rows.Count; at++)
        {
            var (row, high, x) = (Rows[at], HeightOf(labels[at]), left);
            for (var line = 0; line < labels[at].Count; line++) svg.Text("label", left - 8, top + Padding / 2 + LineHeight * (line + 1) - 3, labels[at][line], SvgAnchor.End);
            for (var part = 0; part < Parts.Count; part++)
            {
                if (row.Values[part] == 0) continue;
                var wide = room * row.Values[part] / most;
                svg.Rect("bar", x, top + (high - BarHeight) / 2, wide, BarHeight, FigureFill.Of(Key, part), Parts.Count == 1 ? null : $"{row.Label}: {Parts[part]} — {words.Number(row.Values[part])}");
                x += wide;
            }
            svg.Text("value", x + 5, top + high / 2 + 4, words.Number(row.Sum));
            top += high;
        }
        svg.Line("axis", (left, end - labels.Sum(lines => HeightOf(lines))), (left, end));
    }

    static double HeightOf(IReadOnlyList<string> lines) => lines.Count * LineHeight + Padding;
}

/// <summary>A row of bars.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Values">How much, one number for each part.</param>
public sealed record FigureBar(string Label, IReadOnlyList<long> Values)
{
    /// <summary>All parts together.</summary>
    public long Sum => Values.Sum();

    /// <summary>The greatest so many of them, and one more that the rest is added up in.</summary>
    /// <param name="bars">The bars, each of one part.</param>
    /// <param name="shown">How many are shown by themselves.</param>
    /// <param name="others">What the rest is called, from how many it is.</param>
    public static IReadOnlyList<FigureBar> Greatest(IEnumerable<FigureBar> bars, int shown, Func<long, string> others)
    {
        ArgumentNullException.ThrowIfNull(others);
        var ordered = bars.OrderByDescending(bar => bar.Sum).ThenBy(bar => bar.Label, StringComparer.Ordinal).ToList();
        return ordered.Count <= shown + 1 ? ordered : [.. ordered.Take(shown), new(others(ordered.Count - shown), [ordered.Skip(shown).Sum(bar => bar.Sum)])];
    }
}
