using Ledger.Policies;
using Ledger.Projections;
using Ledger.Reports;

namespace Ledger.Host.Reports.Compliance;

/// <summary>What each part of a summary is made from.</summary>
sealed class SummaryAsked(ReportReading reading, ReportLanguage language, SummaryPeriod period)
{
    public ReportReading Reading => reading;

    public ReportLanguage Language => language;

    public SummaryPeriod Period => period;

    public DateTimeOffset Start { get; } = period.Start(reading.Legal);

    public DateTimeOffset End { get; } = period.End(reading.Legal);

    public ReportWording Words { get; } = new(language, reading.Legal.Zone);

    public string In(LocalText text) => text.In(language);

    public bool Holds(long micros) => micros >= Micros.Of(Start) && micros < Micros.Of(End);

    /// <summary>Words as they begin a line: those of a drawing's parts begin small.</summary>
    public string Begun(LocalText text) => char.ToUpperInvariant(In(text)[0]) + In(text)[1..];

    public ReportFact Fact(string key, LocalText label, long number) => new(key, Begun(label), ReportValue.Of(number));

    public ReportColumn Column(string key, LocalText label, int width = 0) => new(key, Begun(label), width);
}

/// <summary>A part of a summary.</summary>
/// <param name="Section">Its section.</param>
/// <param name="Head">What of it stands at the head of the summary.</param>
/// <param name="Warnings">What must not be overlooked.</param>
sealed record SummaryPart(ReportSection Section, IReadOnlyList<ReportFact> Head, IReadOnlyList<string> Warnings);
