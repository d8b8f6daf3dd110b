namespace Ledger.Reports;

/// <summary>What happened, against time: a lane for each kind of thing, in black, white and hatching, so that a printer without colour shows all of it.</summary>
/// <param name="Key">Its key, which ids in the drawing begin with: letters of ASCII and digits.</param>
/// <param name="Title">What it is.</param>
/// <param name="Lanes">The lanes, from the top.</param>
/// <param name="From">Where time begins.</param>
/// <param name="To">Where it ends.</param>
public sealed record TimelineFigure(string Key, string Title, IReadOnlyList<TimelineLane> Lanes, DateTimeOffset From, DateTimeOffset To)
{
    const double LabelMax = 118, Left = 128, Right = 8, LaneHeight = 34, LegendLine = 17, AxisHeight = 22, Near = 9, Size = 4.5, BarHeight = 9;

    /// <summary>Draws it.</summary>
    public void Draw(HtmlWriter html, ReportWording words)
    {
        ArgumentNullException.ThrowIfNull(words);
        var legend = Places([.. Lanes.SelectMany(lane => lane.Legend)]).ToList();
        var top = legend.Count == 0 ? 0 : (legend[^1].Line + 1) * LegendLine + 6;
        var bottom = top + Lanes.Count * LaneHeight;
        var svg = new SvgWriter(html, SvgWriter.PageWidth, bottom + AxisHeight);
        svg.Begin(Title, string.Join("; ", Lanes.Select(lane => $"{lane.Name} — {words.Number(lane.Points.Count + lane.Spans.Count)}")));
        svg.Mark($"<defs><pattern id=\"{Key}-hatch\" width=\"4\" height=\"4\" patternUnits=\"userSpaceOnUse\"><rect width=\"4\" height=\"4\" fill=\"#fff\"/><path d=\"M-1 1 L1 -1 M0 4 L4 0 M3 5 L5 3\" stroke=\"#000\" stroke-width=\"0.9\"/></pattern></defs>\n");
        foreach (var (entry, x, line) in legend)
        {
            Sample(svg, entry, x + 7, line * LegendLine + 8);
            svg.Text("part", x + 18, line * LegendLine + 12, entry.Name);
        }
        Axis(svg, words, top, bottom);
        for (var at = 0; at < Lanes.Count; at++) Lane(svg, words, Lanes[at], top + at * LaneHeight);
        svg.End();
    }

    void Axis(SvgWriter svg, ReportWording words, double top, double bottom)
    {
        foreach (var (at, name) in TimelineTicks.Of(From, To, words))
        {
            var x = PlaceOf(at);
            svg.Line("grid", (x, top), (x, bottom), 0.5, grey: true);
            svg.Line("mark", (x, bottom), (x, bottom + 4));
            var half = FigureText.Width(name) / 2;
            svg.Text("tick", Math.Clamp(x, Left + half - 12, SvgWriter.PageWidth - half), bottom + 16, name, SvgAnchor.Middle);
        }
        svg.Line("axis", (Left, bottom), (SvgWriter.PageWidth - Right, bottom));
    }

    void Lane(SvgWriter svg, ReportWording words, TimelineLane lane, double top)
    {
        var middle = top + LaneHeight / 2 + 4;
        var lines = FigureText.Lines(lane.Name, LabelMax, 2);
        for (var line = 0; line < lines.Count; line++) svg.Text("lane", 2, middle + 4 + (line - (lines.Count - 1) / 2.0) * 12, lines[line]);
        svg.Line("lane", (Left, middle), (SvgWriter.PageWidth - Right, middle), 0.5, grey: true);
        svg.Line("edge", (0, top + LaneHeight), (SvgWriter.PageWidth - Right, top + LaneHeight), 0.25, grey: true);
        foreach (var span in lane.Spans) Span(svg, span, middle);
        foreach (var near in Gathered(lane.Points))
        {
            var x = near.Average(point => PlaceOf(point.At));
            Mark(svg, near[0].Mark, x, middle, near.Count == 1 ? near[0].Title : null);
            if (near.Count > 1) svg.Text("count", x, middle - 7, words.Number(near.Count), SvgAnchor.Middle);
        }
    }

    void Span(SvgWriter svg, TimelineSpan span, double middle)
    {
        var (from, to) = (PlaceOf(span.From), PlaceOf(span.To ?? To));
        svg.Rect("span", from, middle - BarHeight / 2, Math.Max(1.5, to - from), BarHeight, FillOf(span.Fill), span.Title);
        if (span.Label is { } label && FigureText.Width(label) <= to - from - 2) svg.Text("label", (from + to) / 2, middle - 7, label, SvgAnchor.Middle);
    }

    /// <summary>Those that would lie upon each other become one, with their number; different marks stay apart.</summary>
    IEnumerable<List<TimelinePoint>> Gathered(IReadOnlyList<TimelinePoint> points)
    {
        foreach (var alike in points.GroupBy(point => point.Mark))
        {
            List<TimelinePoint> near = [];
            foreach (var point in alike.OrderBy(point => point.At))
            {
                if (near.Count > 0 && PlaceOf(point.At) - PlaceOf(near[0].At) > Near)
                {
                    yield return near;
                    near = [];
                }
                near.Add(point);
            }
            if (near.Count > 0) yield return near;
        }
    }

    void Sample(SvgWriter svg, TimelineLegend entry, double x, double y)
    {
        if (entry.Mark is { } mark) Mark(svg, mark, x, y, null);
        else svg.Rect("swatch", x - 7, y - BarHeight / 2, 14, BarHeight, FillOf(entry.Fill!.Value));
    }

    static void Mark(SvgWriter svg, TimelineMark mark, double x, double y, string? title)
    {
        var (corners, fill) = mark switch
        {
            TimelineMark.Up => (Turned(3, -90), "#000"),
            TimelineMark.Down => (Turned(3, 90), "#000"),
            TimelineMark.Disc => (Turned(16, 0), "#000"),
            TimelineMark.Ring => (Turned(16, 0), "#fff"),
            TimelineMark.Diamond => (Turned(4, 0), "#000"),
            TimelineMark.OpenDiamond => (Turned(4, 0), "#fff"),
            _ => (Turned(4, 45), "#000"),
        };
        svg.Shape(mark.ToString().ToLowerInvariant(), corners.Select(corner => (x + corner.X, y + corner.Y)), fill, title);
    }

    static IEnumerable<(double X, double Y)> Turned(int corners, double degrees) => Enumerable.Range(0, corners)
        .Select(corner => (degrees + 360.0 * corner / corners) * Math.PI / 180).Select(angle => (Size * Math.Cos(angle), Size * Math.Sin(angle)));

    string FillOf(TimelineFill fill) => fill switch { TimelineFill.Grey => "#c8c8c8", TimelineFill.Hatched => $"url(#{Key}-hatch)", _ => "#fff" };

    double PlaceOf(DateTimeOffset at)
    {
        var whole = Math.Max(1, (To - From).TotalSeconds);
        return Left + (SvgWriter.PageWidth - Right - Left) * Math.Clamp((at - From).TotalSeconds / whole, 0, 1);
    }

    static IEnumerable<(TimelineLegend Entry, double X, int Line)> Places(IReadOnlyList<TimelineLegend> entries)
    {
        var (x, line) = (1.0, 0);
        foreach (var entry in entries)
        {
            var wide = 18 + FigureText.Width(entry.Name);
            if (x > 1 && x + wide > SvgWriter.PageWidth) (x, line) = (1, line + 1);
            yield return (entry, x, line);
            x += wide + 16;
        }
    }
}
