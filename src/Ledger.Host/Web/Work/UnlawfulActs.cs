using Ledger.Projections;

namespace Ledger.Host.Web.Work;

/// <summary>Findings that say that processing may have been unlawful: what 152-FZ 21(3) and 21(3.1) then demand is to be thought of.</summary>
static class UnlawfulActs
{
    static readonly string[] Transfers =
    [
        FindingKinds.DisclosureNoGround, FindingKinds.GroundNotInPolicy, FindingKinds.DisclosureNoDocument, FindingKinds.RecipientUnregistered, FindingKinds.DisclosureNoConsent,
        FindingKinds.DisclosureAfterConsent, FindingKinds.DisclosureBlocked, FindingKinds.InstructionMissing,
    ];

    static readonly string[] Others =
    [
        FindingKinds.CategoryUndeclared, FindingKinds.CategoryUnknown, FindingKinds.PurposeUnknown, FindingKinds.StatisticsIdentifiable, FindingKinds.StorageAbroad, FindingKinds.ProcessingAfterStop,
        FindingKinds.CollectionBlocked, FindingKinds.CollectionNoConsent, FindingKinds.MessageUnasked, FindingKinds.SupportOtherPurpose, FindingKinds.ServiceOutOfScope,
    ];

    public static bool Contains(string code) => IsTransfer(code) || Others.Contains(code);

    /// <summary>Whether it is about data passed on: such a case is also an incident, where it violated rights.</summary>
    public static bool IsTransfer(string code) => Transfers.Contains(code);
}
