using Ledger.Access;
using Ledger.Exports;
using Ledger.Inquiries;
using Ledger.Reports;
using MediatR;

namespace Ledger.Host.Reports;

/// <summary>Makes a report. It is recorded (<c>report.exported</c>) before it may be handed out, and refused where a key went whose value it shows.</summary>
/// <param name="Asked">What it is about.</param>
/// <param name="Format">In which form.</param>
/// <param name="Reason">
/// Why: recorded. About one person it is sealed under that person's key; otherwise it stands in the clear and must be a code (see <c>ExportBundle.IsCode</c>).
/// </param>
/// <param name="Output">Where it is written; not to be handed out unless the answer is yes.</param>
/// <param name="Actor">Who takes it out.</param>
sealed record MakeReport(ReportQuestion Asked, ReportFormat Format, string? Reason, Stream Output, Actor Actor) : IRequest<Outcome<MadeReport>>, IReadsPerson
{
    public IReadOnlyList<Role> Allowed => ReportTerms.Of(Asked.Kind).Allowed;

    public string? UserId => ReportTerms.Of(Asked.Kind).ReadsFile ? Asked.UserId : null;

    public string What => Documents.DocumentJson.Name(Asked.Kind);
}

/// <summary>What was made.</summary>
/// <param name="Sha256">SHA-256 of the file.</param>
/// <param name="Events">How many events it shows.</param>
/// <param name="Known">The newest index that was read for it.</param>
/// <param name="Recorded">Index of the event that records it.</param>
/// <param name="Unconfined">Whether it was printed by a browser without its sandbox.</param>
sealed record MadeReport(string Sha256, long Events, long Known, long Recorded, bool Unconfined)
{
    /// <summary>Whether a bundle lacks the PDF, for want of a browser that prints.</summary>
    public bool WithoutPdf { get; init; }

    /// <summary>Why a bundle goes without a timestamp of its own checkpoint, although one was wanted: a code; null where it does not.</summary>
    public string? NotStamped { get; init; }

    /// <summary>What it answers, where it answers a request.</summary>
    public AnsweredRequest? Answers { get; init; }
}

/// <summary>A request that a report answers.</summary>
/// <param name="Form">In what form it came, which is that of the answer unless it asks for another (152-FZ 14(3)).</param>
/// <param name="Due">When the answer is due.</param>
sealed record AnsweredRequest(InquiryForm Form, DateTimeOffset? Due);

/// <summary>A report gathered, before it is written.</summary>
/// <param name="Document">What it shows.</param>
/// <param name="Person">The token of the one person it is about, or null.</param>
/// <param name="Events">How many events it shows, once it has been written.</param>
sealed record GatheredReport(ReportDocument Document, string? Person, Func<long> Events)
{
    /// <summary>Writes the JSON where that is another format's own, as a consent receipt's; null for the document's.</summary>
    public Func<Stream, CancellationToken, Task>? Json { get; init; }

    /// <summary>What a bundle with the report holds: every event that the report shows a sealed value of. Null where it has no bundle.</summary>
    public ExportScope? Scope { get; init; }

    /// <summary>The request it answers, where what to do next depends on it.</summary>
    public AnsweredRequest? Answers { get; init; }
}

/// <summary>Gathers one kind of report.</summary>
interface IReportSource
{
    ReportKind Kind { get; }

    /// <summary>The report, or why there is none.</summary>
    /// <param name="asked">What it is about.</param>
    /// <param name="reading">What it is read through, up to the index it is taken at.</param>
    /// <param name="cancel">Ends it.</param>
    ValueTask<Outcome<GatheredReport>> Gather(ReportQuestion asked, ReportReading reading, CancellationToken cancel);
}
