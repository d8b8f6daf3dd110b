namespace Ledger;

/// <summary>The stable codes of refusals that the recording pipeline gives; docs/refusals.md explains each.</summary>
public static class Refusals
{
    /// <summary>The actor's role may not do that.</summary>
    public const string NotAllowed = "not-allowed";

    /// <summary>The publisher may not publish under this source.</summary>
    public const string SourceNotAllowed = "source-not-allowed";

    /// <summary>The publisher may not publish events of this type.</summary>
    public const string TypeNotAllowed = "type-not-allowed";

    /// <summary>Who reads a person's file must say why.</summary>
    public const string ReasonMissing = "reason-missing";

    /// <summary>The reason would stand in the clear, and is no code.</summary>
    public const string ReasonNotCode = "reason-not-code";

    /// <summary>No policy edition of this name was published, or none is in force yet.</summary>
    public const string PolicyUnknown = "policy-unknown";

    /// <summary>No event of this index is recorded.</summary>
    public const string EventUnknown = "event-unknown";

    /// <summary>An earlier event of the same batch destroys the key this one is sealed under.</summary>
    public const string AfterDestruction = "after-destruction";

    /// <summary>Others keep changing the same records.</summary>
    public const string Busy = "busy";

    /// <summary>The batch before this one was refused, and this one was to follow it.</summary>
    public const string EarlierRefused = "earlier-refused";

    /// <summary>Nothing is recorded about this person.</summary>
    public const string PersonUnknown = "person-unknown";

    /// <summary>No inquiry of this number is recorded.</summary>
    public const string InquiryUnknown = "inquiry-unknown";

    /// <summary>The recorded event would be larger than 65,535 bytes.</summary>
    public const string TooLarge = "too-large";

    /// <summary>The batch would be larger than 1 MiB.</summary>
    public const string BatchTooLarge = "batch-too-large";

    /// <summary>The same source and id were published with other content.</summary>
    public const string PublicationDiffers = "publication-differs";

    /// <summary>The same source and id were published about another person.</summary>
    public const string PublicationNamesAnother = "publication-names-another";

    /// <summary>The ledger says already what the command asks for; nothing was recorded.</summary>
    public const string NothingNew = "nothing-new";

    /// <summary>The stream holds an event of a newer version, so that nothing can be decided on it.</summary>
    public const string StreamUnreadable = "stream-unreadable";
}
