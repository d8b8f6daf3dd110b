using System.Collections.Immutable;
using Ledger.Consents;
using Ledger.Destruction;
using Ledger.Disclosures;
using Ledger.Journal;
using Ledger.Messaging;
using Ledger.Persons;
using Ledger.Policies;
using Ledger.Registers;
using Ledger.Support;

namespace Ledger.Listening;

/// <summary>Which purposes an event concerns: those it names, or every one, where it changes what may be done whatever the purpose.</summary>
/// <param name="Every">Whether it concerns every purpose: then no filter by purpose hides it.</param>
/// <param name="Named">The purposes it names.</param>
public readonly record struct PurposeReach(bool Every, ImmutableArray<string> Named)
{
    static readonly PurposeReach All = new(true, []), None = new(false, []);

    /// <summary>
    /// What the data says. Where a restriction names no purpose it means all of them; an event of a newer version cannot be read, so it must not be hidden.
    /// </summary>
    public static PurposeReach Of(IEventData data) => data switch
    {
        DataCollected collected => Of(collected.Purposes),
        ConsentGiven given => Of(given.Purposes),
        ConsentRefused refused => Of(refused.Purposes),
        ConsentWithdrawn withdrawn => AllUnlessNamed(withdrawn.Purposes),
        ProcessingStopDemanded { Dissemination: true } => All,   // it ends consents to dissemination, whatever they were for
        ProcessingStopDemanded demanded => AllUnlessNamed(demanded.Purposes),
        DataDestroyed destroyed => AllUnlessNamed(destroyed.Purposes),
        DestructionDemanded demanded => AllUnlessNamed(demanded.Purposes),
        ConsentExpired or ProcessingContinued or RetentionEnded => All,
        PurposeAchieved achieved => Of([achieved.Purpose]),
        DataAnonymised anonymised => Of([anonymised.Purpose]),
        DisclosureMade made => Of([made.Purpose]),
        DisclosureRefused refused => Of([refused.Purpose]),
        SupportCaseOpened opened => Of([opened.Purpose]),
        DataRectified or DataBlocked or DataUnblocked or MessagingOptedIn or MessagingOptedOut or PersonShredded or PersonForgotten => All,
        PolicyPublished or RecipientRegistered => All,
        UnknownEvent => All,
        _ => None,
    };

    /// <summary>Whether it concerns one of these purposes.</summary>
    public bool Concerns(IReadOnlySet<string> purposes)
    {
        ArgumentNullException.ThrowIfNull(purposes);
        return Every || Named.Any(purposes.Contains);
    }

    static PurposeReach Of(IReadOnlyList<string> named) => new(false, [.. named]);

    static PurposeReach AllUnlessNamed(IReadOnlyList<string>? named) => named is { Count: > 0 } ? Of(named) : All;
}
