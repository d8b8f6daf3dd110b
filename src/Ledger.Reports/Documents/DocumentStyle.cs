namespace Ledger.Reports;

/// <summary>How the documents look: A4, a serif face, pages numbered, heads of tables repeated, no row torn apart, nothing fetched from anywhere.</summary>
static class DocumentStyle
{
    /// <summary>No script runs and nothing is loaded, whatever a value holds.</summary>
    public const string Policy = "default-src 'none'; style-src 'unsafe-inline'";

    /// <summary>The rules all documents share; the head of each page is added by <see cref="Page"/>.</summary>
    public const string Rules = """
        html { font: 11.5pt/1.35 "PT Serif", "Liberation Serif", "Times New Roman", "DejaVu Serif", serif; color: #000; background: #fff; }
        body { margin: 0 auto; max-width: 180mm; }
        h1 { font-size: 14pt; text-align: center; margin: 0 0 1mm; letter-spacing: .06em; }
        h1 + p { text-align: center; font-weight: bold; margin: 0 0 5mm; }
        h2 { font-size: 12pt; margin: 6mm 0 2mm; break-after: avoid; }
        p { margin: 0 0 2.5mm; text-align: justify; break-inside: avoid; }
        .when { display: flex; justify-content: space-between; margin: 0 0 4mm; }
        table { width: 100%; border-collapse: collapse; }
        * { box-sizing: border-box; }
        td, th { border: .35pt solid #000; padding: 1mm 1.4mm; vertical-align: top; text-align: left; overflow-wrap: anywhere; }
        thead { display: table-header-group; }
        tr { break-inside: avoid; }
        th { font-weight: bold; background: #f2f2f2; print-color-adjust: exact; }
        .facts th { width: 58mm; font-weight: normal; }
        .lines { table-layout: fixed; font-size: 9pt; line-height: 1.2; }
        .lines th { font-size: 8.5pt; text-align: center; vertical-align: middle; }
        .lines .id { display: inline-block; max-width: 100%; }
        .lines .n { width: 8.5mm; text-align: center; }
        .lines .d { width: 19mm; text-align: center; }
        .lines .k { width: 12mm; text-align: center; }
        .lines .w { width: 34mm; }
        .lines .p { width: 31mm; }
        .signs { font-size: 10.5pt; }
        .signs th { text-align: center; }
        .signs .n { width: 10mm; text-align: center; }
        .signs .s { width: 38mm; }
        .signs .d { width: 28mm; }
        .signs td { height: 11mm; vertical-align: middle; }
        .gone { font-style: italic; }
        ul, ol { margin: 0; padding-left: 5mm; }
        .basis { margin-top: 6mm; padding-top: 2mm; border-top: .35pt solid #000; font-size: 9pt; }
        @media screen { body { padding: 15mm 10mm; } }
        """;

    /// <summary>The pages: numbered, and from the second on headed by what the document is.</summary>
    public static string Page(string title, string page, string of) => $$"""
        @page { size: A4; margin: 18mm 10mm 18mm 20mm;
          @bottom-center { content: "{{CssText(page)}} " counter(page) " {{CssText(of)}} " counter(pages); font: 9pt "PT Serif", "Liberation Serif", "Times New Roman", serif; }
          @top-right { content: "{{CssText(title)}}"; font: 9pt "PT Serif", "Liberation Serif", "Times New Roman", serif; } }
        @page :first { @top-right { content: ""; } }
        """;

    /// <summary>A value within a CSS string within HTML: whatever is no letter, digit or plain sign goes as a number.</summary>
    static string CssText(string value)
    {
        var text = new System.Text.StringBuilder();
        foreach (var rune in value.EnumerateRunes())
        {
            if (System.Text.Rune.IsLetterOrDigit(rune) || rune.Value is ' ' or '.' or '-' or '№') text.Append(rune.ToString());
            else text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\{rune.Value:x6}");
        }
        return text.ToString();
    }
}
