using System.Collections.Immutable;
using Ledger.Consents;
using Ledger.Disclosures;
using Ledger.Policies;

namespace Ledger.Projections;

/// <summary>What somebody wants to do with a person's data.</summary>
/// <param name="Purpose">For which purpose of the policy.</param>
/// <param name="At">When: now, or the moment asked about.</param>
public sealed record PermissionQuestion(string Purpose, DateTimeOffset At)
{
    /// <summary>To pass data on to this recipient.</summary>
    public string? Recipient { get; init; }

    /// <summary>The ground on which it is to be passed on; null finds one.</summary>
    public DisclosureGround? Ground { get; init; }

    /// <summary>To send a message of this kind.</summary>
    public string? Kind { get; init; }

    /// <summary>To send it over this channel.</summary>
    public string? Channel { get; init; }

    /// <summary>The categories concerned; none means all that the policy declares for the purpose.</summary>
    public ImmutableArray<string> Categories { get; init; } = [];
}

/// <summary>Yes or no, why, and which events decided it.</summary>
/// <param name="Allowed">Whether the answer is yes.</param>
/// <param name="Reason">Stable code, see <see cref="PermissionReasons"/>.</param>
/// <param name="Deciding">Indexes of the events that decided it.</param>
/// <param name="Edition">The policy edition it was answered under, or null.</param>
public sealed record PermissionAnswer(bool Allowed, string Reason, ImmutableArray<long> Deciding, string? Edition);

/// <summary>"May I?": no unless something says yes. Pure.</summary>
public static class Permissions
{
    /// <summary>The answer for a person (null where unknown) under the operator's registers.</summary>
    public static PermissionAnswer Decide(PersonState? person, OperatorRegisters registers, PermissionQuestion question)
    {
        ArgumentNullException.ThrowIfNull(registers);
        ArgumentNullException.ThrowIfNull(question);
        if (person is null or { Events: 0 }) return No(PermissionReasons.PersonUnknown);
        if (person.UnreadableIndex is { } unreadable) return No(PermissionReasons.Unreadable, unreadable);
        if (person.Forgotten is { } forgotten) return No(PermissionReasons.PersonForgotten, forgotten.Index);
        if (person.GoneIndex is { } gone) return No(PermissionReasons.PersonGone, gone);
        if (registers.EditionInForce(question.At) is not { } edition) return No(PermissionReasons.NoPolicy);
        var answer = new PermissionCase(person, registers, edition, question).Decide();
        return answer with { Edition = edition.Id };
    }

    internal static PermissionAnswer No(string reason, params ReadOnlySpan<long> deciding) => new(false, reason, [.. deciding], null);

    internal static PermissionAnswer Yes(string reason, params ReadOnlySpan<long> deciding) => new(true, reason, [.. deciding], null);
}

/// <summary>One question put to one person's state under one edition: the checks in their fixed order, the first that objects answers.</summary>
sealed class PermissionCase(PersonState person, OperatorRegisters registers, Edition edition, PermissionQuestion question)
{
    public PermissionAnswer Decide()
    {
        if (edition.Purpose(question.Purpose) is not { } purpose) return Permissions.No(PermissionReasons.PurposeUnknown);
        if (purpose.AnonymisedOnly) return Permissions.No(PermissionReasons.AnonymisedOnly);
        if (question.Categories.Any(c => !purpose.Categories.Contains(c))) return Permissions.No(PermissionReasons.CategoryUndeclared);
        if (Blocked(purpose) is { } blocked) return Permissions.No(PermissionReasons.Blocked, blocked.Index);
        if (question.Recipient is null && question.Ground is not null) return Permissions.No(PermissionReasons.RecipientMissing);
        var answer = question.Ground == DisclosureGround.Law ? Permissions.Yes(PermissionReasons.Law) : Processing(purpose);
        if (answer.Allowed && question.Recipient is not null) answer = Disclosure(answer);
        return answer.Allowed && (question.Kind ?? question.Channel) is not null ? Message(answer) : answer;
    }

    Block? Blocked(PolicyPurpose purpose)
    {
        IReadOnlyList<string> categories = question.Categories.IsEmpty ? purpose.Categories : question.Categories;
        foreach (var category in categories)
            if (person.BlockOf(category) is { } block) return block;
        return null;
    }

    /// <summary>Whether the purpose may go on at all, and on which basis.</summary>
    PermissionAnswer Processing(PolicyPurpose purpose)
    {
        if (person.StoppedBy(purpose.Id) is { } stop) return Continued(stop, PermissionReasons.StopDemanded);
        if (person.WithdrawnBy(purpose.Id, question.Categories) is { } withdrawal) return Continued(withdrawal, PermissionReasons.ConsentWithdrawn);
        var consent = Consent();
        if (Achieved(purpose, consent) is { } achieved) return Permissions.No(PermissionReasons.PurposeAchieved, achieved.Index);
        if (consent is not null) return Permissions.Yes(PermissionReasons.Consent, consent.Index);
        foreach (var basis in purpose.Bases)
            if (basis != LegalBasis.Consent && (basis != LegalBasis.Contract || person.Registered is not null)) return Permissions.Yes(Names.Of(basis));
        return person.Consents.LastOrDefault(c => c.Covers(purpose.Id) && c.HasExpired(question.At)) is { } expired
            ? Permissions.No(PermissionReasons.ConsentExpired, expired.Index)
            : Permissions.No(PermissionReasons.NoConsent);
    }

    /// <summary>152-FZ 9(2): after a no, only what was documented to rest on another ground goes on, for the categories it was documented for.</summary>
    PermissionAnswer Continued(Objection objection, string otherwise)
    {
        var grounds = objection.Continued.Where(c => c.Basis != LegalBasis.Consent && (c.Purpose is null || c.Purpose == question.Purpose)).ToList();
        var covered = question.Categories.IsEmpty ? grounds.Count > 0 : question.Categories.All(c => grounds.Any(g => g.Category == c));
        return covered ? Permissions.Yes(PermissionReasons.Continued, objection.Index) : Permissions.No(otherwise, objection.Index);
    }

    /// <summary>A consent that holds for the purpose and everything asked, the newest; for a recipient, one that names it before one that does not.</summary>
    Consent? Consent()
    {
        Consent? valid = null;
        for (var i = person.Consents.Length - 1; i >= 0; i--)
        {
            var consent = person.Consents[i];
            if (!Holds(consent)) continue;
            if (question.Recipient is null || consent.Recipients.Contains(question.Recipient)) return consent;
            valid ??= consent;
        }
        return valid;
    }

    bool Holds(Consent consent) => question.Categories.IsEmpty
        ? consent.IsValid(question.Purpose, question.At)
        : question.Categories.All(c => consent.IsValid(question.Purpose, question.At, c));

    Achieved? Achieved(PolicyPurpose purpose, Consent? consent) =>
        person.Achieved.LastOrDefault(a => a.Purpose == purpose.Id) is { } achieved && !(consent?.Index > achieved.Index) ? achieved : null;

    PermissionAnswer Disclosure(PermissionAnswer processing)
    {
        if (!registers.Recipients.TryGetValue(question.Recipient!, out var recipient)) return Permissions.No(PermissionReasons.RecipientUnregistered);
        return question.Ground switch
        {
            DisclosureGround.Law => edition.Grounds(DisclosureGround.Law)
                ? Permissions.Yes(PermissionReasons.Law, recipient.Index) : Permissions.No(PermissionReasons.GroundNotInPolicy),
            DisclosureGround.Consent => ByConsent() ?? Permissions.No(PermissionReasons.NoConsentForRecipient),
            DisclosureGround.Service => ForService(processing) ?? Permissions.No(PermissionReasons.GroundNotInPolicy),
            _ => ByConsent() ?? ForService(processing) ?? Permissions.No(PermissionReasons.NoConsentForRecipient),
        };
    }

    PermissionAnswer? ByConsent() =>
        edition.Grounds(DisclosureGround.Consent) && Consent() is { } consent && consent.Recipients.Contains(question.Recipient!)
            ? Permissions.Yes(PermissionReasons.Consent, consent.Index) : null;

    /// <summary>3.3.2: the policy gives the ground, and the purpose itself rests on the contract or goes on under another documented ground.</summary>
    PermissionAnswer? ForService(PermissionAnswer processing)
    {
        if (!edition.Grounds(DisclosureGround.Service)) return null;
        if (processing.Reason == PermissionReasons.Continued) return processing;
        return person.Registered is not null && edition.Purpose(question.Purpose)!.Bases.Contains(LegalBasis.Contract)
            ? Permissions.Yes(PermissionReasons.Service, [.. processing.Deciding]) : null;
    }

    PermissionAnswer Message(PermissionAnswer processing)
    {
        var terms = edition.Published.Terms;
        if (question.Kind is { } kind && !terms.MessageKinds.Contains(kind)) return Permissions.No(PermissionReasons.KindUnknown);
        if (question.Channel is { } channel && !terms.Channels.Contains(channel)) return Permissions.No(PermissionReasons.ChannelUnknown);
        // A kind or channel left open means any of them, so one opt-out among them is enough for a no.
        var open = question.Kind is null || question.Channel is null;
        var optedOut = open
            ? person.Choices.LastOrDefault(c => !c.Wanted && c.Covers(question.Kind, question.Channel))
            : person.ChoiceOf(question.Kind, question.Channel) is { Wanted: false } newest ? newest : null;
        if (optedOut is not null) return Permissions.No(PermissionReasons.OptedOut, optedOut.Index);
        if (person.ChoiceOf(question.Kind, question.Channel) is { } wanted) return Permissions.Yes(PermissionReasons.OptedIn, [.. processing.Deciding, wanted.Index]);
        return question.Kind is { } informative && !MessageJudge.Promotional.Contains(informative)
            ? processing : Permissions.No(PermissionReasons.NotOptedIn);
    }
}
