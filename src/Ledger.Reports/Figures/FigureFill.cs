namespace Ledger.Reports;

/// <summary>
/// What the parts of a drawing are filled with, so that they are told apart on a black-and-white printer: greys and hatchings, in an order in which neighbours differ
/// most. Ids of patterns begin with the drawing's own key, since one page holds many drawings.
/// </summary>
static class FigureFill
{
    static readonly (string Name, string? Pattern)[] Fills =
    [
        ("#4d4d4d", null),
        ("stripes", "<rect width=\"5\" height=\"5\" fill=\"#fff\"/><path d=\"M-1 1 L1 -1 M0 5 L5 0 M4 6 L6 4\" stroke=\"#000\" stroke-width=\"1.1\"/>"),
        ("#c8c8c8", null),
        ("dots", "<rect width=\"5\" height=\"5\" fill=\"#fff\"/><circle cx=\"2.5\" cy=\"2.5\" r=\"1\" fill=\"#000\"/>"),
        ("#fff", null),
        ("cross", "<rect width=\"5\" height=\"5\" fill=\"#fff\"/><path d=\"M0 0 L5 5 M5 0 L0 5\" stroke=\"#000\" stroke-width=\"0.8\"/>"),
    ];

    /// <summary>How many can be told apart.</summary>
    public static int Count => Fills.Length;

    /// <summary>Defines the patterns of so many parts.</summary>
    public static void Define(SvgWriter svg, string key, int parts)
    {
        if (!Fills.Take(parts).Any(fill => fill.Pattern is not null)) return;
        svg.Mark("<defs>");
        foreach (var (name, pattern) in Fills.Take(parts))
            if (pattern is not null) svg.Mark($"<pattern id=\"{key}-{name}\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\">{pattern}</pattern>");
        svg.Mark("</defs>\n");
    }

    public static string Of(string key, int part) => Fills[part] is (var name, { }) ? $"url(#{key}-{name})" : Fills[part].Name;
}
