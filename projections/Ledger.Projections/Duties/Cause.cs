using System.Collections.Immutable;
using Ledger.Consents;
using Ledger.Destruction;
using Ledger.Journal;
using Ledger.Law;
using Ledger.Persons;

namespace Ledger.Projections;

/// <summary>How far a cause reaches.</summary>
enum CauseReach
{
    /// <summary>As far as its purposes and categories say.</summary>
    Named,

    /// <summary>Nobody can tell: it names a consent the ledger never saw.</summary>
    Unknown,

    /// <summary>Nowhere: the same was said before.</summary>
    Nowhere,
}

/// <summary>
/// From what an event takes the ground: purposes and categories, and what keeps data all the same. Data goes where every purpose it is held for has lost
/// its ground, by this cause or an earlier one; data that another purpose needs stays (152-FZ 5(7), 9(2), 21(3)-(5)).
/// </summary>
sealed record Cause
{
    public CauseReach Reach { get; init; }

    /// <summary>The purposes it is about; empty means all.</summary>
    public ImmutableArray<string> Purposes { get; init; } = [];

    /// <summary>The categories it is about; empty means all.</summary>
    public ImmutableArray<string> Categories { get; init; } = [];

    /// <summary>Categories of which somebody must report even if the ledger knows no system that holds them.</summary>
    public ImmutableArray<string> Named { get; init; } = [];

    /// <summary>What was documented with it to go on under another ground.</summary>
    public ImmutableArray<ContinuedGround> Continued { get; init; } = [];

    /// <summary>Whether it is a consent that ended, so that another one in force keeps what it covers.</summary>
    public bool OfConsent { get; init; }

    /// <summary>Only data gathered until then is meant; null for all.</summary>
    public DateTimeOffset? UpTo { get; init; }

    /// <summary>Whether the purposes lose their ground for good, or only something must be done to the data.</summary>
    public bool EndsGround { get; init; } = true;

    public required DateTimeOffset At { get; init; }

    public required long Index { get; init; }

    public required LegalClock Clock { get; init; }

    /// <summary>What the event is a cause of, the person's state being changed by it already; null where it is none.</summary>
    public static Cause? Of(PersonState state, RecordedEvent happened, LegalClock clock) => happened.Data switch
    {
        ConsentWithdrawn => OfWithdrawal(state, New(happened, clock)),
        ConsentExpired data => OfExpiry(state, data, New(happened, clock)),
        ProcessingStopDemanded data => New(happened, clock) with
        {
            Purposes = [.. data.Purposes], Categories = [.. data.Categories ?? []], Named = [.. data.Categories ?? []],
            Continued = state.StopDemands[^1].Continued, EndsGround = !data.Dissemination,
        },
        PurposeAchieved data => Over([data.Purpose], data.Categories, New(happened, clock)),
        DestructionDemanded data => Over(data.Purposes, data.Categories, New(happened, clock)) with { Continued = ConsentFold.Continued(data.Continued, happened) },
        RetentionEnded data => Over([], data.Categories, New(happened, clock)) with { UpTo = data.GatheredUpTo, EndsGround = false },
        DataBlocked { Reason: BlockReason.UnlawfulProcessing } data => Over([], data.Categories, New(happened, clock)),
        DataBlocked { Reason: BlockReason.Inaccuracy } data => Over([], data.Categories, New(happened, clock)) with { EndsGround = false },
        // Who received what was wrong is to be told what is right; nothing loses its ground (152-FZ 20(3)).
        DataRectified data => Over([], data.Categories, New(happened, clock)) with { EndsGround = false },
        _ => null,
    };

    public bool Covers(string purpose) => Purposes.IsEmpty || Purposes.Contains(purpose);

    public bool IsAbout(string category) => Categories.IsEmpty || Categories.Contains(category);

    /// <summary>Whether it takes the ground from this use of the category.</summary>
    public bool EndsUse(PersonState state, string category, string purpose) =>
        Reach == CauseReach.Named && IsAbout(category) && Covers(purpose) && !Continued.Any(ground => ground.Keeps(category, purpose))
        && !(OfConsent && state.HasConsent(purpose, category, At, Clock));

    /// <summary>Whether nothing is left that the data is needed for.</summary>
    public bool Takes(PersonState state, DataHeld data) =>
        data.Destroyed is null && (UpTo is null || data.EndedUpTo >= UpTo) && IsAbout(data.Category) && data.Purposes.Any(Covers)
        && data.Purposes.All(purpose => EndsUse(state, data.Category, purpose) || IsLost(state, data, purpose));

    /// <summary>The state in which the uses that lost their ground are marked, so that a later cause finds what is held for nothing else.</summary>
    public PersonState Mark(PersonState state) => !EndsGround || Reach != CauseReach.Named ? state : state with { Data = [.. state.Data.Select(d => Mark(state, d))] };

    DataHeld Mark(PersonState state, DataHeld data)
    {
        if (data.Destroyed is not null || !IsAbout(data.Category)) return data;
        var lost = data.Purposes.Where(purpose => !data.IsLost(purpose) && EndsUse(state, data.Category, purpose))
            .Select(purpose => new LostPurpose(purpose, At, Index)).ToList();
        return lost.Count == 0 ? data : data with { Lost = data.Lost.AddRange(lost) };
    }

    /// <summary>Lost earlier, and no consent given since has overtaken that.</summary>
    bool IsLost(PersonState state, DataHeld data, string purpose)
    {
        foreach (var lost in data.Lost)
            if (lost.Purpose == purpose) return !state.HasConsent(purpose, data.Category, At, Clock, lost.At);
        return false;
    }

    static Cause New(RecordedEvent happened, LegalClock clock) => new() { At = happened.Time, Index = happened.Index, Clock = clock };

    static Cause Over(IReadOnlyList<string>? purposes, IReadOnlyList<string> categories, Cause cause) =>
        cause with { Purposes = [.. purposes ?? []], Categories = [.. categories], Named = [.. categories] };

    /// <summary>A withdrawal is about the purposes it names; where it names a consent, about what that one covers.</summary>
    static Cause OfWithdrawal(PersonState state, Cause cause)
    {
        var withdrawal = state.Withdrawals[^1];
        var ended = state.Consents.Where(c => c.Ended.Any(e => e.Index == withdrawal.Index)).ToList();
        ImmutableArray<string> consented = [.. ended.SelectMany(c => c.Categories).Distinct()];
        return cause with
        {
            OfConsent = true, Continued = withdrawal.Continued,
            Purposes = withdrawal.Purposes.IsEmpty && withdrawal.Consent is not null ? [.. ended.SelectMany(c => c.Purposes).Distinct()] : withdrawal.Purposes,
            Categories = withdrawal.Categories.IsEmpty && withdrawal.Consent is not null ? consented : withdrawal.Categories,
            Named = withdrawal.Categories.IsEmpty ? consented : withdrawal.Categories,
        };
    }

    /// <summary>The end of a consent's term is about what was left of that consent.</summary>
    static Cause OfExpiry(PersonState state, ConsentExpired data, Cause cause)
    {
        var over = state.Consents.Where(c => c.ExpiredIndex == cause.Index).ToList();
        if (over.Count == 0) return cause with { Reach = state.Consents.Any(c => c.Id == data.Consent) ? CauseReach.Nowhere : CauseReach.Unknown };
        ImmutableArray<string> purposes = [.. over.SelectMany(c => c.Purposes.Where(p => c.Categories.Any(category => c.EndOf(p, category) is null))).Distinct()];
        ImmutableArray<string> categories = [.. over.SelectMany(c => c.Categories.Where(category => c.Purposes.Any(p => c.EndOf(p, category) is null))).Distinct()];
        if (purposes.IsEmpty) return cause with { Reach = CauseReach.Nowhere };   // withdrawn before: that was the cause
        var continued = ConsentFold.Continued(data.Continued, cause.At, cause.Index);
        return cause with { OfConsent = true, Purposes = purposes, Categories = categories, Named = categories, Continued = continued };
    }
}
