using Ledger.Findings;
using Ledger.Journal;

namespace Ledger.Projections;

/// <summary>Findings of no person's state: about systems, inquiries and incidents. They live in their rows alone.</summary>
static class OtherFindings
{
    /// <summary>Marks the finding as answered; nothing happens where there is none.</summary>
    public static async ValueTask Answer(ProjectionContext context, FindingEvent answer, RecordedEvent e, CancellationToken cancel)
    {
        // A person's findings are answered in the person's own stream and kept in the person's state; their rows only follow it.
        if (await context.Changes.Find<FindingRow>(answer.Finding, cancel) is { } row && row.Stream != row.Person)
            context.Changes.Put(row.With(Of(answer, e)));
    }

    /// <summary>What the event says to a finding.</summary>
    public static FindingAnswer Of(FindingEvent answer, RecordedEvent e) =>
        new(answer.Finding, answer is FindingAccepted ? FindingState.Accepted : FindingState.Explained, e.Index) { At = e.Time, By = e.Actor };

    /// <summary>Puts findings unless they are there already.</summary>
    public static async ValueTask Put(
        ProjectionContext context, IEnumerable<Finding> findings, string stream, string? person, CancellationToken cancel)
    {
        foreach (var finding in findings)
            if (await context.Changes.Find<FindingRow>(finding.Id, cancel) is null) context.Changes.Put(FindingRow.Of(finding, stream, person, []));
    }
}
