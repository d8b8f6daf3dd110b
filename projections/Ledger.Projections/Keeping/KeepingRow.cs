using Ledger.Reading;

namespace Ledger.Projections;

/// <summary>
/// Something that has a term, or may have one: when it begins or ends is here, how long it is stands in the policy edition in force when asked. Moments are
/// microseconds since 1970 UTC.
/// </summary>
/// <param name="Key">The person's token or the act's reference, the kind, and what it is.</param>
/// <param name="Kind">One of <see cref="KeepingKinds"/>.</param>
/// <param name="Term">The category or purpose whose term it is; empty where the moment is the end itself.</param>
/// <param name="What">The category, purpose, consent or act; empty for evidence.</param>
/// <param name="System">Which system holds it, where it is data held.</param>
/// <param name="At">Where the term begins, or ends where <paramref name="Term"/> is empty.</param>
/// <param name="State">One of <see cref="KeepingStates"/>.</param>
/// <param name="DutyOpen">Whether a duty to destroy it is open, whatever opened it.</param>
/// <param name="Hold">The hold that stops it, or null.</param>
/// <param name="HoldGround">Its ground.</param>
/// <param name="HoldBy">Who placed it.</param>
[RowIndex(nameof(Kind), nameof(Term), nameof(At), nameof(State))]
public sealed record KeepingRow(
    string Key, string Kind, string Term, string What, string? System, long At, string State, bool DutyOpen, string? Hold,
    string? HoldGround, string? HoldBy) : IRow
{
    /// <summary>The person's token, with which the key begins; null for an act.</summary>
    public string? Person => Kind == KeepingKinds.Act ? null : Key[..Key.IndexOf('.', StringComparison.Ordinal)];
}

/// <summary>What has a term.</summary>
public static class KeepingKinds
{
    /// <summary>A category of data in one system: since when it was gathered.</summary>
    public const string Held = "held";

    /// <summary>A consent with an end of its own: when it ends.</summary>
    public const string Consent = "consent";

    /// <summary>A purpose that was achieved while data is held for it: when it was.</summary>
    public const string Achieved = "achieved";

    /// <summary>The evidence about a person nothing is held of any more: until when it is kept.</summary>
    public const string Evidence = "evidence";

    /// <summary>An act of destruction: until when it is kept.</summary>
    public const string Act = "act";
}

/// <summary>What becomes of it.</summary>
public static class KeepingStates
{
    /// <summary>Its term runs, or waits to be recorded as ended.</summary>
    public const string Runs = "runs";

    /// <summary>A hold stops it.</summary>
    public const string OnHold = "on-hold";

    /// <summary>The end of its term is recorded.</summary>
    public const string Ended = "ended";
}
