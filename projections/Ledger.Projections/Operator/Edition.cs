using System.Collections.Frozen;
using Ledger.Disclosures;
using Ledger.Policies;

namespace Ledger.Projections;

/// <summary>A policy edition as the ledger holds it, its terms ready to be asked.</summary>
public sealed class Edition
{
    readonly FrozenDictionary<string, PolicyPurpose> _purposes;
    readonly FrozenDictionary<string, DataOrigin> _categories;
    readonly FrozenSet<string> _services;

    internal Edition(PolicyPublished published, DateTimeOffset publishedAt, long index)
    {
        (Published, PublishedAt, Index) = (published, publishedAt, index);
        // Clause 6.1: an edition cannot be in force before it was published, whatever date it bears.
        InForceFrom = published.EffectiveFrom > publishedAt ? published.EffectiveFrom : publishedAt;
        var terms = published.Terms;
        _purposes = terms.Purposes.DistinctBy(p => p.Id).ToFrozenDictionary(p => p.Id, StringComparer.Ordinal);
        _categories = terms.Categories.DistinctBy(c => c.Id).ToFrozenDictionary(c => c.Id, c => c.Origin, StringComparer.Ordinal);
        _services = terms.Services.ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>Its id, as events name it.</summary>
    public string Id => Published.Edition;

    /// <summary>What was published.</summary>
    public PolicyPublished Published { get; }

    /// <summary>When it was published.</summary>
    public DateTimeOffset PublishedAt { get; }

    /// <summary>Index of its event.</summary>
    public long Index { get; }

    /// <summary>From when it holds: when published, unless it says later (6.1).</summary>
    public DateTimeOffset InForceFrom { get; }

    /// <summary>The purpose, or null where it names none such.</summary>
    public PolicyPurpose? Purpose(string id) => _purposes.GetValueOrDefault(id);

    /// <summary>Whether it names the category at all.</summary>
    public bool Knows(string category) => _categories.ContainsKey(category);

    /// <summary>How the category is gathered, or null where it names none such.</summary>
    public DataOrigin? OriginOf(string category) => _categories.TryGetValue(category, out var origin) ? origin : null;

    /// <summary>Whether the service is within its scope (1.2).</summary>
    public bool Covers(string service) => _services.Contains(service);

    /// <summary>Whether data may be stored in the country (3.1).</summary>
    public bool Stores(string country) => Published.Terms.StorageCountries.Contains(country);

    /// <summary>Whether it lets data be passed on on that ground (3.3).</summary>
    public bool Grounds(DisclosureGround ground) => Published.Terms.DisclosureGrounds.Any(g => g.Ground == ground);
}
