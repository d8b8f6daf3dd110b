namespace Ledger.Reports;

/// <summary>Which document of a destruction.</summary>
public enum ActReportKind
{
    /// <summary>The act (Order RKN 179, p. 3).</summary>
    Act,

    /// <summary>The export of the event log (p. 5).</summary>
    Log,
}

/// <summary>A document of a destruction: what it says, and its lines, which are read once for each time it is written.</summary>
/// <param name="Kind">Which document.</param>
/// <param name="Head">What it says beside its lines.</param>
/// <param name="Lines">Its lines, in order.</param>
public sealed record ActReport(ActReportKind Kind, ActHead Head, Func<IAsyncEnumerable<DestroyedLine>> Lines)
{
    /// <summary>Writes it as HTML, in constant memory.</summary>
    public Task WriteHtml(Stream output, CancellationToken cancel) =>
        Kind == ActReportKind.Act ? ActHtml.Write(Head, Lines(), output, cancel) : LogHtml.Write(Head, Lines(), output, cancel);

    /// <summary>Writes it as CSV, in constant memory.</summary>
    public Task WriteCsv(Stream output, CancellationToken cancel) =>
        Kind == ActReportKind.Act ? ActCsv.Act(Head, Lines(), output, cancel) : ActCsv.Log(Head, Lines(), output, cancel);

    /// <summary>Writes it as JSON, in constant memory.</summary>
    public Task WriteJson(Stream output, CancellationToken cancel) => ActJson.Write(Kind, Head, Lines(), output, cancel);
}
