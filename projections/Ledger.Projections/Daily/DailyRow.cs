using Ledger.Reading;

namespace Ledger.Projections;

/// <summary>What happened on one local day, in numbers; no person.</summary>
/// <param name="Day">The day, yyyy-MM-dd.</param>
/// <param name="Events">Events of any type.</param>
/// <param name="Registrations">Persons registered.</param>
/// <param name="Collections">Data gathered.</param>
/// <param name="Consents">Consents given.</param>
/// <param name="ConsentsRefused">Consents refused.</param>
/// <param name="Withdrawals">Consents withdrawn.</param>
/// <param name="StopDemands">Demands that processing stop.</param>
/// <param name="OptIns">Messages asked for.</param>
/// <param name="OptOuts">Messages declined.</param>
/// <param name="Messages">Messages sent.</param>
/// <param name="DisclosuresByConsent">Disclosures on consent.</param>
/// <param name="DisclosuresForService">Disclosures for a service the person uses.</param>
/// <param name="DisclosuresByLaw">Disclosures under a law.</param>
/// <param name="DisclosuresWithoutGround">Disclosures without a ground.</param>
/// <param name="DisclosuresRefused">Disclosures refused.</param>
/// <param name="Destructions">Reports of destruction.</param>
/// <param name="Shreddings">Persons whose content keys were destroyed.</param>
/// <param name="SupportCases">Cases opened at Support.</param>
/// <param name="Inquiries">Inquiries received.</param>
/// <param name="InquiriesSettled">Inquiries answered or refused.</param>
/// <param name="Incidents">Incidents reported.</param>
/// <param name="Views">Records read.</param>
/// <param name="Exports">Reports exported.</param>
public sealed record DailyRow(
    string Day, long Events = 0, long Registrations = 0, long Collections = 0, long Consents = 0, long ConsentsRefused = 0, long Withdrawals = 0,
    long StopDemands = 0, long OptIns = 0, long OptOuts = 0, long Messages = 0, long DisclosuresByConsent = 0, long DisclosuresForService = 0,
    long DisclosuresByLaw = 0, long DisclosuresWithoutGround = 0, long DisclosuresRefused = 0, long Destructions = 0, long Shreddings = 0,
    long SupportCases = 0, long Inquiries = 0, long InquiriesSettled = 0, long Incidents = 0, long Views = 0, long Exports = 0) : IRow
{
    /// <inheritdoc/>
    public string Key => Day;

    /// <summary>Days, yyyy-MM-dd, in order: from one (inclusive) to one (exclusive), and behind the last of the page before.</summary>
    public static Func<IQueryable<DailyRow>, IQueryable<DailyRow>> Within(string? from = null, string? to = null, string after = "", int take = 366) => rows =>
    {
        var asked = rows.Where(d => string.CompareOrdinal(d.Key, after) > 0);
        if (from is not null) asked = asked.Where(d => string.CompareOrdinal(d.Key, from) >= 0);
        if (to is not null) asked = asked.Where(d => string.CompareOrdinal(d.Key, to) < 0);
        return asked.OrderBy(d => d.Key).Take(take);
    };
}
