using Ledger.Policies;
using Ledger.Projections;
using Ledger.Reports;

namespace Ledger.Host.Reports.Inquiries;

/// <summary>The incidents that name the person. What is sealed of them stays so: their events are outside the answer.</summary>
static class IncidentPart
{
    public static readonly LocalText Title = new("Инциденты", "Incidents");

    static readonly LocalText Number = new("№", "No."), Kind = new("Вид", "Kind"), Detected = new("Выявлен", "Detected"), By = new("Кем", "By whom"), Data = new("Категории", "Categories"), First = new("Уведомление 24 ч", "24 h notice"), Second = new("Уведомление 72 ч", "72 h notice"),
        None = new("Инцидентов, в которых назван этот субъект, не записано.", "No incident that names this person is recorded."), Missed = new("Инцидент {0}: срок уведомления нарушен.", "Incident {0}: a term of notice was missed.");

    public static IEnumerable<ReportBlock> Of(AnswerCase on, AnswerPerson person)
    {
        yield return ReportTable.Of("incidents", null,
            [on.Column("incident", Number, 13), on.Column("kind", Kind, 16), on.Column("detected", Detected, 14), on.Column("by", By, 13), on.Column("categories", Data, 16), on.Column("notified", First, 14), on.Column("concluded", Second, 14)],
            [.. person.Incidents.Select(incident => Row(on, incident))]) with { Empty = on.In(None) };
        foreach (var incident in person.Incidents.Where(incident => incident.Duties.Any(duty => duty.IsMissed || duty.IsOverdue(on.Now)))) yield return new ReportWarning(on.Say(Missed, incident.Number));
    }

    static ReportValue[] Row(AnswerCase on, IncidentState incident) =>
    [
        ReportValue.Of(incident.Number), on.Code("incidentKind", incident.Kind), ReportValue.Of(incident.Detected), on.Code("from", incident.DetectedBy), on.Names.Categories(incident.Categories, incident.Detected),
        ReportValue.Of(incident.Notified), ReportValue.Of(incident.Concluded),
    ];
}
