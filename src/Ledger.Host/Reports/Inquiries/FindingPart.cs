using Ledger.Host.Documents;
using Ledger.Host.Sheets;
using Ledger.Policies;
using Ledger.Projections;
using Ledger.Reports;

namespace Ledger.Host.Reports.Inquiries;

/// <summary>What the operator's own judging found about the person, and what it said to it.</summary>
static class FindingPart
{
    public static readonly LocalText Title = new("Отклонения, найденные самим оператором", "Findings of the operator itself");

    static readonly LocalText Index = new("Запись №", "Record No."), At = new("Когда", "When"), What = new("Что найдено", "What was found"), Detail = new("В чём", "Which"), Clause = new("Пункт политики, норма", "Clause, norm"), Severity = new("Тяжесть", "Severity"), State = new("Состояние", "State"),
        None = new("Отклонений не найдено.", "Nothing was found."), Breach = new("нарушение", "breach"), Warning = new("предупреждение", "warning"), Notice = new("замечание", "notice"), Open = new("открыто", "open"), Explained = new("объяснено", "explained"), Accepted = new("принято", "accepted"), Resolved = new("снято", "resolved");

    public static IEnumerable<ReportBlock> Of(AnswerCase on, AnswerPerson person)
    {
        yield return ReportTable.Of("findings", null,
            [on.Column("index", Index, 9), on.Column("at", At, 13), on.Column("what", What, 28), on.Column("detail", Detail, 15), on.Column("clause", Clause, 11), on.Column("severity", Severity, 12), on.Column("state", State, 12)],
            [.. person.State.Findings.Select(finding => Row(on, person, finding))]) with { Empty = on.In(None), ShownMax = TimelinePart.ShownMax };
    }

    static ReportValue[] Row(AnswerCase on, AnswerPerson person, Finding finding)
    {
        var kind = FindingKinds.Of(finding.Code);
        var state = finding.Resolved ? FindingState.Resolved : person.State.AnswerTo(finding.Id)?.State ?? FindingState.Open;
        return
        [
            ReportValue.Of(finding.Index), ReportValue.Of(finding.At), ReportValue.Of(finding.Code, on.In(kind.Text)), ReportValue.Of(finding.Detail, DetailOf(on, finding)),
            ReportValue.Of([.. new[] { FindingClause.Of(kind.Clause, on.Registers.EditionInForce(finding.At)), kind.Rule is { } rule && NormText.OfRule(rule, on.Asked.Language) is { Length: > 0 } norm ? norm : null }.OfType<string>().Select(ReportValue.Of)]), ReportValue.Of(DocumentJson.Name(kind.Severity), on.In(Of(kind.Severity))), ReportValue.Of(DocumentJson.Name(state), on.In(Of(state))),
        ];
    }

    /// <summary>What it names, in words where it has any: categories, purposes, recipients, systems, a duty, a kind of message.</summary>
    static string DetailOf(AnswerCase on, Finding finding)
    {
        if (finding.Code == FindingKinds.DutyMissed) return on.IsRussian ? DutyNames.Of(finding.Detail).Ru : DutyNames.Of(finding.Detail).En;
        if (finding.Detail.Split('/') is [var kind, var channel]) return $"{on.Words.Of(on.Code("messageKind", kind))}: {on.Words.Of(on.Code("channel", channel))}";
        return string.Join(", ", finding.Detail.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(id =>
            new[] { on.Names.Category(id, finding.At), on.Names.Purpose(id, finding.At), on.Names.Recipient(id), on.Names.System(id), on.Code("deficiency", id), on.Code("case", id) }
                .Select(on.Words.Of).FirstOrDefault(name => name != id) ?? id));
    }

    static LocalText Of(Severity severity) => severity switch { Projections.Severity.Breach => Breach, Projections.Severity.Warning => Warning, _ => Notice };

    static LocalText Of(FindingState state) => state switch { FindingState.Explained => Explained, FindingState.Accepted => Accepted, FindingState.Resolved => Resolved, _ => Open };
}
