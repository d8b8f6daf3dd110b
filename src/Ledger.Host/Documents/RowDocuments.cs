using System.Globalization;
using Ledger.Host.Sheets;
using Ledger.Law;
using Ledger.Policies;
using Ledger.Projections;

namespace Ledger.Host.Documents;

/// <summary>Makes documents of rows that can name a person or depend on the clock.</summary>
/// <param name="identities">Names persons; null where the asker may not know them.</param>
/// <param name="now">As of when a duty is overdue.</param>
/// <param name="legal">Counts the working days that are left; null for Moscow's clock.</param>
sealed class RowDocuments(Identities? identities, DateTimeOffset now, LegalClock? legal = null)
{
    public async ValueTask<DisclosureDocument> Of(DisclosureRow row, CancellationToken cancel) => new(
        row.Index, Micros.ToMoment(row.At), row.Recipient, await Named(row.Person, cancel), row.Purpose, row.Ground, row.Basis, row.Mode, row.Country,
        Split(row.Categories), row.Consent, row.Document, row.Norm, row.System, row.Records, row.Anonymised);

    public async ValueTask<DestroyedDocument> Of(DestructionRow row, CancellationToken cancel) => new(
        row.Index, Micros.ToMoment(row.At), await Named(row.Person, cancel), row.System, Split(row.Categories), row.Automated, row.Method, row.Reason,
        row.DestroyedOn, row.Act, row.Processor, row.Purposes is { } purposes ? Split(purposes) : null);

    public static ActDocument Of(ActRow row) => new(
        row.Act, row.Reports, row.LastDestroyedOn, row.IsPending, Moment(row.IssuedAt), row.IssuedReports, row.Persons, row.MediaType, Split(row.Signers).Length,
        Moment(row.KeptUntil), Moment(row.RemovedAt), row.Index);

    public async ValueTask<DutyDocument> Of(DutyRow row, CancellationToken cancel) => new(
        row.Id, row.Rule, Text(row.Rule), row.RuleVersion, row.Calendar, row.Provisional, Micros.ToMoment(row.Start), Micros.ToMoment(row.Due),
        Micros.ToMoment(row.Safe), row.IsOpen, row.IsOverdue(now), row.Missed, row.Extended, Moment(row.ClosedAt), row.ClosedIndex, Split(row.Waits),
        row.Person is { } person ? await Named(person, cancel) : null, row.Inquiry, row.Incident, row.Opened);

    /// <summary>A telling as a state holds it.</summary>
    public NoticeDocument Of(Telling telling, PersonName person) => Of(NoticeRow.Of(telling, person.Token), person);

    public async ValueTask<NoticeDocument> Of(NoticeRow row, CancellationToken cancel) => Of(row, await Named(row.Person, cancel));

    NoticeDocument Of(NoticeRow row, PersonName person)
    {
        var about = NoticeNames.Parse(row.About);
        return new(
            row.Id, row.Recipient, person, row.Cause, row.Type, about, new(NoticeNames.Of(about).Ru, NoticeNames.Of(about).En),
            Split(row.Categories), Micros.ToMoment(row.At), Micros.ToMoment(row.Due), Micros.ToMoment(row.Safe), NoticeNames.StateOf(row.State),
            row.IsOverdue(now), Moment(row.Told), row.ToldIndex, row.Method, Moment(row.Acknowledged), row.AcknowledgedIndex, row.InWriting);
    }

    public async ValueTask<FindingDocument> Of(FindingRow row, CancellationToken cancel) => new(
        row.Id, row.Code, FindingKinds.Of(row.Code).Text, row.Clause, row.Rule, row.Severity, row.State, row.Detail,
        row.Person is { } person ? await Named(person, cancel) : null, row.Stream, row.Index, Micros.ToMoment(row.At), row.AnsweredIndex,
        [.. row.Read().Select(step => new FindingStepDocument(DocumentJson.Name(step.State), step.At, step.Index, step.By))]);

    public async ValueTask<InquiryDocument> Of(InquiryRow row, CancellationToken cancel)
    {
        var state = row.Read();
        return new(
            row.Number, state.From, state.Form, state.Channel, state.Cases, state.OpenCases, row.IsOpen, state.Admissible, state.Received, Moment(row.Due),
            state.Answered, state.Refused, state.Extended, state.RepeatOf, row.Person is { } person ? await Named(person, cancel) : null, row.Index)
        {
            WorkingDaysLeft = Moment(row.Due) is { } due ? (legal ?? LegalClock.Default).WorkingDaysLeft(now, due) : null, Overdue = Moment(row.Due) <= now,
            RepeatFrom = state.RepeatFrom, EarlyRepeat = state.EarlyRepeat ? true : null, Justified = state.Justified ? true : null,
            Deficiencies = state.Deficiencies.IsEmpty ? null : state.Deficiencies, Scope = state.Scope, ReceivedBy = state.ReceivedBy,
            RequestDate = state.Request?.Date.ToString("O", CultureInfo.InvariantCulture), Norms = state.Request?.Norms,
            Block = state.Block is { } block ? DocumentJson.Name(block) : null, RefusalNorm = state.RefusalNorm, Via = state.Via, Deposit = state.Kept?.Deposit, Deposited = state.Kept?.At,
        };
    }

    public async ValueTask<HoldDocument> Of(HoldRow row, CancellationToken cancel) => new(
        row.Hold, row.Ground, Split(row.Categories), row.By, Micros.ToMoment(row.At), row.InPlace, Moment(row.Lifted), await Named(row.Person, cancel), row.Index);

    public async ValueTask<RetentionDocument> Of(RetentionRow row, CancellationToken cancel) => new(
        row.Kind, RetentionNames.Of(row.Kind), row.What.Length > 0 ? row.What : null, row.System, row.Person is { } person ? await Named(person, cancel) : null,
        Micros.ToMoment(row.Since), Micros.ToMoment(row.Due), Micros.ToMoment(row.Due) <= now, row.Edition, row.State, row.DutyOpen,
        row.Hold is { } hold ? new(hold, row.HoldGround!, row.HoldBy!) : null);

    /// <summary>The inquiry with its duties.</summary>
    public async ValueTask<InquiryDocument> Whole(InquiryRow row, CancellationToken cancel)
    {
        var document = await Of(row, cancel);
        return document with { Duties = [.. row.Read().Duties.Select(d => Of(d, document.Person) with { Inquiry = row.Number })] };
    }

    public async ValueTask<IncidentDocument> Of(IncidentRow row, CancellationToken cancel)
    {
        var state = row.Read();
        List<PersonName> affected = [];
        foreach (var token in state.Affected) affected.Add(await Named(token, cancel));
        return new(
            row.Number, row.Kind, row.DetectedBy, state.Detected, state.Known, state.Notified, state.Concluded, state.Investigated, row.IsOpen,
            state.RightsViolated, state.Categories, state.Subjects, row.Index)
        {
            Due = Moment(row.Due), Overdue = Moment(row.Due) < now, Order = state.Order, Culprits = state.Culprits, System = state.System, Processor = state.Processor,
            Affected = affected.Count == 0 ? null : affected,
            Notices = state.Notices.IsEmpty ? null : [.. state.Notices.Select(n => new IncidentNoticeDocument(
                DocumentJson.Name(n.Stage), n.Under is { } under ? DocumentJson.Name(under) : null, n.Number, n.At, n.Index))],
        };
    }

    /// <summary>The incident with its duties.</summary>
    public async ValueTask<IncidentDocument> Whole(IncidentRow row, CancellationToken cancel) =>
        await Of(row, cancel) with { Duties = [.. row.Read().Duties.Select(d => Of(d, null) with { Incident = row.Number })] };

    /// <summary>The reason is shown while the key it is sealed under lives: of the person it is about, or the viewer's own where it is about nobody.</summary>
    public async ValueTask<ReadingDocument> Of(ReadingRow row, CancellationToken cancel) => new(
        row.Index, Micros.ToMoment(row.At), row.Viewer, row.What, row.Exported, row.Person is { } person ? await Named(person, cancel) : null, row.Inquiry,
        row.Events, row.Ground ?? (identities is null ? null : await identities.ReasonOf(row.Publication, cancel)));

    /// <summary>A duty as a state holds it.</summary>
    public DutyDocument Of(Duty duty, PersonName? person)
    {
        var terms = duty.Terms;
        return new(
            duty.Id, terms.Rule, Text(terms.Rule), terms.RuleVersion, terms.Calendar, terms.Provisional, terms.Start, terms.Due, terms.Safe, duty.IsOpen,
            duty.IsOverdue(now), duty.IsMissed, duty.ExtendedIndex is not null, duty.ClosedAt, duty.ClosedIndex, duty.Waits, person, null, null, duty.Opened);
    }

    async ValueTask<PersonName> Named(string token, CancellationToken cancel) => new(token, identities is null ? null : await identities.IdOf(token, cancel));

    static LocalText Text(string rule) => new(DutyNames.Of(rule).Ru, DutyNames.Of(rule).En);

    static string[] Split(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    static DateTimeOffset? Moment(long? micros) => micros is { } moment ? Micros.ToMoment(moment) : null;
}
