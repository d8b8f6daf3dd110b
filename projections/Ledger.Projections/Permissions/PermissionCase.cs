using System.Collections.Immutable;
using Ledger.Consents;
using Ledger.Disclosures;
using Ledger.Policies;
using Ledger.Registers;

namespace Ledger.Projections;

/// <summary>One question put to one person's state under one edition: the checks in their fixed order, the first that objects answers.</summary>
sealed class PermissionCase(PersonState person, OperatorRegisters registers, Edition edition, PermissionQuestion question)
{
    ImmutableArray<string> _categories = question.Categories;

    public PermissionAnswer Decide()
    {
        if (edition.Purpose(question.Purpose) is not { } purpose) return Permissions.No(PermissionReasons.PurposeUnknown);
        if (purpose.AnonymisedOnly) return Permissions.No(PermissionReasons.AnonymisedOnly);
        if (question.Categories.Any(c => !purpose.Categories.Contains(c))) return Permissions.No(PermissionReasons.CategoryUndeclared);
        if (_categories.IsEmpty) _categories = [.. purpose.Categories];
        if (Blocked() is { } blocked) return Permissions.No(PermissionReasons.Blocked, blocked.Index);
        var answer = question.Recipient is null && question.Ground is null ? Processing(purpose) : Disclosure(purpose);
        return answer.Allowed && (question.Kind ?? question.Channel) is not null ? Message(answer) : answer;
    }

    Block? Blocked()
    {
        foreach (var category in _categories)
            if (person.BlockOf(category) is { } block) return block;
        return null;
    }

    /// <summary>Whether the purpose may go on at all, and on which basis.</summary>
    PermissionAnswer Processing(PolicyPurpose purpose)
    {
        if (Objected() is { } objected) return objected;
        var consent = Consent();
        if (Achieved(consent?.Given, consent?.Index) is { } achieved) return Permissions.No(PermissionReasons.PurposeAchieved, achieved.Index);
        if (consent is not null) return Permissions.Yes(PermissionReasons.Consent, consent.Index);
        foreach (var basis in purpose.Bases)
            if (Suffices(basis)) return Permissions.Yes(Names.Of(basis));
        return WhyNoConsent();
    }

    /// <summary>A basis that needs no consent. Statistics and the state's anonymised data are for no data that tells who is meant (152-FZ 6(1)(9), 6(1)(9.1)).</summary>
    bool Suffices(LegalBasis basis) => basis switch
    {
        LegalBasis.Consent or LegalBasis.Statistics or LegalBasis.AnonymisedData => false,
        LegalBasis.Contract => person.Registered is not null,
        _ => true,
    };

    PermissionAnswer WhyNoConsent()
    {
        var given = person.Consents.Where(c => c.Covers(question.Purpose) && !c.Dissemination).ToList();
        if (given.LastOrDefault(c => c.HasExpired(question.At)) is { } expired) return Permissions.No(PermissionReasons.ConsentExpired, expired.Index);
        var valid = given.Where(c => c.IsValid(question.Purpose, question.At)).ToList();
        if (valid.LastOrDefault(IsBundled) is { } bundled) return Permissions.No(PermissionReasons.ConsentBundled, bundled.Index);
        return question.Categories.IsEmpty && valid.Count > 0
            ? Permissions.No(PermissionReasons.ConsentNarrower, valid[^1].Index)
            : Permissions.No(PermissionReasons.NoConsent);
    }

    /// <summary>
    /// A demand to stop or a withdrawal that stands. After it, only what was documented to rest on another ground goes on, for the categories it was
    /// documented for (152-FZ 9(2)), and every one that stands must let it.
    /// </summary>
    PermissionAnswer? Objected()
    {
        var stop = person.StoppedBy(question.Purpose, question.At, _categories, Counts);
        var withdrawal = person.WithdrawnBy(question.Purpose, question.At, _categories, Counts);
        if (stop is not null && !GoesOn(stop)) return Permissions.No(PermissionReasons.StopDemanded, stop.Index);
        if (withdrawal is not null && !GoesOn(withdrawal)) return Permissions.No(PermissionReasons.ConsentWithdrawn, withdrawal.Index);
        if ((withdrawal ?? stop) is not { } last) return null;
        return Achieved(last.At, last.Index) is { } achieved
            ? Permissions.No(PermissionReasons.PurposeAchieved, achieved.Index)
            : Permissions.Yes(PermissionReasons.Continued, last.Index);
    }

    bool GoesOn(Objection objection) => !objection.ContinuedFor(question.Purpose, _categories).IsEmpty;

    /// <summary>A consent that holds for the purpose and everything asked, the newest; for a recipient, one that names it before one that does not.</summary>
    Consent? Consent()
    {
        Consent? valid = null;
        for (var i = person.Consents.Length - 1; i >= 0; i--)
        {
            var consent = person.Consents[i];
            // 152-FZ 10.1(1): a consent to dissemination is apart from every other one, and stands for none.
            if (consent.Dissemination || !Holds(consent)) continue;
            if (question.Recipient is null || consent.Recipients.Contains(question.Recipient)) return consent;
            valid ??= consent;
        }
        return valid;
    }

    bool Holds(Consent consent) => Counts(consent) && (_categories.IsEmpty
        ? consent.IsValid(question.Purpose, question.At)
        : _categories.All(c => consent.IsValid(question.Purpose, question.At, c)));

    bool Counts(Consent consent) => !IsBundled(consent);

    bool IsBundled(Consent consent) => consent.IsBundled(registers.Clock);

    /// <summary>The achievement of the purpose that nothing has overtaken since, by the order of happening.</summary>
    Achieved? Achieved(DateTimeOffset? since, long? index)
    {
        foreach (var achieved in person.Achieved)
            if (achieved.Purpose == question.Purpose && !(since is { } then && (then, index ?? 0).CompareTo((achieved.At, achieved.Index)) > 0)) return achieved;
        return null;
    }

    PermissionAnswer Disclosure(PolicyPurpose purpose)
    {
        if (question.Recipient is null) return Permissions.No(PermissionReasons.RecipientMissing);
        if (!registers.Recipients.TryGetValue(question.Recipient, out var recipient)) return Permissions.No(PermissionReasons.RecipientUnregistered);
        if (!edition.Stores(recipient.Terms.Country)) return Permissions.No(PermissionReasons.RecipientAbroad, recipient.Index);
        if (recipient.Terms is { Kind: RecipientKind.Processor, Instruction: null or "" })
            return Permissions.No(PermissionReasons.InstructionMissing, recipient.Index);
        if (question.Ground == DisclosureGround.Law)
            return edition.Grounds(DisclosureGround.Law)
                ? Permissions.Yes(PermissionReasons.Law, recipient.Index) : Permissions.No(PermissionReasons.GroundNotInPolicy);
        if (recipient.Terms.Kind == RecipientKind.Public) return Dissemination();
        var processing = Processing(purpose);
        if (!processing.Allowed) return processing;
        return question.Ground switch
        {
            DisclosureGround.Consent => ByConsent() ?? Permissions.No(PermissionReasons.NoConsentForRecipient),
            DisclosureGround.Service => ForService(purpose, processing) ?? Permissions.No(PermissionReasons.GroundNotInPolicy),
            _ => ByConsent() ?? ForService(purpose, processing) ?? Permissions.No(PermissionReasons.NoConsentForRecipient),
        };
    }

    PermissionAnswer? ByConsent() =>
        edition.Grounds(DisclosureGround.Consent) && Consent() is { } consent && consent.Recipients.Contains(question.Recipient!)
            ? Permissions.Yes(PermissionReasons.Consent, consent.Index) : null;

    /// <summary>3.3.2: the policy gives the ground, and the purpose itself rests on the contract, or was documented to go on under it.</summary>
    PermissionAnswer? ForService(PolicyPurpose purpose, PermissionAnswer processing)
    {
        if (!edition.Grounds(DisclosureGround.Service)) return null;
        if (processing.Reason == PermissionReasons.Continued) return UnderContract(processing) ? processing : null;
        return person.Registered is not null && purpose.Bases.Contains(LegalBasis.Contract)
            ? Permissions.Yes(PermissionReasons.Service, [.. processing.Deciding]) : null;
    }

    /// <summary>What a law orders to keep is not thereby needed for a service.</summary>
    bool UnderContract(PermissionAnswer continued) => person.Withdrawals.Concat(person.StopDemands)
        .Where(o => continued.Deciding.Contains(o.Index))
        .All(o => _categories.All(c => o.ContinuedFor(question.Purpose, [c]).Any(g => g.Basis == LegalBasis.Contract)));

    /// <summary>To anybody: only by a consent of its own that allows it for every category, until the person demands that it stop (152-FZ 10.1).</summary>
    PermissionAnswer Dissemination()
    {
        if (question.Ground == DisclosureGround.Service || !edition.Grounds(DisclosureGround.Consent)) return Permissions.No(PermissionReasons.GroundNotInPolicy);
        if (Objected() is { } objected) return objected with { Allowed = false, Reason = objected.Allowed ? PermissionReasons.NoConsentForRecipient : objected.Reason };
        if (person.DisseminationStoppedBy(question.Purpose, question.At, _categories, Counts) is { } stop)
            return Permissions.No(PermissionReasons.StopDemanded, stop.Index);
        var consent = person.Consents.LastOrDefault(c => Holds(c) && _categories.All(category => c.Disseminable.Contains(category)));
        if (Achieved(consent?.Given, consent?.Index) is { } achieved) return Permissions.No(PermissionReasons.PurposeAchieved, achieved.Index);
        return consent is { Dissemination: true }
            ? Permissions.Yes(PermissionReasons.Consent, consent.Index) : Permissions.No(PermissionReasons.NoConsentForRecipient);
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
        if (!open && person.ChoiceOf(question.Kind, question.Channel) is { } wanted)
            return Permissions.Yes(PermissionReasons.OptedIn, [.. processing.Deciding, wanted.Index]);
        return question.Kind is { } informative && !MessageJudge.Promotional.Contains(informative)
            ? processing : Permissions.No(PermissionReasons.NotOptedIn);
    }
}
