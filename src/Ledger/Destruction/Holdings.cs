using System.Collections.Immutable;

namespace Ledger.Destruction;

/// <summary>Which system holds which category of a person's data, and for which purpose.</summary>
/// <param name="Places">What is held.</param>
public sealed record Holdings(ImmutableHashSet<Holding> Places)
{
    /// <summary>Nothing is held.</summary>
    public static Holdings None { get; } = new(ImmutableHashSet<Holding>.Empty);

    /// <summary>The system holds each category for each purpose.</summary>
    public Holdings With(string system, IEnumerable<string> purposes, IReadOnlyList<string> categories) =>
        new(Places.Union(purposes.SelectMany(purpose => categories.Select(category => new Holding(system, category, purpose)))));

    /// <summary>The system destroyed the categories: for the purposes named, or altogether where none are.</summary>
    public Holdings Without(string system, IReadOnlyList<string> categories, IReadOnlyList<string>? purposes) =>
        new(Places.Except(Places.Where(held =>
            held.System == system && categories.Contains(held.Category) && (purposes is not { Count: > 0 } || purposes.Contains(held.Purpose)))));

    /// <summary>Whether any system still holds any of the categories; empty means all.</summary>
    public bool Any(IReadOnlyList<string> categories) => Places.Any(held => categories.Count == 0 || categories.Contains(held.Category));
}

/// <summary>One category in one system for one purpose.</summary>
/// <param name="System">The system.</param>
/// <param name="Category">The category.</param>
/// <param name="Purpose">The purpose.</param>
public sealed record Holding(string System, string Category, string Purpose);
