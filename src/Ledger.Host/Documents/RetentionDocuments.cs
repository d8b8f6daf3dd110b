using Ledger.Policies;

namespace Ledger.Host.Documents;

/// <summary>Something that falls due. <c>due</c> is the first moment that is too late; <c>passed</c> is as of the answer. Without an edition the end is its own.</summary>
sealed record RetentionDocument(
    string Kind, LocalText Text, string? What, string? System, PersonName? Person, DateTimeOffset Since, DateTimeOffset Due, bool Passed, string? Edition,
    string State, bool DutyOpen, HoldName? Hold);

/// <summary>The hold that stops it: its id, its ground and who placed it.</summary>
sealed record HoldName(string Id, string Ground, string By);

/// <summary>A hold. Without categories it is about all of them.</summary>
sealed record HoldDocument(
    string Hold, string Ground, IReadOnlyList<string> Categories, string By, DateTimeOffset At, bool InPlace, DateTimeOffset? Lifted, PersonName Person,
    long Index);

/// <summary>What falls due, in a few words.</summary>
static class RetentionNames
{
    public static LocalText Of(string kind) => kind switch
    {
        Projections.KeepingKinds.Held => new("срок хранения категории", "term of a category"),
        Projections.KeepingKinds.Consent => new("срок согласия", "end of a consent"),
        Projections.KeepingKinds.Achieved => new("хранение после цели", "keeping after a purpose"),
        Projections.KeepingKinds.Evidence => new("хранение доказательств", "keeping of evidence"),
        Projections.KeepingKinds.Act => new("хранение акта", "keeping of an act"),
        _ => new(kind, kind),
    };
}
