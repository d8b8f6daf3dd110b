using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics;
using Ledger.Journal;

namespace Ledger.Policies;

/// <summary>The editions of the policy, in the order they were published (policy 6.1).</summary>
/// <param name="Editions">Every edition so far; the last one takes effect last.</param>
public sealed record PolicyBook(ImmutableArray<PolicyPublished> Editions) : IDecider<PolicyBook, Command<PolicyEvent>, PolicyEvent>
{
    /// <summary>An edition of this name was published with other content.</summary>
    public const string EditionExists = "edition-exists";

    /// <summary>An edition cannot take effect before it is published.</summary>
    public const string EffectiveBeforePublication = "effective-before-publication";

    /// <summary>An edition takes effect later than the one before it.</summary>
    public const string EditionOutOfOrder = "edition-out-of-order";

    /// <summary>Two purposes, or two categories, of an edition have one id.</summary>
    public const string TermDoubled = "term-doubled";

    /// <summary>A purpose uses a category that the edition does not declare.</summary>
    public const string CategoryUndeclared = "category-undeclared";

    /// <summary>A purpose or category is mapped to what cannot be a term of the Data Privacy Vocabulary.</summary>
    public const string DpvTermMalformed = "dpv-term-malformed";

    /// <inheritdoc/>
    public static PolicyBook Initial { get; } = new([]);

    /// <inheritdoc/>
    public static PolicyBook Evolve(PolicyBook state, PolicyEvent happened) => happened switch
    {
        PolicyPublished published => new(state.Editions.Add(published)),
        _ => throw new UnreachableException(happened.GetType().Name),
    };

    /// <inheritdoc/>
    public static Decision<PolicyEvent> Decide(PolicyBook state, Command<PolicyEvent> command) => command.Event switch
    {
        PolicyPublished published => Publish(state, published, command.Time),
        _ => throw new UnreachableException(command.Event.GetType().Name),
    };

    static Decision<PolicyEvent> Publish(PolicyBook book, PolicyPublished published, DateTimeOffset time)
    {
        if (book.Editions.FirstOrDefault(edition => edition.Edition == published.Edition) is { } known)
        {
            return SameContent(known, published)
                ? Decision.Nothing<PolicyEvent>()
                : new Refusal(EditionExists, "An edition of this name was published with other content.", "$.data.edition");
        }
        if (published.EffectiveFrom < time)
        {
            return new Refusal(EffectiveBeforePublication, "An edition cannot take effect before it is published.", "$.data.effectiveFrom");
        }
        if (book.Editions is [.., var last] && published.EffectiveFrom <= last.EffectiveFrom)
        {
            return new Refusal(EditionOutOfOrder, "An edition takes effect later than the one before it.", "$.data.effectiveFrom");
        }
        return Flaw(published.Terms) is { } flaw ? flaw : published;
    }

    static Refusal? Flaw(PolicyTerms terms)
    {
        var categories = terms.Categories.Select(category => category.Id).ToHashSet(StringComparer.Ordinal);
        if (categories.Count < terms.Categories.Count) return new(TermDoubled, "Two categories have one id.", "$.data.terms.categories");
        if (terms.Purposes.DistinctBy(purpose => purpose.Id).Count() < terms.Purposes.Count)
        {
            return new(TermDoubled, "Two purposes have one id.", "$.data.terms.purposes");
        }
        for (var at = 0; at < terms.Purposes.Count; at++)
        {
            if (terms.Purposes[at].Categories.Any(category => !categories.Contains(category)))
            {
                return new(CategoryUndeclared, "The purpose uses a category that is not declared.", $"$.data.terms.purposes[{at}].categories");
            }
        }
        return Unmapped(terms.Purposes.Select(purpose => purpose.Dpv), "purposes", "dpv:")
            ?? Unmapped(terms.Categories.Select(category => category.Dpv), "categories", "dpv:", "pd:");
    }

    /// <summary>Whether such a term exists is W3C's to say, and changes; that it is a name of that vocabulary at all is seen here.</summary>
    static Refusal? Unmapped(IEnumerable<IReadOnlyList<string>?> mappings, string of, params string[] prefixes)
    {
        foreach (var (at, terms) in mappings.Index())
            if (terms?.Any(term => !prefixes.Any(prefix => IsTerm(term, prefix))) == true)
                return new(DpvTermMalformed, "A term of the Data Privacy Vocabulary is a prefix, a colon and a name of letters, digits and hyphens.", $"$.data.terms.{of}[{at}].dpv");
        return null;
    }

    static bool IsTerm(string term, string prefix) =>
        term.StartsWith(prefix, StringComparison.Ordinal) && term.Length > prefix.Length && term.AsSpan(prefix.Length).IndexOfAnyExcept(TermCharacters) < 0;

    static readonly SearchValues<char> TermCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>Nothing of a policy is sealed, so its bytes tell.</summary>
    static bool SameContent(PolicyPublished known, PolicyPublished published) =>
        RecordedCodec.WriteData(known).AsSpan().SequenceEqual(RecordedCodec.WriteData(published));
}
