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

/// <summary>The operator itself, as acts and reports name it.</summary>
sealed record OperatorDocument(string Name, string Address, string? Inn, string? Ogrn, string? RegistryNumber, DateTimeOffset Since, long Index)
{
    public static OperatorDocument Of(OperatorRow row) =>
        new(row.Name, row.Address, row.Inn, row.Ogrn, row.RegistryNumber, Micros.ToMoment(row.Since), row.Index);
}

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
