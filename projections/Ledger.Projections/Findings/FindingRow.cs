using System.Collections.Immutable;
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
/// <param name="AnsweredIndex">Index of the event that explained or accepted it last, or null.</param>
/// <param name="History">What became of it, JSON of <see cref="FindingAnswer"/>s; empty while nothing did.</param>
[RowIndex(nameof(State), nameof(Place), nameof(Code), nameof(Severity))]
[RowIndex(nameof(Code), nameof(Place), nameof(State), nameof(Severity))]
[RowIndex(nameof(Person), nameof(Place))]
[RowIndex(nameof(Place), nameof(Severity))]
[RowIndex(nameof(At), nameof(Place), nameof(Code), nameof(Severity))]
[RowIndex(nameof(State), nameof(At), nameof(Place), nameof(Code), nameof(Severity))]
public sealed record FindingRow(
    string Id, long Place, string Code, string? Clause, string? Rule, string Severity, string State, string? Person, string Stream, long Index,
    long At, string Detail, long? AnsweredIndex, string History = "") : IRow
{
    /// <inheritdoc/>
    public string Key => Id;

    /// <summary>What became of it, in the order recorded: explained, accepted, resolved.</summary>
    public ImmutableArray<FindingAnswer> Read() => History.Length == 0 ? [] : StateJson.Read<ImmutableArray<FindingAnswer>>(History);

    /// <summary>The finding with one more answer; one that was resolved stays so, and keeps what was said.</summary>
    internal FindingRow With(FindingAnswer answer) => this with
    {
        State = State == Names.Of(FindingState.Resolved) ? State : Names.Of(answer.State), AnsweredIndex = answer.Index,
        History = StateJson.Write(Read().Add(answer)),
    };

    internal static FindingRow Of(Finding finding, string stream, string? person, ImmutableArray<FindingAnswer> answers)
    {
        var kind = FindingKinds.Of(finding.Code);
        var last = answers.IsEmpty ? null : answers[^1];
        if (finding is { ResolvedIndex: { } index, ResolvedAt: { } at }) answers = [.. answers.Append(new(finding.Id, FindingState.Resolved, index) { At = at }).OrderBy(a => a.Index)];
        return new(
            finding.Id, finding.Place, finding.Code, kind.Clause, finding.Code == FindingKinds.DutyMissed ? finding.Detail : kind.Rule,
            Names.Of(kind.Severity), Names.Of(finding.Resolved ? FindingState.Resolved : last?.State ?? FindingState.Open), person, stream,
            finding.Index, Micros.Of(finding.At), finding.Detail, last?.Index, answers.IsEmpty ? "" : StateJson.Write(answers));
    }
}

/// <summary>What became of a finding: what the operator said to it, or that a later event resolved it.</summary>
/// <param name="Finding">Id of the finding.</param>
/// <param name="State">Explained, accepted or resolved.</param>
/// <param name="Index">Index of the event that says so.</param>
public sealed record FindingAnswer(string Finding, FindingState State, long Index)
{
    /// <summary>When that was.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Which account said so; null where an event resolved it.</summary>
    public string? By { get; init; }
}
