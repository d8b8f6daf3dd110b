namespace Ledger.Reports;

/// <summary>
/// A report as it is shown, before it is written in any form: HTML (and the PDF printed from it), CSV and JSON are made of the same parts, so they cannot say
/// different things. Keys are stable and English, in camelCase: JSON and CSV name values by them. Rows of tables are read once for each form.
/// </summary>
public sealed record ReportDocument
{
    /// <summary>What report, for example <c>subject-access</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The language of everything people read in it.</summary>
    public required ReportLanguage Language { get; init; }

    /// <summary>The operator's time zone: moments are shown in it.</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>What stands below the title, or null.</summary>
    public string? Subtitle { get; init; }

    /// <summary>The ledger's name.</summary>
    public required string Origin { get; init; }

    /// <summary>The newest index of the ledger that was read.</summary>
    public required long Known { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Whether its pages lie on their side, for tables of many columns.</summary>
    public bool IsWide { get; init; }

    /// <summary>Its parts, in order.</summary>
    public required IReadOnlyList<ReportSection> Sections { get; init; }

    /// <summary>Key of the table that the CSV holds; null for the first there is.</summary>
    public string? CsvTable { get; init; }

    /// <summary>Whether the CSV holds everything the report says, a line each, instead of one table.</summary>
    public bool CsvHoldsAll { get; init; }

    /// <summary>Whether there is anything for a CSV to hold.</summary>
    public bool HasCsv => CsvHoldsAll || TableForCsv is not null;

    /// <summary>The table of the CSV, or null where the report has none.</summary>
    public ReportTable? TableForCsv => Sections.SelectMany(section => section.Blocks).OfType<ReportTable>().FirstOrDefault(table => CsvTable is null || table.Key == CsvTable);
}

/// <summary>A numbered part of a report, which the contents list.</summary>
/// <param name="Key">Its key, unique in the report: letters of ASCII and digits.</param>
/// <param name="Title">Its title.</param>
/// <param name="Blocks">What it holds; keys of facts, tables and figures are unique in it.</param>
public sealed record ReportSection(string Key, string Title, IReadOnlyList<ReportBlock> Blocks)
{
    /// <summary>Its number, where that is not its place among the sections: the item of a law that it answers.</summary>
    public string? Number { get; init; }
}

/// <summary>Something in a section.</summary>
public abstract record ReportBlock;

/// <summary>A paragraph.</summary>
/// <param name="Text">Its text.</param>
public sealed record ReportText(string Text) : ReportBlock;

/// <summary>A paragraph that must not be overlooked: a deadline that was missed, a value that is not proved.</summary>
/// <param name="Text">Its text.</param>
public sealed record ReportWarning(string Text) : ReportBlock;

/// <summary>Facts, each with its name.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Items">The facts.</param>
public sealed record ReportFacts(string Key, IReadOnlyList<ReportFact> Items) : ReportBlock;

/// <summary>A fact.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Label">Its name.</param>
/// <param name="Value">What it is.</param>
public sealed record ReportFact(string Key, string Label, ReportValue Value);

/// <summary>A table, whose rows come as they are read.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Title">What stands above it, or null.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Rows">Reads its rows from the beginning: as many values each as there are columns.</param>
public sealed record ReportTable(
    string Key, string? Title, IReadOnlyList<ReportColumn> Columns, Func<CancellationToken, IAsyncEnumerable<IReadOnlyList<ReportValue>>> Rows) : ReportBlock
{
    /// <summary>How many rows are shown to readers of a page; CSV and JSON have them all. Null for all.</summary>
    public int? ShownMax { get; init; }

    /// <summary>Whether it stands in CSV and JSON alone, because a page shows the same in another way.</summary>
    public bool InFilesOnly { get; init; }

    /// <summary>What is said instead of an empty table; null for the general words.</summary>
    public string? Empty { get; init; }

    /// <summary>What is said below a table that shows some of its rows; null for the general words.</summary>
    public string? Rest { get; init; }

    /// <summary>A table of rows that are there already.</summary>
    public static ReportTable Of(string key, string? title, IReadOnlyList<ReportColumn> columns, IReadOnlyList<IReadOnlyList<ReportValue>> rows) =>
        new(key, title, columns, _ => rows.ToAsyncEnumerable());
}

/// <summary>A column.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Label">Its head.</param>
/// <param name="Width">Its share of the width, in percent of the whole; 0 leaves it to the browser.</param>
public sealed record ReportColumn(string Key, string Label, int Width = 0)
{
    /// <summary>Whether a page shows it within the column before it, on a line of its own; in CSV and JSON it is a column like any other.</summary>
    public bool Below { get; init; }
}

/// <summary>A drawing: SVG, so that it stays sharp on paper. It is for people; JSON and CSV leave it out.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Caption">What it shows, in words: read out where it cannot be seen.</param>
/// <param name="Draw">Writes the <c>svg</c> element.</param>
public sealed record ReportFigure(string Key, string Caption, Action<HtmlWriter> Draw) : ReportBlock;

/// <summary>Places to sign by hand.</summary>
/// <param name="Places">Who signs: a position, or what the signature is for.</param>
public sealed record ReportSignatures(IReadOnlyList<string> Places) : ReportBlock;
