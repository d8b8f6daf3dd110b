using Ledger.Host.Sheets;
using Ledger.Projections;

namespace Ledger.Host.Documents;

/// <summary>Makes the document of a person's file.</summary>
static class PersonDocuments
{
    /// <summary>The document; <paramref name="values"/> are those to be shown in the clear, or null.</summary>
    public static PersonDocument Of(PersonFile file, string id, IReadOnlyList<SealedValue>? values, DateTimeOffset now)
    {
        var state = file.State;
        var (person, rows) = (new PersonName(state.Token, id), new RowDocuments(null, now));
        return new()
        {
            Person = person, Known = file.Known, At = file.At, Registered = state.Registered, Service = state.Service, Regime = state.Regime,
            Consents = [.. state.Consents.Select(Of)],
            Withdrawals = [.. state.Withdrawals.Select(Of)], StopDemands = [.. state.StopDemands.Select(Of)],
            Continued = [.. state.Continued.Select(g => new ContinuedPart(g.Category, g.Purpose, g.Basis, g.DecidedBy, g.Index, g.At))],
            Messaging = [.. state.Choices.Select(c => new ChoicePart(c.Kind, c.Channel, c.Wanted, c.At, c.Index))], Messages = state.Messages,
            Data = [.. state.Data.Select(Of)],
            Disclosed = [.. state.Disclosed.Select(d => new DisclosedPart(d.Recipient, d.Purpose, d.Ground, d.Count, d.First, d.Last, d.LastIndex, d.Categories))],
            Blocks = [.. state.Blocks.Select(b => new BlockPart(b.Index, b.At, b.Categories, b.Reason, b.Until, b.Released, b.Ended))],
            Holds = [.. state.Holds.Select(h => new HoldPart(h.Id, h.Index, h.At, h.Ground, h.Categories, h.Lifted))],
            Achieved = [.. state.Achieved.Select(a => new AchievedPart(a.Purpose, a.At, a.Index))],
            Notices = [.. state.Notices.Select(n => new NoticePart(n.Recipient, n.About, n.At, n.Index, n.Acknowledged))],
            Attachments = [.. state.Attachments.Select(a => new AttachmentPart(a.Kind, a.Of, a.At, a.Index))],
            SupportCases = [.. state.Cases.Select(c => new SupportPart(c.Id, c.Purpose, c.At, c.Index))],
            Duties = [.. state.Duties.Select(d => rows.Of(d, person))],
            Findings = [.. state.Findings.Select(f => Of(f, state.AnswerTo(f.Id)))],
            Destroyed = [.. state.Destroyed.Select(d => new DestroyedPart(d.Index, d.At, d.System, d.Categories, d.Reason, d.On, d.Act))],
            Shredded = [.. state.Shredded.Select(Of)], Forgotten = state.Forgotten is { } gone ? Of(gone) : null,
            Unreadable = state.Unreadable,
            Events = [.. file.Events.Select(e => new EventPart(e.Index, e.Type, e.Time, e.RecordedTime, e.Source, e.Actor))],
            Values = values is null ? null : [.. values.Select(v => new ValuePart(v.Index, v.Pointer, v.Value))],
        };
    }

    static ConsentPart Of(Consent consent) => new(
        consent.Id, consent.Index, consent.Given, consent.Purposes, consent.Categories, consent.Recipients, consent.Edition,
        DocumentJson.Name(consent.Form), consent.Separate, consent.Channel, consent.ValidUntil, consent.Dissemination,
        [.. consent.Ended.Select(e => new EndPart(e.Purpose, e.Category, e.At, e.Index))]);

    static ObjectionPart Of(Objection objection) =>
        new(objection.Index, objection.At, objection.Purposes, objection.Categories, objection.Consent, objection.Dissemination);

    static DataPart Of(DataHeld data) => new(
        data.Category, data.System, data.Origin, data.Since, data.Purposes, data.Rectified, data.Anonymised, data.MadePublic, data.Destroyed, data.Index);

    static ShreddedPart Of(Shredding shredding) => new(shredding.At, shredding.Index, shredding.Categories);

    static PersonFindingPart Of(Finding finding, FindingAnswer? answer)
    {
        var kind = FindingKinds.Of(finding.Code);
        var state = finding.Resolved ? FindingState.Resolved : answer?.State ?? FindingState.Open;
        return new(
            finding.Id, finding.Code, kind.Text, kind.Clause, finding.Code == FindingKinds.DutyMissed ? finding.Detail : kind.Rule,
            DocumentJson.Name(kind.Severity), DocumentJson.Name(state), finding.Detail, finding.At, finding.Index);
    }
}
