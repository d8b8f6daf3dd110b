namespace Ledger.Reports;

/// <summary>What reports look like beside what all documents share.</summary>
static class ReportStyle
{
    public const string Rules = """
        h1 { text-align: left; font-size: 16pt; letter-spacing: 0; }
        h3 { font-size: 11pt; margin: 4mm 0 1.5mm; break-after: avoid; }
        .subtitle { font-size: 11pt; font-weight: normal; text-align: left; margin-bottom: 5mm; }
        nav { border: .35pt solid #888; padding: 2mm 4mm; margin-bottom: 6mm; break-inside: avoid; }
        nav h2 { margin: 0 0 1mm; font-size: 11pt; }
        nav ol { padding-left: 0; list-style: none; }
        nav li { padding-left: 9mm; text-indent: -9mm; }
        a { color: inherit; }
        section > table { margin-bottom: 3mm; }
        .rows { table-layout: fixed; font-size: 9pt; line-height: 1.2; }
        .rows th { font-size: 8.5pt; vertical-align: middle; }
        .rows .number { text-align: right; font-variant-numeric: tabular-nums; }
        .rows .moment { font-variant-numeric: tabular-nums; }
        code { font: 7.5pt/1.15 "Liberation Mono", "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
        .rows code { font-size: 6.5pt; }
        .warning { border: .7pt solid #000; border-left-width: 3pt; padding: 1.5mm 2.5mm; font-weight: bold; text-align: left; }
        .empty, .more { font-style: italic; font-size: 10pt; }
        figure { margin: 3mm 0 4mm; break-inside: avoid; }
        figure svg { width: 100%; height: auto; display: block; }
        figcaption { font-size: 9.5pt; margin-top: 1mm; }
        .signatures { margin-top: 8mm; break-inside: avoid; }
        .signatures p { display: flex; gap: 5mm; align-items: flex-end; margin-bottom: 8mm; }
        .signatures p span:first-child { width: 75mm; text-align: left; }
        .signatures .line { flex: 1; border-bottom: .5pt solid #000; }
        """;

    /// <summary>What a report that lies on its side changes of that.</summary>
    public const string Wide = """

        @page { size: A4 landscape; margin: 15mm 12mm 15mm 15mm; }
        body { max-width: 270mm; }
        .facts { max-width: 180mm; }
        figure svg { max-width: 180mm; }
        """;
}
