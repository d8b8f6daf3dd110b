using Ledger.Policies;
using Ledger.Projections;

namespace Ledger.Host.Documents;

/// <summary>A policy edition in the list of editions.</summary>
sealed record EditionDocument(
    string Edition, LocalText Title, string DocumentSha256, string LastUpdated, DateTimeOffset PublishedAt, DateTimeOffset InForceFrom, string? Url, long Index)
{
    public static EditionDocument Of(EditionRow row) => new(
        row.Edition, new(row.TitleRu, row.TitleEn), row.DocumentSha256, row.LastUpdated, Micros.ToMoment(row.PublishedAt), Micros.ToMoment(row.InForceFrom),
        row.Url, row.Index);
}

/// <summary>A policy edition with what it promises.</summary>
sealed record PolicyDocument(
    string Edition, LocalText Title, string DocumentSha256, DateOnly LastUpdated, DateTimeOffset PublishedAt, DateTimeOffset InForceFrom,
    string? Url, long Index, PolicyTerms Terms);

/// <summary>A recipient, as registered last.</summary>
sealed record RecipientDocument(
    string Recipient, string Name, string Kind, string Country, string? Inn, string? Address, string? Instruction, DateTimeOffset Since, long Index)
{
    public static RecipientDocument Of(RecipientRow row) => new(
        row.Recipient, row.Name, row.Kind, row.Country, row.Inn, row.Address, row.Instruction, Micros.ToMoment(row.Since), row.Index);
}

/// <summary>A system, as registered last.</summary>
sealed record SystemDocument(string System, string Name, string Country, bool Automated, DateTimeOffset Since, DateTimeOffset? RetiredAt, long Index)
{
    public static SystemDocument Of(SystemRow row) => new(
        row.System, row.Name, row.Country, row.Automated, Micros.ToMoment(row.Since), row.RetiredAt is { } retired ? Micros.ToMoment(retired) : null, row.Index);
}

/// <summary>Somebody's access to personal data.</summary>
sealed record AccessDocument(string Actor, string Role, string Ground, IReadOnlyList<string> Systems, DateTimeOffset Since, DateTimeOffset? RevokedAt)
{
    public static AccessDocument Of(AccessRow row) => new(
        row.Actor, row.Role, row.Ground, row.Systems.Split(' ', StringSplitOptions.RemoveEmptyEntries), Micros.ToMoment(row.Since),
        row.RevokedAt is { } revoked ? Micros.ToMoment(revoked) : null);
}

/// <summary>What happened on one day of the operator's local calendar, in numbers.</summary>
sealed record DayDocument(
    string Day, long Events, long Registrations, long Collections, long Consents, long ConsentsRefused, long Withdrawals, long StopDemands, long OptIns,
    long OptOuts, long Messages, long DisclosuresByConsent, long DisclosuresForService, long DisclosuresByLaw, long DisclosuresWithoutGround,
    long DisclosuresRefused, long Destructions, long Shreddings, long SupportCases, long Inquiries, long InquiriesSettled, long Incidents, long Readings,
    long Exports)
{
    public static DayDocument Of(DailyRow row) => new(
        row.Day, row.Events, row.Registrations, row.Collections, row.Consents, row.ConsentsRefused, row.Withdrawals, row.StopDemands, row.OptIns, row.OptOuts,
        row.Messages, row.DisclosuresByConsent, row.DisclosuresForService, row.DisclosuresByLaw, row.DisclosuresWithoutGround, row.DisclosuresRefused,
        row.Destructions, row.Shreddings, row.SupportCases, row.Inquiries, row.InquiriesSettled, row.Incidents, row.Views, row.Exports);
}
