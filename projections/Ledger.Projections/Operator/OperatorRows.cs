using System.Globalization;
using Ledger.Reading;

namespace Ledger.Projections;

/// <summary>A policy edition (6.1). Moments are microseconds since 1970 UTC.</summary>
/// <param name="Edition">Its id.</param>
/// <param name="TitleRu">Its title, Russian.</param>
/// <param name="TitleEn">Its title, English.</param>
/// <param name="DocumentSha256">SHA-256 of the published document.</param>
/// <param name="LastUpdated">The date of last update it shows, yyyy-MM-dd.</param>
/// <param name="PublishedAt">When it was published.</param>
/// <param name="InForceFrom">From when it holds.</param>
/// <param name="Url">Where it was published, or null.</param>
/// <param name="Index">Index of its event.</param>
[RowIndex(nameof(Index))]
public sealed record EditionRow(
    string Edition, string TitleRu, string TitleEn, string DocumentSha256, string LastUpdated, long PublishedAt, long InForceFrom, string? Url,
    long Index) : IRow
{
    /// <inheritdoc/>
    public string Key => Edition;

    /// <summary>Editions in the order published; <paramref name="after"/> is the index of the last row of the page before, or -1.</summary>
    public static Func<IQueryable<EditionRow>, IQueryable<EditionRow>> All(long after = -1, int take = 100) =>
        rows => rows.Where(e => e.Index > after).OrderBy(e => e.Index).Take(take);

    internal static EditionRow Of(Edition edition) => new(
        edition.Id, edition.Published.Title.Ru, edition.Published.Title.En, edition.Published.DocumentSha256,
        edition.Published.LastUpdated.ToString("o", CultureInfo.InvariantCulture), Micros.Of(edition.PublishedAt),
        Micros.Of(edition.InForceFrom), edition.Published.Url, edition.Index);
}

/// <summary>The operator itself, as acts and reports name it: one row, or none while it is not registered.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">Its address.</param>
/// <param name="Inn">Its taxpayer number, or null.</param>
/// <param name="Ogrn">Its state registration number, or null.</param>
/// <param name="RegistryNumber">Its number in the regulator's register of operators, or null.</param>
/// <param name="Since">When it was registered first, microseconds since 1970 UTC.</param>
/// <param name="Index">Index of the last registration.</param>
public sealed record OperatorRow(string Name, string Address, string? Inn, string? Ogrn, string? RegistryNumber, long Since, long Index) : IRow
{
    const string Only = "operator";

    /// <inheritdoc/>
    public string Key => Only;

    /// <summary>The one row there is; none behind it.</summary>
    public static Func<IQueryable<OperatorRow>, IQueryable<OperatorRow>> All(string after = "", int take = 100) =>
        rows => rows.Where(o => string.CompareOrdinal(o.Key, after) > 0).OrderBy(o => o.Key).Take(take);

    internal static OperatorRow Of(OperatorRegisters registers)
    {
        var (terms, since, index) = registers.Operator!.Value;
        return new(terms.Name, terms.Address, terms.Inn, terms.Ogrn, terms.RegistryNumber, Micros.Of(since), index);
    }
}

/// <summary>A recipient as registered last.</summary>
/// <param name="Recipient">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Country">Where it is.</param>
/// <param name="Inn">Its taxpayer number, or null.</param>
/// <param name="Address">Its address, or null.</param>
/// <param name="Instruction">The instruction it processes under, or null.</param>
/// <param name="Since">When it was registered first, microseconds since 1970 UTC.</param>
/// <param name="Index">Index of the last registration.</param>
public sealed record RecipientRow(
    string Recipient, string Name, string Kind, string Country, string? Inn, string? Address, string? Instruction, long Since, long Index) : IRow
{
    /// <inheritdoc/>
    public string Key => Recipient;

    /// <summary>Recipients by id; <paramref name="after"/> is that of the last row of the page before, or empty.</summary>
    public static Func<IQueryable<RecipientRow>, IQueryable<RecipientRow>> All(string after = "", int take = 100) =>
        rows => rows.Where(r => string.CompareOrdinal(r.Key, after) > 0).OrderBy(r => r.Key).Take(take);

    internal static RecipientRow Of(Recipient recipient)
    {
        var terms = recipient.Terms;
        return new(
            terms.Recipient, terms.Name, Names.Of(terms.Kind), terms.Country, terms.Inn, terms.Address, terms.Instruction, Micros.Of(recipient.Since),
            recipient.Index);
    }
}

/// <summary>A system as registered last.</summary>
/// <param name="System">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Country">Where its database is.</param>
/// <param name="Automated">Whether it processes by automation.</param>
/// <param name="Since">When it was registered first, microseconds since 1970 UTC.</param>
/// <param name="RetiredAt">When it went out of use, or null.</param>
/// <param name="Index">Index of the last registration.</param>
public sealed record SystemRow(string System, string Name, string Country, bool Automated, long Since, long? RetiredAt, long Index) : IRow
{
    /// <inheritdoc/>
    public string Key => System;

    /// <summary>Systems by id; <paramref name="after"/> is that of the last row of the page before, or empty.</summary>
    public static Func<IQueryable<SystemRow>, IQueryable<SystemRow>> All(string after = "", int take = 100) =>
        rows => rows.Where(s => string.CompareOrdinal(s.Key, after) > 0).OrderBy(s => s.Key).Take(take);

    internal static SystemRow Of(DataSystem system) => new(
        system.Terms.System, system.Terms.Name, system.Terms.Country, system.Terms.Automated, Micros.Of(system.Since),
        system.RetiredAt is { } retired ? Micros.Of(retired) : null, system.Index);
}

/// <summary>Somebody's access to personal data (2.3). Moments are microseconds since 1970 UTC.</summary>
/// <param name="Actor">Who.</param>
/// <param name="Role">In what role.</param>
/// <param name="Ground">The order or contract it rests on.</param>
/// <param name="Systems">To which systems, with spaces between; empty means all.</param>
/// <param name="Since">When it was granted.</param>
/// <param name="RevokedAt">When it was taken away, or null.</param>
public sealed record AccessRow(string Actor, string Role, string Ground, string Systems, long Since, long? RevokedAt) : IRow
{
    /// <inheritdoc/>
    public string Key => Actor;

    /// <summary>Access by name; <paramref name="after"/> is that of the last row of the page before, or empty.</summary>
    public static Func<IQueryable<AccessRow>, IQueryable<AccessRow>> All(string after = "", int take = 100) =>
        rows => rows.Where(a => string.CompareOrdinal(a.Key, after) > 0).OrderBy(a => a.Key).Take(take);

    internal static AccessRow Of(Access access) => new(
        access.Terms.Actor, access.Terms.Role, access.Terms.Ground, string.Join(' ', access.Terms.Systems), Micros.Of(access.Since),
        access.RevokedAt is { } revoked ? Micros.Of(revoked) : null);
}
