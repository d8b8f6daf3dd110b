namespace Ledger.Reports;

/// <summary>What shares a whole is made of: name, number, percentage and a strip for each. Percentages add up to 100.</summary>
/// <param name="Title">What it is.</param>
/// <param name="Parts">The shares, in order.</param>
public sealed record SharesFigure(string Title, IReadOnlyList<FigureBar> Parts)
{
    const double LabelMax = 300, RowHeight = 20, Strip = 180;

    /// <summary>Tenths of a percent for each number, together 1000; largest remainders get what is left over. All nought where there is nothing.</summary>
    public static IReadOnlyList<int> Tenths(IReadOnlyList<long> numbers)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        var sum = numbers.Sum();
        if (sum == 0) return [.. numbers.Select(_ => 0)];
        var tenths = numbers.Select(number => (int)((Int128)number * 1000 / sum)).ToArray();
        var left = 1000 - tenths.Sum();
        foreach (var at in Enumerable.Range(0, numbers.Count).OrderByDescending(at => (Int128)numbers[at] * 1000 % sum).ThenBy(at => at).Take(left)) tenths[at]++;
        return tenths;
    }

    /// <summary>Draws it.</summary>
    public void Draw(HtmlWriter html, ReportWording words)
    {
        ArgumentNullException.ThrowIfNull(words);
        var tenths = Tenths([.. Parts.Select(part => part.Sum)]);
        var svg = new SvgWriter(html, SvgWriter.PageWidth, Math.Max(1, Parts.Count) * RowHeight + 4);
        svg.Begin(Title, words.Told(this));
        if (Parts.Count == 0) svg.Text("empty", SvgWriter.PageWidth / 2, 15, words.NothingToDraw, SvgAnchor.Middle);
        var strip = SvgWriter.PageWidth - Strip - 1;
        for (var at = 0; at < Parts.Count; at++)
        {
            var line = at * RowHeight + 15;
            svg.Text("label", 0, line, FigureText.Lines(Parts[at].Label, LabelMax, 1)[0]);
            svg.Text("value", strip - 80, line, words.Number(Parts[at].Sum), SvgAnchor.End);
            svg.Text("share", strip - 12, line, words.Percent(tenths[at]), SvgAnchor.End);
            svg.Rect("whole", strip, line - 10, Strip, 11, "#fff");
            if (tenths[at] > 0) svg.Rect("strip", strip, line - 10, Strip * tenths[at] / 1000, 11, "#4d4d4d");
            svg.Line("rule", (0, line + 4.5), (SvgWriter.PageWidth, line + 4.5), 0.5, grey: true);
        }
        svg.End();
    }
}
