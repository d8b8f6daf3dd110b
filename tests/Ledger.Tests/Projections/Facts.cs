using Ledger.Consents;
using Ledger.Destruction;
using Ledger.Disclosures;
using Ledger.Persons;
using Ledger.Policies;
using Ledger.Sealing;

namespace Ledger.Tests.Projections;

/// <summary>Events in order, to be spoiled in one respect by a test.</summary>
static class Facts
{
    public static DataCollected Collected(params string[] categories) =>
        new(DataOrigin.Provided, "panel", ["service"], categories.Length == 0 ? ["email"] : categories, "crm");

    /// <summary>Consent to improvement, for the location.</summary>
    public static ConsentGiven Consent(string id = "c1") =>
        new(id, ["improvement"], ["location"], "2025", ConsentForm.Checkbox, true, "web", "ru");

    public static ConsentWithdrawn Withdrawn(params string[] purposes) => new(purposes, "web");

    /// <summary>E-mail passed to a partner for the service the person uses.</summary>
    public static DisclosureMade Disclosed() =>
        new("partner", ["email"], "service", DisclosureMode.Provision, "RU", DisclosureGround.Service,
            Document: new("contract", Story.Sealed, new DateOnly(2025, 1, 1)));

    public static DataDestroyed Destroyed(string system, params string[] categories) =>
        new(system, categories, true, "erased", DestructionReason.Withdrawal, new DateOnly(2026, 3, 20), Tool: new("eraser", "4567"),
            PerformedBy: [new(PersonRef.Of("s-00000000000000000000000000000007"), Story.Sealed, Story.Sealed)], Act: "act-1");

    public static ContinuedProcessing Continues(string category, string? purpose = null) =>
        new(category, LegalBasis.Contract, Story.Sealed, "ivanova", purpose);
}
