using System.Collections.Immutable;
using System.Diagnostics;
using Ledger.Consents;
using Ledger.Disclosures;
using Ledger.Journal;
using Ledger.Law;
using Ledger.Messaging;
using Ledger.Persons;
using Ledger.Registers;
using Ledger.Sealing;
using Ledger.Support;

namespace Ledger.Destruction;

/// <summary>What of a person is held and must be kept: it decides when keys may go (152-FZ 21; Order RKN 179).</summary>
/// <param name="Held">What the systems hold.</param>
/// <param name="Holds">Holds in place, with their categories (empty: all).</param>
/// <param name="Consents">Consents in force, with the purposes left of them.</param>
/// <param name="Opened">Rules of the duties that were opened.</param>
/// <param name="EvidenceUntil">When the term of the evidence ends, as far as it has begun; null where nothing began it.</param>
public sealed record PersonErasure(
    Holdings Held, ImmutableDictionary<string, IReadOnlyList<string>> Holds, ImmutableDictionary<string, ConsentInForce> Consents,
    ImmutableHashSet<string> Opened, DateTimeOffset? EvidenceUntil) : IDecider<PersonErasure, Command<PersonEvent>, PersonEvent>
{
    /// <summary>A hold forbids destruction.</summary>
    public const string HoldInPlace = "hold-in-place";

    /// <summary>A system still holds data of the categories: the duty of destruction is open.</summary>
    public const string StillHeld = "still-held";

    /// <summary>A duty of destruction that the shredding answers is open.</summary>
    public const string DutyOpen = "duty-open";

    /// <summary>No key of these categories lives.</summary>
    public const string NothingToShred = "nothing-to-shred";

    /// <summary>No duty by this rule was opened for the person.</summary>
    public const string DutyUnknown = "duty-unknown";

    /// <summary>Content keys live: shred them first.</summary>
    public const string ContentRemains = "content-remains";

    /// <summary>A consent is in force, and its proof is needed.</summary>
    public const string ConsentIsInForce = "consent-in-force";

    /// <summary>The evidence must be kept for longer.</summary>
    public const string EvidenceTermRuns = "evidence-term-runs";

    /// <summary>Nothing can go on under this legal basis once another ground has ended.</summary>
    public const string BasisLetsNothingGoOn = "basis-lets-nothing-go-on";

    /// <summary>A hold of this id is in place.</summary>
    public const string HoldExists = "hold-exists";

    /// <summary>No hold of this id is in place.</summary>
    public const string HoldUnknown = "hold-unknown";

    /// <summary>How long proof of a consent is kept after it ended (GOV-10), as long as the act of destruction (EVID-179).</summary>
    public static int EvidenceYears { get; } = LegalRules.Default.All.Last(rule => rule.Id == RuleIds.KeepConsentEvidence).Number;

    /// <inheritdoc/>
    public static PersonErasure Initial { get; } = new(Holdings.None, ImmutableDictionary<string, IReadOnlyList<string>>.Empty,
        ImmutableDictionary<string, ConsentInForce>.Empty, [], null);

    /// <summary>When something last happened to the person that is neither a hold nor a shredding; null where the fold was not told times.</summary>
    public DateTimeOffset? Latest { get; init; }

    /// <summary>Whether the evidence keys have gone.</summary>
    public bool IsForgotten { get; init; }

    /// <summary>
    /// When the term of the evidence ends: of proofs, after consents ended or were to end, and of acts, after what they prove was destroyed. Where there was
    /// neither consent nor destruction it runs from the last event: no law sets a term then, and the shortest one there is for proof is taken (GOV-10).
    /// Null where nothing happened. Not before consents in force end (<see cref="Consents"/>).
    /// </summary>
    public DateTimeOffset? EvidenceEnds =>
        Later(EvidenceUntil, Consents.Values.Max(consent => consent.ValidUntil)?.AddYears(EvidenceYears)) ?? Latest?.AddYears(EvidenceYears);

    /// <summary>Whether a consent is in force at that moment.</summary>
    public bool HasConsent(DateTimeOffset at) => Consents.Values.Any(consent => consent.ValidUntil is not { } until || until > at);

    /// <summary>The fold of a person's stream, which knows when things happened.</summary>
    public static PersonErasure Of(IEnumerable<RecordedEvent> history)
    {
        ArgumentNullException.ThrowIfNull(history);
        var state = Initial;
        foreach (var happened in history)
        {
            if (happened.Data is not PersonEvent data) continue;
            state = Evolve(state, data, happened.Time);
            if (data is not (HoldPlaced or HoldLifted or PersonShredded)) state = state with { Latest = Later(state.Latest, happened.Time) };
        }
        return state;
    }

    /// <inheritdoc/>
    /// <remarks>Not told when it happened, it takes data for gathered since, and a consent's term for ended.</remarks>
    public static PersonErasure Evolve(PersonErasure state, PersonEvent happened) => Evolve(state, happened, DateTimeOffset.MaxValue);

    static PersonErasure Evolve(PersonErasure state, PersonEvent happened, DateTimeOffset time) => Opening(happened switch
    {
        DataCollected data => state with { Held = state.Held.With(data.System, data.Purposes, data.Categories, time) },
        SupportCaseOpened opened => state with { Held = state.Held.With(opened.System, [opened.Purpose], opened.Categories, time) },
        DataDestroyed destroyed => state with { Held = state.Held.Without(destroyed.System, destroyed.Categories, destroyed.Purposes, destroyed.GatheredUpTo) },
        ConsentGiven given => state with { Consents = state.Consents.SetItem(given.Consent, new([.. given.Purposes], given.ValidUntil)) },
        ConsentWithdrawn withdrawn => state with { Consents = ConsentInForce.After(state.Consents, withdrawn) },
        // Renewed under its id meanwhile: it is the earlier term that ended.
        ConsentExpired expired when state.Consents.TryGetValue(expired.Consent, out var renewed) && renewed.ValidUntil > time => state,
        ConsentExpired expired => state with { Consents = state.Consents.Remove(expired.Consent) },
        PersonForgotten => state with { IsForgotten = true },
        HoldPlaced placed => state with { Holds = state.Holds.SetItem(placed.Hold, placed.Categories) },
        HoldLifted lifted => state with { Holds = state.Holds.Remove(lifted.Hold) },
        SubjectRegistered or DataRectified or DataBlocked or DataUnblocked or DataMadePublic or DataAnonymised or PurposeAchieved or ConsentRefused
            or ProcessingStopDemanded or ProcessingStopExtended or ProcessingContinued or DestructionDemanded or RetentionEnded or MessagingOptedIn or MessagingOptedOut or MessagingSent
            or DisclosureMade or DisclosureRefused or RecipientNotified or EvidenceAttached or PersonShredded => state,
        _ => throw new UnreachableException(happened.GetType().Name),
    }, happened);

    /// <inheritdoc/>
    public static Decision<PersonEvent> Decide(PersonErasure state, Command<PersonEvent> command) => command.Event switch
    {
        PersonShredded shredded => Refused(state, shredded) is { } refusal ? refusal : shredded,
        PersonForgotten forgotten => Refused(state, forgotten, command.Time) is { } refusal ? refusal : forgotten,
        HoldPlaced placed when state.Holds.ContainsKey(placed.Hold) => new Refusal(HoldExists, "A hold of this id is in place.", "$.data.hold"),
        HoldPlaced placed => placed,
        HoldLifted lifted when !state.Holds.ContainsKey(lifted.Hold) => new Refusal(HoldUnknown, "No hold of this id is in place.", "$.data.hold"),
        HoldLifted lifted => lifted,
        ProcessingContinued { Continued: var continued } when continued.FirstOrDefault(c => !c.Basis.LetsGoOn()) is { } none => new Refusal(
            BasisLetsNothingGoOn, "Consent is the ground that has ended, and statistics are for anonymised data alone.",
            $"$.data.continued[{continued.ToList().IndexOf(none)}].basis"),
        _ => command.Event,   // facts are never refused
    };

    static Refusal? Refused(PersonErasure state, PersonShredded shredded)
    {
        if (shredded is { IsWhole: false, Categories.Count: 0 }) return Nothing;   // nothing serves these purposes alone
        if (state.Holds.Values.Any(held => Overlap(held, shredded.Categories))) return new(HoldInPlace, "A hold forbids destruction.", "$.data.categories");
        if (state.Held.Any(shredded.Categories))
        {
            return new(StillHeld, "A system still holds data of these categories: it must report its destruction first.", "$.data.categories");
        }
        if (shredded.Answers?.Any(rule => !state.Opened.Contains(rule)) == true)
        {
            return new(DutyUnknown, "No duty by this rule was opened for the person.", "$.data.answers");
        }
        return shredded.Keys is { Count: > 0 } ? null : Nothing;
    }

    static Refusal Nothing => new(NothingToShred, "No content key of these categories lives.", "$.data.categories");

    static Refusal? Refused(PersonErasure state, PersonForgotten forgotten, DateTimeOffset time)
    {
        if (!state.Holds.IsEmpty) return new(HoldInPlace, "A hold forbids destruction.", "$.data");
        if (state.Held.Any([])) return new(StillHeld, "A system still holds data: it must report its destruction first.", "$.data");
        if (forgotten.Keys?.Any(IsContent) == true) return new(ContentRemains, "Content keys live: shred them first.", "$.data");
        if (forgotten.Reason == ForgetReason.Ordered) return null;
        if (state.HasConsent(time)) return new(ConsentIsInForce, "A consent is in force, and its proof is needed.", "$.data");
        return state.EvidenceEnds > time ? TermRuns : null;
    }

    /// <summary>The evidence must be kept for longer.</summary>
    internal static Refusal TermRuns => new(EvidenceTermRuns, "The evidence must be kept for three years.", "$.data");

    /// <summary>Duties carry their terms: destruction keeps its act for three years, a withdrawal the proof of the consent it ended.</summary>
    static PersonErasure Opening(PersonErasure state, PersonEvent happened)
    {
        if (happened is not IOpensDuties { Duties: { Count: > 0 } duties }) return state;
        DateTimeOffset? until = happened switch
        {
            DataDestroyed => duties.Where(duty => duty.Rule == RuleIds.KeepDestructionEvidence).Max(duty => (DateTimeOffset?)duty.Due),
            ConsentWithdrawn or ConsentExpired => duties.Max(duty => duty.Start).AddYears(EvidenceYears),
            _ => null,
        };
        return state with { Opened = state.Opened.Union(duties.Select(duty => duty.Rule)), EvidenceUntil = Later(state.EvidenceUntil, until) };
    }

    static bool Overlap(IReadOnlyList<string> held, IReadOnlyList<string> categories) =>
        held.Count == 0 || categories.Count == 0 || held.Intersect(categories, StringComparer.Ordinal).Any();

    /// <summary>
    /// The key that compares publications is content too, but begins anew with every publication, as that of readers' reasons does with every reading:
    /// somebody who looked at the file after the shredding must not keep the person from being forgotten.
    /// </summary>
    static bool IsContent(string key) =>
        KeyName.Parse(key) is { Class: KeyClass.Content, Category: not (KeyName.PublishedCategory or KeyName.ViewReasonCategory), IsOfAnswer: false };

    static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one is null || other > one ? other ?? one : one;
}
