using Ledger.Reading;

namespace Ledger.Projections;

/// <summary>A finding.</summary>
/// <param name="Id">Its id, as <c>finding.explained</c> names it.</param>
/// <param name="Place">Its place among all findings: rises with the index of the event.</param>
/// <param name="Code">Code of its kind; <see cref="FindingKinds"/> has its text.</param>
/// <param name="Clause">Clause of the policy, or null.</param>
/// <param name="Rule">Rule id (docs/answers.md), or null; of a missed duty the duty's.</param>
/// <param name="Severity">notice, warning or breach.</param>
/// <param name="State">open, explained, accepted or resolved.</param>
/// <param name="Person">The person's token, or null.</param>
/// <param name="Stream">The stream it was found in.</param>
/// <param name="Index">Index of the event it was found in.</param>
/// <param name="At">When that happened, microseconds since 1970 UTC.</param>
/// <param name="Detail">Which: ids of categories, a recipient, a rule.</param>
/// <param name="AnsweredIndex">Index of the event that explained or accepted it, or null.</param>
[RowIndex(nameof(State), nameof(Place), nameof(Code), nameof(Severity))]
[RowIndex(nameof(Code), nameof(Place), nameof(State), nameof(Severity))]
[RowIndex(nameof(Person), nameof(Place))]
[RowIndex(nameof(Place), nameof(Severity))]
public sealed record FindingRow(
    string Id, long Place, string Code, string? Clause, string? Rule, string Severity, string State, string? Person, string Stream, long Index,
    long At, string Detail, long? AnsweredIndex) : IRow
{
    /// <inheritdoc/>
    public string Key => Id;

    internal static FindingRow Of(Finding finding, string stream, string? person, FindingAnswer? answer)
    {
        var kind = FindingKinds.Of(finding.Code);
        return new(
            finding.Id, finding.Place, finding.Code, kind.Clause, finding.Code == FindingKinds.DutyMissed ? finding.Detail : kind.Rule,
            Names.Of(kind.Severity), Names.Of(finding.Resolved ? FindingState.Resolved : answer?.State ?? FindingState.Open), person, stream,
            finding.Index, Micros.Of(finding.At), finding.Detail, answer?.Index);
    }
}

/// <summary>What the operator said to a finding.</summary>
/// <param name="Finding">Id of the finding.</param>
/// <param name="State">Explained or accepted.</param>
/// <param name="Index">Index of the event that says so.</param>
public sealed record FindingAnswer(string Finding, FindingState State, long Index);
