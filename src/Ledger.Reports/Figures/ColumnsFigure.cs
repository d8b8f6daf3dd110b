namespace Ledger.Reports;

/// <summary>Columns over time, the parts of each upon another.</summary>
/// <param name="Key">Its key, which ids in the drawing begin with: letters of ASCII and digits.</param>
/// <param name="Title">What it is.</param>
/// <param name="Parts">Names of the parts, at most six.</param>
/// <param name="Span">The columns.</param>
public sealed record ColumnsFigure(string Key, string Title, IReadOnlyList<string> Parts, FigureSpan Span)
{
    const double PlotHeight = 130, Below = 22, Right = 4, Above = 12;

    /// <summary>Draws it.</summary>
    public void Draw(HtmlWriter html, ReportWording words)
    {
        ArgumentNullException.ThrowIfNull(words);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Parts.Count, FigureFill.Count);
        var scale = FigureScale.Of(Span.Columns.Count == 0 ? 0 : Span.Columns.Max(column => column.Sum));
        var top = FigureLegend.HeightOf(Parts) + Above;
        var left = FigureText.Width(words.Number(scale.Top)) + 8;
        var svg = new SvgWriter(html, SvgWriter.PageWidth, top + PlotHeight + Below);
        svg.Begin(Title, words.Told(this));
        FigureFill.Define(svg, Key, Parts.Count);
        FigureLegend.Draw(svg, Key, Parts);
        foreach (var tick in scale.Ticks())
        {
            var y = top + PlotHeight - PlotHeight * tick / scale.Top;
            if (tick > 0) svg.Line("grid", (left, y), (SvgWriter.PageWidth - Right, y), 0.5, grey: true);
            svg.Text("tick", left - 6, y + 4, words.Number(tick), SvgAnchor.End);
        }
        Columns(svg, words, scale, left, top);
        svg.Line("axis", (left, top + PlotHeight), (SvgWriter.PageWidth - Right, top + PlotHeight));
        svg.Line("axis", (left, top), (left, top + PlotHeight));
        if (Span.Columns.All(column => column.Sum == 0)) svg.Text("empty", (left + SvgWriter.PageWidth) / 2, top + PlotHeight / 2, words.NothingToDraw, SvgAnchor.Middle);
        svg.End();
    }

    void Columns(SvgWriter svg, ReportWording words, FigureScale scale, double left, double top)
    {
        var slot = (SvgWriter.PageWidth - Right - left) / Math.Max(1, Span.Columns.Count);
        var wide = Math.Min(slot * 0.76, 40);
        var free = 0.0;
        for (var at = 0; at < Span.Columns.Count; at++)
        {
            var (column, middle, bottom) = (Span.Columns[at], left + slot * (at + 0.5), top + PlotHeight);
            for (var part = 0; part < Parts.Count; part++)
            {
                if (column.Values[part] == 0) continue;
                var high = PlotHeight * column.Values[part] / scale.Top;
                bottom -= high;
                svg.Rect("column", middle - wide / 2, bottom, wide, high, FigureFill.Of(Key, part), $"{words.Period(column.From, Span.Unit)}: {Parts[part]} — {words.Number(column.Values[part])}");
            }
            free = Label(svg, words.Period(column.From, Span.Unit), at, middle, top, free);
        }
    }

    /// <summary>A column bears its name where it does not meet the one before; the end of what is taken.</summary>
    double Label(SvgWriter svg, string text, int at, double middle, double top, double free)
    {
        var half = FigureText.Width(text) / 2;
        var x = Math.Min(middle, SvgWriter.PageWidth - half);
        if (x - half < free || (Span.Unit == FigureUnit.Day && Span.Columns.Count > 14 && at % 7 > 0)) return free;
        svg.Line("mark", (middle, top + PlotHeight), (middle, top + PlotHeight + 4));
        svg.Text("label", x, top + PlotHeight + 16, text, SvgAnchor.Middle);
        return x + half + 8;
    }
}
