using System.Globalization;
using Ledger.Access;
using Ledger.Consents;
using Ledger.Destruction;
using Ledger.Disclosures;
using Ledger.Incidents;
using Ledger.Inquiries;
using Ledger.Journal;
using Ledger.Messaging;
using Ledger.Persons;
using Ledger.Reading;
using Ledger.Support;

namespace Ledger.Projections;

/// <summary>Counts what happened, by the operator's local date of happening.</summary>
sealed class DailyProjection(ProjectionContext context, TimeZoneInfo zone) : IProjection
{
    const int DaysKept = 512;

    readonly Dictionary<DateOnly, DailyRow> _rows = [];
    readonly HashSet<DateOnly> _touched = [];

    public async ValueTask Fold(Decoded happened, CancellationToken cancel)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(happened.Event.Time, zone).DateTime);
        if (!_rows.TryGetValue(day, out var row))
        {
            var key = day.ToString("o", CultureInfo.InvariantCulture);
            row = await context.Rows.Find<DailyRow>(key, cancel) ?? new DailyRow(key);
        }
        _rows[day] = (IsIntroduction(happened.Event) ? row : Count(row, happened.Event.Data)) with { Events = row.Events + 1 };
        _touched.Add(day);
    }

    public Action<List<RowChange>> HandOver()
    {
        var handed = _touched.Select(day => _rows[day]).ToList();
        // Days of this batch are not committed yet, so they stay.
        if (_rows.Count > DaysKept)
            foreach (var day in _rows.Keys.Where(day => !_touched.Contains(day)).ToList()) _rows.Remove(day);
        _touched.Clear();
        return changes => changes.AddRange(handed.Select(RowChanges.Of));
    }

    /// <summary>The ledger's own introduction says whom a token means, not that anybody registered.</summary>
    static bool IsIntroduction(RecordedEvent happened) => happened is { Data: SubjectRegistered, Source: Preparer.LedgerSource };

    static DailyRow Count(DailyRow row, IEventData data) => data switch
    {
        SubjectRegistered => row with { Registrations = row.Registrations + 1 },
        DataCollected => row with { Collections = row.Collections + 1 },
        ConsentGiven => row with { Consents = row.Consents + 1 },
        ConsentRefused => row with { ConsentsRefused = row.ConsentsRefused + 1 },
        ConsentWithdrawn => row with { Withdrawals = row.Withdrawals + 1 },
        ProcessingStopDemanded => row with { StopDemands = row.StopDemands + 1 },
        MessagingOptedIn => row with { OptIns = row.OptIns + 1 },
        MessagingOptedOut => row with { OptOuts = row.OptOuts + 1 },
        MessagingSent => row with { Messages = row.Messages + 1 },
        DisclosureMade made => Count(row, made.Ground),
        DisclosureRefused => row with { DisclosuresRefused = row.DisclosuresRefused + 1 },
        DataDestroyed => row with { Destructions = row.Destructions + 1 },
        PersonShredded => row with { Shreddings = row.Shreddings + 1 },
        SupportCaseOpened => row with { SupportCases = row.SupportCases + 1 },
        InquiryReceived => row with { Inquiries = row.Inquiries + 1 },
        InquiryAnswered or InquiryRefused => row with { InquiriesSettled = row.InquiriesSettled + 1 },
        IncidentReported => row with { Incidents = row.Incidents + 1 },
        RecordViewed => row with { Views = row.Views + 1 },
        ReportExported => row with { Exports = row.Exports + 1 },
        _ => row,
    };

    static DailyRow Count(DailyRow row, DisclosureGround? ground) => ground switch
    {
        DisclosureGround.Consent => row with { DisclosuresByConsent = row.DisclosuresByConsent + 1 },
        DisclosureGround.Service => row with { DisclosuresForService = row.DisclosuresForService + 1 },
        DisclosureGround.Law => row with { DisclosuresByLaw = row.DisclosuresByLaw + 1 },
        _ => row with { DisclosuresWithoutGround = row.DisclosuresWithoutGround + 1 },
    };
}
