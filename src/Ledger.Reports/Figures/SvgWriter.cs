using System.Globalization;

namespace Ledger.Reports;

/// <summary>Where a text stands from its point.</summary>
public enum SvgAnchor
{
    /// <summary>It begins there.</summary>
    Start,

    /// <summary>It is centred there.</summary>
    Middle,

    /// <summary>It ends there.</summary>
    End,
}

/// <summary>
/// Writes one drawing as SVG: texts encoded, numbers to a hundredth, no script, no style that reaches beyond it, no font of its own. A unit is a CSS pixel on a page
/// that is <see cref="PageWidth"/> wide. Every shape bears a class, so that a reader of the file, and a test, knows what it is.
/// </summary>
/// <param name="html">Where to.</param>
/// <param name="width">Its width.</param>
/// <param name="height">Its height.</param>
public sealed class SvgWriter(HtmlWriter html, double width, double height)
{
    /// <summary>The width of a drawing that fills the page: 180 mm.</summary>
    public const double PageWidth = 680;

    /// <summary>The size of letters: 8.25 pt on paper.</summary>
    public const double TextSize = 11;

    /// <summary>Begins it.</summary>
    /// <param name="title">What it is, read out where it cannot be seen.</param>
    /// <param name="description">What it shows, in words.</param>
    public void Begin(string title, string description)
    {
        html.Write($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {N(width)} {N(height)}\" role=\"img\" font-family=\"PT Sans, Liberation Sans, Arial, DejaVu Sans, sans-serif\" font-size=\"{N(TextSize)}\">\n");
        html.Write($"<title>{title}</title><desc>{description}</desc>\n");
    }

    /// <summary>Ends it.</summary>
    public void End() => html.Mark("</svg>");

    /// <summary>Markup of the program's own, such as definitions of patterns.</summary>
    internal void Mark(string markup) => html.Mark(markup);

    /// <summary>A rectangle with a thin black edge.</summary>
    /// <param name="kind">Its class.</param>
    /// <param name="x">Its left edge.</param>
    /// <param name="y">Its upper edge.</param>
    /// <param name="wide">Its width.</param>
    /// <param name="high">Its height.</param>
    /// <param name="fill">A colour, or a pattern as <c>url(#id)</c>.</param>
    /// <param name="title">What a reader is told of it, or null.</param>
    public void Rect(string kind, double x, double y, double wide, double high, string fill, string? title = null)
    {
        html.Write($"<rect class=\"{kind}\" x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(wide)}\" height=\"{N(high)}\" fill=\"{fill}\" stroke=\"#000\" stroke-width=\"0.5\"");
        if (title is null) html.Mark("/>\n");
        else html.Write($"><title>{title}</title></rect>\n");
    }

    /// <summary>A line.</summary>
    /// <param name="kind">Its class.</param>
    /// <param name="from">Where it begins.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="thick">How thick it is.</param>
    /// <param name="grey">Whether it only guides the eye.</param>
    /// <param name="dashed">Whether it is dashed.</param>
    public void Line(string kind, (double X, double Y) from, (double X, double Y) to, double thick = 0.75, bool grey = false, bool dashed = false)
    {
        html.Write($"<line class=\"{kind}\" x1=\"{N(from.X)}\" y1=\"{N(from.Y)}\" x2=\"{N(to.X)}\" y2=\"{N(to.Y)}\" stroke=\"{(grey ? "#bbb" : "#000")}\" stroke-width=\"{N(thick)}\"");
        html.Mark(dashed ? " stroke-dasharray=\"3 2\"/>\n" : "/>\n");
    }

    /// <summary>A closed shape.</summary>
    /// <param name="kind">Its class.</param>
    /// <param name="points">Its corners.</param>
    /// <param name="fill">A colour, or a pattern as <c>url(#id)</c>.</param>
    /// <param name="title">What a reader is told of it, or null.</param>
    public void Shape(string kind, IEnumerable<(double X, double Y)> points, string fill, string? title = null)
    {
        html.Write($"<polygon class=\"{kind}\" points=\"{string.Join(' ', points.Select(point => $"{N(point.X)},{N(point.Y)}"))}\" fill=\"{fill}\" stroke=\"#000\" stroke-width=\"0.75\"");
        if (title is null) html.Mark("/>\n");
        else html.Write($"><title>{title}</title></polygon>\n");
    }

    /// <summary>A text; its point lies on the line it is written on.</summary>
    /// <param name="kind">Its class.</param>
    /// <param name="x">Where it stands.</param>
    /// <param name="y">The line it stands on.</param>
    /// <param name="text">The text.</param>
    /// <param name="anchor">Where it stands from that point.</param>
    /// <param name="bold">Whether it is bold.</param>
    public void Text(string kind, double x, double y, string text, SvgAnchor anchor = SvgAnchor.Start, bool bold = false)
    {
        html.Write($"<text class=\"{kind}\" x=\"{N(x)}\" y=\"{N(y)}\"");
        html.Mark(anchor switch { SvgAnchor.Middle => " text-anchor=\"middle\"", SvgAnchor.End => " text-anchor=\"end\"", _ => "" });
        html.Mark(bold ? " font-weight=\"bold\">" : ">");
        html.Write($"{text}</text>\n");
    }

    internal static string N(double number) => Math.Round(number, 2).ToString("0.##", CultureInfo.InvariantCulture);
}
