namespace Ledger.Law;

/// <summary>Names for the numbers of the register, so that other rooms name a rule and never a limit.</summary>
public static class RuleIds
{
    /// <summary>Consent is executed apart from any other document; in force for consents given since 2025-09-01.</summary>
    public const string SeparateConsent = "CONS-03";

    /// <summary>Publish the conditions of a consent to dissemination.</summary>
    public const string PublishDisseminationConditions = "CONS-10";

    /// <summary>Stop dissemination when the person who consented demands it.</summary>
    public const string StopDisseminationAtOnce = "CONS-11";

    /// <summary>Stop dissemination on a demand to any holder in breach.</summary>
    public const string StopDissemination = "CONS-12";

    /// <summary>Stop direct marketing on demand.</summary>
    public const string StopMarketing = "CONS-13";

    /// <summary>Answer an objection to an automated decision.</summary>
    public const string AnswerObjection = "CONS-14";

    /// <summary>Stop and destroy after consent was withdrawn.</summary>
    public const string DestroyAfterWithdrawal = "WDR-01";

    /// <summary>Stop processing on a demand.</summary>
    public const string StopOnDemand = "WDR-03";

    /// <summary>Stop unlawful processing that was detected.</summary>
    public const string StopUnlawfulProcessing = "DEST-01";

    /// <summary>Destroy data that cannot be processed lawfully.</summary>
    public const string DestroyUnlawful = "DEST-02";

    /// <summary>Destroy what the person proved to be unlawful or unnecessary.</summary>
    public const string DestroyOnProof = "DEST-03";

    /// <summary>Destroy when the purpose is achieved.</summary>
    public const string DestroyAfterPurpose = "DEST-04";

    /// <summary>Tell the regulator that all processing ended.</summary>
    public const string NotifyEndOfProcessing = "DEST-09";

    /// <summary>Wait for the regulator before a transfer to an unlisted country.</summary>
    public const string WaitBeforeTransfer = "DISC-05";

    /// <summary>Answer the regulator's request about a cross-border transfer.</summary>
    public const string AnswerTransferRequest = "DISC-06";

    /// <summary>Tell those who received the data that it goes.</summary>
    public const string TellRecipients = "DISC-09";

    /// <summary>Answer a person's request with the information of art. 14(7).</summary>
    public const string AnswerPerson = "INQ-01";

    /// <summary>Let a person who comes in person see the data.</summary>
    public const string ShowAtOnce = "INQ-02";

    /// <summary>Within this window a repeated request may be refused.</summary>
    public const string RepeatRequestWindow = "INQ-04";

    /// <summary>Give a person a reasoned refusal.</summary>
    public const string RefusePerson = "INQ-05";

    /// <summary>Answer the regulator's request.</summary>
    public const string AnswerRegulator = "INQ-07";

    /// <summary>Correct data and tell the person.</summary>
    public const string Rectify = "RECT-01";

    /// <summary>Block data while its lawfulness is checked.</summary>
    public const string BlockAtOnce = "RECT-02";

    /// <summary>Tell the regulator of an incident.</summary>
    public const string NotifyIncident = "INC-01";

    /// <summary>Tell the regulator what the internal investigation found.</summary>
    public const string NotifyInvestigation = "INC-02";

    /// <summary>Tell the regulator of the month's changes.</summary>
    public const string NotifyChanges = "GOV-07";

    /// <summary>How long proof of a consent is kept after it ended.</summary>
    public const string KeepConsentEvidence = "GOV-10";

    /// <summary>How long the act of destruction and the log export are kept.</summary>
    public const string KeepDestructionEvidence = "EVID-179";

    /// <summary>Act on a data subject's request (GDPR).</summary>
    public const string GdprActOnRequest = "GDPR-12";

    /// <summary>Notify the supervisory authority of a breach (GDPR).</summary>
    public const string GdprNotifyBreach = "GDPR-33";
}
