using System.Collections.Immutable;
using Ledger.Consents;

namespace Ledger.Projections;

/// <summary>Where a person's consent stands for one purpose.</summary>
public enum ConsentStanding
{
    /// <summary>It holds.</summary>
    Given,

    /// <summary>It was given as a part of another document, and so proves nothing since that is forbidden (152-FZ 9(1)).</summary>
    Bundled,

    /// <summary>A representative gave it whose authority was not verified yet (152-FZ 9(1)).</summary>
    Unverified,

    /// <summary>The person withdrew it (152-FZ 9(2)).</summary>
    Withdrawn,

    /// <summary>The person demanded that processing stop (152-FZ 21(5.1)), or the dissemination (10.1(12)).</summary>
    Stopped,

    /// <summary>Its own term has ended.</summary>
    Expired,

    /// <summary>The person was asked and said no.</summary>
    Refused,

    /// <summary>None was ever recorded.</summary>
    Never,
}

/// <summary>One line of the consent matrix.</summary>
/// <param name="Purpose">The purpose.</param>
/// <param name="Dissemination">Whether it is about dissemination, which has a consent of its own (152-FZ 10.1).</param>
/// <param name="Standing">Where it stands.</param>
public sealed record ConsentLine(string Purpose, bool Dissemination, ConsentStanding Standing)
{
    /// <summary>Since when; null where nothing was ever recorded.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Index of the event that says so, or null.</summary>
    public long? Index { get; init; }

    /// <summary>The edition it was given, or refused, under; null where none is known.</summary>
    public string? Edition { get; init; }

    /// <summary>When it ends by itself, or null.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The categories it is for; empty where there is none.</summary>
    public ImmutableArray<string> Categories { get; init; } = [];

    /// <summary>Categories it was withdrawn for, where it holds for the rest.</summary>
    public ImmutableArray<string> Without { get; init; } = [];

    /// <summary>What was documented to go on under another ground (152-FZ 9(2)).</summary>
    public ImmutableArray<ContinuedGround> Continued { get; init; } = [];

    /// <summary>The other bases the policy then in force rests the purpose on, besides consent.</summary>
    public ImmutableArray<LegalBasis> Bases { get; init; } = [];
}

/// <summary>A person's consents by purpose. Pure.</summary>
public static class ConsentMatrix
{
    /// <summary>A line for each purpose of the policy in force at that moment, and for every other that the person's file names, in that order.</summary>
    /// <param name="file">The person, as of that moment.</param>
    /// <param name="at">The moment.</param>
    public static IReadOnlyList<ConsentLine> Of(PersonFile file, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(file);
        var (state, declared) = (file.State, file.Registers.EditionInForce(at)?.Published.Terms.Purposes.Select(purpose => purpose.Id) ?? []);
        var named = state.Consents.Where(consent => !consent.Dissemination).SelectMany(consent => consent.Purposes)
            .Concat(state.Withdrawals.SelectMany(withdrawal => withdrawal.Purposes)).Concat(Refusals(file).SelectMany(refusal => refusal.Data.Purposes));
        return
        [
            .. declared.Concat(named).Distinct().Select(purpose => Line(file, purpose, false, at)),
            .. state.Consents.Where(consent => consent.Dissemination).SelectMany(consent => consent.Purposes).Distinct().Select(purpose => Line(file, purpose, true, at)),
        ];
    }

    static ConsentLine Line(PersonFile file, string purpose, bool dissemination, DateTimeOffset at)
    {
        var state = file.State;
        var given = state.Consents.Where(consent => consent.Dissemination == dissemination && consent.Covers(purpose)).ToList();
        var stop = dissemination ? state.DisseminationStoppedBy(purpose, at, []) : state.StoppedBy(purpose, at, []);
        var line = stop is not null
            ? new ConsentLine(purpose, dissemination, ConsentStanding.Stopped) { Since = stop.At, Index = stop.Index, Edition = given.LastOrDefault()?.Edition }
            : Holding(file, purpose, given, at) ?? Ended(file, purpose, dissemination, given, at);
        return line with
        {
            Continued = [.. state.Continued.Where(ground => ground.Stands && (ground.Purpose is null || ground.Purpose == purpose))],
            Bases = [.. (file.Registers.EditionInForce(at)?.Purpose(purpose)?.Bases ?? []).Where(basis => basis != LegalBasis.Consent)],
        };
    }

    /// <summary>The newest consent that holds for anything of the purpose; one that stood apart before one that did not.</summary>
    static ConsentLine? Holding(PersonFile file, string purpose, List<Consent> given, DateTimeOffset at)
    {
        var holding = given.Where(consent => consent.IsValid(purpose, at) && Kept(consent, purpose).Length > 0).ToList();
        if ((holding.LastOrDefault(consent => !consent.IsBundled(file.Registers.Clock)) ?? holding.LastOrDefault()) is not { } consent) return null;
        var standing = consent.IsBundled(file.Registers.Clock) ? ConsentStanding.Bundled : ConsentStanding.Given;
        return Of(consent, purpose, standing, consent.Given, consent.Index) with { Without = [.. consent.Categories.Except(Kept(consent, purpose))] };
    }

    static ConsentLine Ended(PersonFile file, string purpose, bool dissemination, List<Consent> given, DateTimeOffset at)
    {
        if (given.LastOrDefault() is { } last)
        {
            if (last.Ended.LastOrDefault(end => end.Purpose == purpose) is { } end && (last.EndOf(purpose) is not null || Kept(last, purpose).IsEmpty))
                return Of(last, purpose, ConsentStanding.Withdrawn, end.At, end.Index);
            return last.HasExpired(at)
                ? Of(last, purpose, ConsentStanding.Expired, last.ValidUntil!.Value, last.ExpiredIndex ?? last.Index)
                : Of(last, purpose, ConsentStanding.Unverified, last.Given, last.Index);
        }
        // Who withdraws everything withdraws what was given: a purpose that nothing was given for is not withdrawn by it.
        if (!dissemination && file.State.Withdrawals.LastOrDefault(objection => objection.Purposes.Contains(purpose)) is { } withdrawal)
            return new(purpose, dissemination, ConsentStanding.Withdrawn) { Since = withdrawal.At, Index = withdrawal.Index };
        if (!dissemination && Refusals(file).LastOrDefault(refusal => refusal.Data.Purposes.Contains(purpose)) is { Data: { } data } refused)
            return new(purpose, dissemination, ConsentStanding.Refused) { Since = refused.At, Index = refused.Index, Edition = data.Edition };
        return new(purpose, dissemination, ConsentStanding.Never);
    }

    static ConsentLine Of(Consent consent, string purpose, ConsentStanding standing, DateTimeOffset since, long index) => new(purpose, consent.Dissemination, standing)
    {
        Since = since, Index = index, Edition = consent.Edition, Until = consent.ValidUntil, Categories = consent.Categories,
    };

    /// <summary>The categories it still holds for.</summary>
    static ImmutableArray<string> Kept(Consent consent, string purpose) => [.. consent.Categories.Where(category => consent.EndOf(purpose, category) is null)];

    static IEnumerable<(ConsentRefused Data, DateTimeOffset At, long Index)> Refusals(PersonFile file) =>
        from happened in file.Events where happened.Data is ConsentRefused select ((ConsentRefused)happened.Data, happened.Time, happened.Index);
}
