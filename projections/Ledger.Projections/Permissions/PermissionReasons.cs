namespace Ledger.Projections;

/// <summary>Stable codes of the answers to "may I?". A yes may also bear the name of a legal basis (<c>contract</c>, <c>law</c>, <c>legitimate-interest</c> ...).</summary>
public static class PermissionReasons
{
    /// <summary>Yes: a valid consent.</summary>
    public const string Consent = "consent";

    /// <summary>Yes: it goes on under another documented ground after a withdrawal or demand (152-FZ 9(2)).</summary>
    public const string Continued = "continued";

    /// <summary>Yes: a service the person uses needs it (3.3.2).</summary>
    public const string Service = "service";

    /// <summary>Yes: a law and its procedure (3.3.3); the document must be shown with the disclosure.</summary>
    public const string Law = "law";

    /// <summary>Yes: the person asked for such messages.</summary>
    public const string OptedIn = "opted-in";

    /// <summary>No: nothing is known of the person.</summary>
    public const string PersonUnknown = "person-unknown";

    /// <summary>No: the person's content keys were destroyed.</summary>
    public const string PersonGone = "person-gone";

    /// <summary>No: nobody can tell any more who that was.</summary>
    public const string PersonForgotten = "person-forgotten";

    /// <summary>No: an event about the person cannot be read by this version; nothing is decided on it.</summary>
    public const string Unreadable = "unreadable";

    /// <summary>No: no policy was in force.</summary>
    public const string NoPolicy = "no-policy";

    /// <summary>No: the policy names no such purpose.</summary>
    public const string PurposeUnknown = "purpose-unknown";

    /// <summary>No: only anonymised data may be used for it (2.2.5).</summary>
    public const string AnonymisedOnly = "anonymised-only";

    /// <summary>No: the policy does not declare the category for the purpose.</summary>
    public const string CategoryUndeclared = "category-undeclared";

    /// <summary>No: the data is blocked.</summary>
    public const string Blocked = "blocked";

    /// <summary>No: the person demanded that processing stop.</summary>
    public const string StopDemanded = "stop-demanded";

    /// <summary>No: consent was withdrawn.</summary>
    public const string ConsentWithdrawn = "consent-withdrawn";

    /// <summary>No: consent has run out.</summary>
    public const string ConsentExpired = "consent-expired";

    /// <summary>No: the consent covers some of the categories only; ask for those that are meant.</summary>
    public const string ConsentNarrower = "consent-narrower";

    /// <summary>No: the consent was taken together with another document (152-FZ 9(1), since 2025-09-01).</summary>
    public const string ConsentBundled = "consent-bundled";

    /// <summary>No: there is no consent, and nothing else to rest on.</summary>
    public const string NoConsent = "no-consent";

    /// <summary>No: the purpose was achieved.</summary>
    public const string PurposeAchieved = "purpose-achieved";

    /// <summary>No: a ground of disclosure was named without a recipient.</summary>
    public const string RecipientMissing = "recipient-missing";

    /// <summary>No: the recipient is not registered.</summary>
    public const string RecipientUnregistered = "recipient-unregistered";

    /// <summary>No: the recipient is in a country the policy does not name, and the ledger knows of no notice to the regulator (152-FZ 12).</summary>
    public const string RecipientAbroad = "recipient-abroad";

    /// <summary>No: the recipient is a processor without an instruction (152-FZ 6(3)).</summary>
    public const string InstructionMissing = "instruction-missing";

    /// <summary>No: no consent names the recipient, and no service needs it.</summary>
    public const string NoConsentForRecipient = "no-consent-for-recipient";

    /// <summary>No: the policy does not give that ground for this.</summary>
    public const string GroundNotInPolicy = "ground-not-in-policy";

    /// <summary>No: the policy names no such kind of message.</summary>
    public const string KindUnknown = "kind-unknown";

    /// <summary>No: the policy names no such channel.</summary>
    public const string ChannelUnknown = "channel-unknown";

    /// <summary>No: the person opted out.</summary>
    public const string OptedOut = "opted-out";

    /// <summary>No: such messages need an opt-in, and there is none.</summary>
    public const string NotOptedIn = "not-opted-in";
}
