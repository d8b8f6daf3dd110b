namespace Ledger.Host.Generate;

/// <summary>What happens in one step of a life.</summary>
enum StepKind
{
    Registered, Consented, ConsentedToImprovement, RefusedImprovement, ConsentedToInsurer, Provided, Observed, OptedIn, OptedOut, Messaged, Disclosed,
    DisclosureRefused, Rectified, CaseOpened, Anonymised, Withdrew, Destroyed, Notified, Asked, Answered,
}

/// <summary>An honest mistake: well-formed, recorded, and a finding.</summary>
enum Mistake
{
    None, UndeclaredCategory, NoGround, AfterOptOut, Bundled, UnregisteredRecipient, IdentifiableStatistics, StoredAbroad, SupportDataElsewhere,
    UnknownEdition, Late,
}

/// <summary>One step of a life.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Arrives">When its event arrives, in seconds after the registration.</param>
/// <param name="Delay">How many seconds before that it happened.</param>
/// <param name="Detail">Which kind of message, which system: an index into the vocabulary.</param>
/// <param name="Mistake">What is wrong with it.</param>
readonly record struct LifeStep(StepKind Kind, int Arrives, int Delay = 0, int Detail = 0, Mistake Mistake = Mistake.None);

/// <summary>One course of events; every block of people lives each script once, at its own times and with its own values.</summary>
/// <param name="BundledBefore">Whether the consent was part of another document while the law still allowed it (until 2025-09-01).</param>
/// <param name="Steps">The steps, by arrival.</param>
sealed record LifeScript(bool BundledBefore, LifeStep[] Steps);
