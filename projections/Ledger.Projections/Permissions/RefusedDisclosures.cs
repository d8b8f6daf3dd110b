using Ledger.Disclosures;

namespace Ledger.Projections;

/// <summary>How a "no" about a disclosure is recorded.</summary>
public static class RefusedDisclosures
{
    /// <summary>
    /// The recorded reason for the reason of an answer (<see cref="PermissionReasons"/>). Null where there is nothing to record: the answer is yes, nobody
    /// knows the person, or no recipient was named. What cannot be read, and what the policy does not provide for, leaves the disclosure without a ground.
    /// </summary>
    public static DisclosureRefusalReason? ReasonOf(string reason) => reason switch
    {
        PermissionReasons.StopDemanded or PermissionReasons.ConsentWithdrawn or PermissionReasons.ConsentExpired or PermissionReasons.ConsentBundled
            or PermissionReasons.NoConsent or PermissionReasons.NoConsentForRecipient or PermissionReasons.OptedOut or PermissionReasons.NotOptedIn
            => DisclosureRefusalReason.NoConsent,
        PermissionReasons.CategoryUndeclared or PermissionReasons.ConsentNarrower => DisclosureRefusalReason.Excessive,
        PermissionReasons.RecipientUnregistered or PermissionReasons.InstructionMissing => DisclosureRefusalReason.NoAuthority,
        PermissionReasons.Blocked => DisclosureRefusalReason.Blocked,
        PermissionReasons.PersonGone or PermissionReasons.PersonForgotten => DisclosureRefusalReason.NoData,
        PermissionReasons.Unreadable or PermissionReasons.NoPolicy or PermissionReasons.PurposeUnknown or PermissionReasons.AnonymisedOnly
            or PermissionReasons.PurposeAchieved or PermissionReasons.RecipientAbroad or PermissionReasons.GroundNotInPolicy
            or PermissionReasons.KindUnknown or PermissionReasons.ChannelUnknown
            => DisclosureRefusalReason.NoGround,
        _ => null,
    };
}
