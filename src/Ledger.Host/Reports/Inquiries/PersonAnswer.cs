using Ledger.Policies;
using Ledger.Reports;

namespace Ledger.Host.Reports.Inquiries;

/// <summary>The parts of an answer about one person, in the order of the practice of such answers: no template is prescribed.</summary>
static class PersonAnswer
{
    public static IReadOnlyList<ReportSection> Of(AnswerCase on, AnswerPerson person)
    {
        ReportSection Part(string key, LocalText title, IEnumerable<ReportBlock> blocks) => new(key, on.In(title), [.. blocks]);
        return
        [
            Part("request", RequestPart.Title, RequestPart.Of(on)),
            Part("operator", OperatorPart.Title, OperatorPart.Of(on)),
            Part("subjects", SubjectPart.Title, SubjectPart.Of(on, person)),
            Part("timeline", TimelinePart.Title, TimelinePart.Of(on, person)),
            Part("purposes", PurposePart.Title, PurposePart.Of(on, person)),
            Part("sources", SourcePart.Title, SourcePart.Of(on, person)),
            Part("recipients", RecipientPart.Title, RecipientPart.Of(on, person)),
            Part("abroad", AbroadPart.Title, AbroadPart.Of(on, person)),
            Part("messages", MessagePart.Title, MessagePart.Of(on, person)),
            Part("measures", MeasurePart.Title, MeasurePart.Of(on, person)),
            Part("incidents", IncidentPart.Title, IncidentPart.Of(on, person)),
            Part("policy", PolicyPart.Title, PolicyPart.Of(on, SpanOf(person))),
            Part("deadlines", DeadlinePart.Title, DeadlinePart.Of(on, person)),
            Part("findings", FindingPart.Title, FindingPart.Of(on, person)),
            Part("attachments", AttachmentPart.Title, AttachmentPart.Of(on, person.Events)),
            Part("signature", SignaturePart.Title, SignaturePart.Of(on)),
            Part("integrity", IntegrityPart.Title, IntegrityPart.Of(on)),
        ];
    }

    /// <summary>From the first event in scope to the last.</summary>
    public static (DateTimeOffset From, DateTimeOffset To) SpanOf(AnswerPerson person) => (person.Events.Min(happened => happened.Time), person.Events.Max(happened => happened.Time));
}
