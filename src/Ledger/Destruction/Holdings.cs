using System.Collections.Immutable;

namespace Ledger.Destruction;

/// <summary>Which system holds which category of a person's data, and for which purpose.</summary>
/// <param name="Places">What is held, each with when it was gathered last.</param>
public sealed record Holdings(ImmutableDictionary<Holding, DateTimeOffset> Places)
{
    /// <summary>Nothing is held.</summary>
    public static Holdings None { get; } = new(ImmutableDictionary<Holding, DateTimeOffset>.Empty);

    /// <summary>The system holds each category for each purpose since that moment, too.</summary>
    public Holdings With(string system, IEnumerable<string> purposes, IReadOnlyList<string> categories, DateTimeOffset gathered)
    {
        var places = Places.ToBuilder();
        foreach (var held in purposes.SelectMany(purpose => categories.Select(category => new Holding(system, category, purpose))))
            if (!(places.TryGetValue(held, out var last) && last > gathered)) places[held] = gathered;
        return new(places.ToImmutable());
    }

    /// <summary>
    /// The system destroyed the categories: for the purposes named, or altogether where none are; and only what was gathered until <paramref name="upTo"/>,
    /// where it is given.
    /// </summary>
    public Holdings Without(string system, IReadOnlyList<string> categories, IReadOnlyList<string>? purposes, DateTimeOffset? upTo) =>
        new(Places.RemoveRange(Places.Where(place => place.Key.System == system && categories.Contains(place.Key.Category)
            && (purposes is not { Count: > 0 } || purposes.Contains(place.Key.Purpose)) && !(place.Value > upTo)).Select(place => place.Key)));

    /// <summary>Whether any system still holds any of the categories; empty means all.</summary>
    public bool Any(IReadOnlyList<string> categories) => Places.Keys.Any(held => categories.Count == 0 || categories.Contains(held.Category));
}

/// <summary>One category in one system for one purpose.</summary>
/// <param name="System">The system.</param>
/// <param name="Category">The category.</param>
/// <param name="Purpose">The purpose.</param>
public sealed record Holding(string System, string Category, string Purpose);
