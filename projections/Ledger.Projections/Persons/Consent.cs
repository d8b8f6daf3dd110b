using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Ledger.Consents;
using Ledger.Law;

namespace Ledger.Projections;

/// <summary>A consent as given, and what became of it.</summary>
/// <param name="Id">The consent's id within the stream.</param>
/// <param name="Index">Index of the event that gave it.</param>
/// <param name="Given">When it was given.</param>
/// <param name="Purposes">What for.</param>
/// <param name="Categories">For which categories.</param>
/// <param name="Recipients">To whom data may be passed under it; empty where it names none.</param>
/// <param name="Edition">The policy edition it was given under.</param>
/// <param name="Form">How it was expressed.</param>
/// <param name="Separate">Whether it stood apart from everything else.</param>
/// <param name="Channel">Where it was given.</param>
/// <param name="ValidUntil">When it ends by itself, or null.</param>
/// <param name="Dissemination">Whether it is about dissemination.</param>
/// <param name="Ended">What was withdrawn of it, and when.</param>
public sealed record Consent(
    string Id, long Index, DateTimeOffset Given, ImmutableArray<string> Purposes, ImmutableArray<string> Categories, ImmutableArray<string> Recipients,
    string Edition, ConsentForm Form, bool Separate, string Channel, DateTimeOffset? ValidUntil, bool Dissemination, ImmutableArray<ConsentEnd> Ended)
{
    /// <summary>The categories the person let anybody have, where it is about dissemination (152-FZ 10.1(9)); silence is no consent (10.1(8)).</summary>
    public ImmutableArray<string> Disseminable { get; init; } = [];

    /// <summary>Whether the end of its own term was recorded.</summary>
    [JsonIgnore]
    public bool Expired => ExpiredIndex is not null;

    /// <summary>When the authority of the representative who gave it was verified; null where the person gave it.</summary>
    public DateTimeOffset? AuthorityVerified { get; init; }

    /// <summary>Index of the event that said its term ended, or null.</summary>
    public long? ExpiredIndex { get; init; }

    /// <summary>Whether it covers the purpose, and the category where one is asked for.</summary>
    public bool Covers(string purpose, string? category = null) =>
        Purposes.Contains(purpose) && (category is null || Categories.Contains(category));

    /// <summary>What ended it for the purpose (and category), or null.</summary>
    public ConsentEnd? EndOf(string purpose, string? category = null)
    {
        foreach (var end in Ended)
            if (end.Purpose == purpose && (end.Category is null || end.Category == category)) return end;
        return null;
    }

    /// <summary>
    /// Whether it holds at that moment for the purpose (and category): given for it, by somebody whose authority was verified by then (152-FZ 9(1)), not
    /// withdrawn, not run out.
    /// </summary>
    public bool IsValid(string purpose, DateTimeOffset at, string? category = null) =>
        Covers(purpose, category) && EndOf(purpose, category) is null && !HasExpired(at) && !(AuthorityVerified > at);

    /// <summary>152-FZ 9(1): a consent that did not stand apart proves nothing since the local day the rule is in force.</summary>
    public bool IsBundled(LegalClock clock) => !Separate && LegalRules.Default.Find(RuleIds.SeparateConsent, clock.LocalDate(Given)) is not null;

    /// <summary>Whether its own term has ended.</summary>
    public bool HasExpired(DateTimeOffset at) => ValidUntil is { } until && at >= until;
}

/// <summary>The end of a consent for one purpose.</summary>
/// <param name="Purpose">The purpose.</param>
/// <param name="Category">The category, where only one was withdrawn.</param>
/// <param name="At">When.</param>
/// <param name="Index">Index of the event that withdrew it.</param>
public sealed record ConsentEnd(string Purpose, string? Category, DateTimeOffset At, long Index);

/// <summary>A withdrawal of consent, or a demand that processing stop, as it arrived.</summary>
/// <param name="Index">Index of the event.</param>
/// <param name="At">When it arrived.</param>
/// <param name="Purposes">For which purposes; empty means all.</param>
/// <param name="Categories">For which categories; empty means all.</param>
/// <param name="Consent">Which consent, where it names one.</param>
/// <param name="Dissemination">Whether only dissemination shall stop.</param>
/// <param name="Continued">What goes on under another ground.</param>
public sealed record Objection(
    long Index, DateTimeOffset At, ImmutableArray<string> Purposes, ImmutableArray<string> Categories, string? Consent, bool Dissemination,
    ImmutableArray<ContinuedGround> Continued)
{
    /// <summary>Whether it is about the purpose.</summary>
    public bool Covers(string purpose) => Purposes.IsEmpty || Purposes.Contains(purpose);

    /// <summary>Whether it is about any of the categories; none on either side means all.</summary>
    public bool Touches(ImmutableArray<string> categories) =>
        Categories.IsEmpty || categories.IsEmpty || Categories.Any(c => categories.Contains(c));

    /// <summary>The grounds on which every one of the categories goes on for the purpose; none where some category has no such ground.</summary>
    public ImmutableArray<ContinuedGround> ContinuedFor(string purpose, IEnumerable<string> categories)
    {
        var grounds = ImmutableArray.CreateBuilder<ContinuedGround>();
        foreach (var category in categories)
        {
            var before = grounds.Count;
            foreach (var ground in Continued)
                if (ground.Keeps(category, purpose)) grounds.Add(ground);
            if (grounds.Count == before) return [];
        }
        return grounds.ToImmutable();
    }
}

/// <summary>Processing that goes on under another ground than consent (152-FZ 9(2)).</summary>
/// <param name="Category">Which category.</param>
/// <param name="Purpose">For which purpose; null means all.</param>
/// <param name="Basis">On what legal basis.</param>
/// <param name="DecidedBy">Who decided it.</param>
/// <param name="At">When it was said.</param>
/// <param name="Index">Index of the event that says so.</param>
public sealed record ContinuedGround(string Category, string? Purpose, LegalBasis Basis, string DecidedBy, DateTimeOffset At, long Index)
{
    /// <summary>Whether it is a ground at all: consent is the one that has gone, and statistics are for anonymised data alone (152-FZ 6(1)(9), 6(1)(9.1)).</summary>
    [JsonIgnore]
    public bool Stands => Basis.LetsGoOn();

    /// <summary>Whether it lets the category be kept for one of the purposes; none means any.</summary>
    public bool Keeps(string category, ImmutableArray<string> purposes) =>
        Stands && Category == category && (Purpose is null || purposes.IsEmpty || purposes.Contains(Purpose));

    /// <summary>Whether it lets the category be kept for the purpose.</summary>
    public bool Keeps(string category, string purpose) => Stands && Category == category && (Purpose is null || Purpose == purpose);
}
