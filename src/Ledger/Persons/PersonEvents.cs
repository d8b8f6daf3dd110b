using Ledger.Journal;
using Ledger.Policies;
using Ledger.Sealing;

namespace Ledger.Persons;

/// <summary>What happens to a person's data, consents and choices: an event of that person's stream.</summary>
public abstract record PersonEvent : IEventData;

/// <summary>The law a person's data is under.</summary>
public enum Regime
{
    /// <summary>152-FZ.</summary>
    Ru,

    /// <summary>GDPR.</summary>
    Eu,
}

/// <summary>The person became known: the first event of the stream, which says whom its token means.</summary>
/// <param name="Person">The operator's user id, sealed by the ledger.</param>
/// <param name="Service">The service the person registered with.</param>
/// <param name="Regime">The law the person's data is under.</param>
public sealed record SubjectRegistered(
    [ByLedger, Sealed(KeyClass.Evidence, KeyName.IdentityCategory)] PersonalValue? Person = null, string? Service = null, Regime Regime = Regime.Ru) : PersonEvent;

/// <summary>Data was gathered (policy 1.1; 152-FZ 6, 18).</summary>
/// <param name="Origin">How it was gathered.</param>
/// <param name="Service">The service that gathered it.</param>
/// <param name="Purposes">What for.</param>
/// <param name="Categories">Which categories.</param>
/// <param name="System">The system that holds it.</param>
/// <param name="Source">Who gave it, where that was not the person (152-FZ 18(3)).</param>
/// <param name="NoticeSentAt">When the person was told of that source.</param>
/// <param name="NoticeExemption">Why the person need not be told (152-FZ 18(4)).</param>
public sealed record DataCollected(
    DataOrigin Origin, string Service, [Items(1)] IReadOnlyList<string> Purposes, [Items(1)] IReadOnlyList<string> Categories, string System,
    string? Source = null, DateTimeOffset? NoticeSentAt = null, string? NoticeExemption = null) : PersonEvent;

/// <summary>Data was corrected (policy 1.3; 152-FZ 20(3), 21(2)).</summary>
/// <param name="Categories">Which categories.</param>
/// <param name="Systems">The systems it was corrected in; empty means all that hold it.</param>
/// <param name="Inquiry">The inquiry that asked for it.</param>
/// <param name="Document">What the correction rests on.</param>
/// <param name="DocumentSha256">SHA-256 of that document.</param>
/// <param name="SubmittedAt">When the facts were submitted, from which the seven working days run.</param>
/// <param name="Changes">What was changed, field by field: hashes, no value.</param>
/// <param name="Duties">Written by the ledger.</param>
public sealed record DataRectified(
    [Items(1)] IReadOnlyList<string> Categories, IReadOnlyList<string> Systems, string? Inquiry = null,
    [Sealed(KeyClass.Evidence, "rectification")] PersonalValue? Document = null,
    [Sha256, Sealed(KeyClass.Evidence, "rectification")] PersonalValue? DocumentSha256 = null, DateTimeOffset? SubmittedAt = null,
    IReadOnlyList<RectifiedField>? Changes = null, [ByLedger] IReadOnlyList<DutyTerms>? Duties = null) : PersonEvent, IOpensDuties
{
    /// <inheritdoc/>
    public IOpensDuties WithDuties(IReadOnlyList<DutyTerms> duties) => this with { Duties = duties };
}

/// <summary>One field that was corrected.</summary>
/// <param name="Field">Which field, by the operator's own name of it.</param>
/// <param name="Old">SHA-256 of the value before; left out where there was none.</param>
/// <param name="New">SHA-256 of the value after.</param>
public sealed record RectifiedField(
    string Field, [Sha256, Sealed(KeyClass.Evidence, "rectification")] PersonalValue? Old = null,
    [Sha256, Sealed(KeyClass.Evidence, "rectification")] PersonalValue? New = null);

/// <summary>Why data is blocked.</summary>
public enum BlockReason
{
    /// <summary>Processing was found to be unlawful (152-FZ 21(1), 21(3)).</summary>
    UnlawfulProcessing,

    /// <summary>Data was found to be inaccurate (152-FZ 21(1)).</summary>
    Inaccuracy,

    /// <summary>Data cannot be destroyed in time (152-FZ 21(6)).</summary>
    DestructionImpossible,

    /// <summary>The regulator demanded it (152-FZ 23(3)(3)).</summary>
    RegulatorDemand,
}

/// <summary>Processing was suspended (152-FZ 3(7), 21(1), 21(6)).</summary>
/// <param name="Categories">Which categories; empty means all.</param>
/// <param name="Reason">Why.</param>
/// <param name="DetectedAt">When the reason was detected, where that was before the block; the duties start then.</param>
/// <param name="Until">Until when at the latest.</param>
/// <param name="Inquiry">The inquiry that revealed it.</param>
/// <param name="Explanation">Why destruction is impossible, without which a block prolongs nothing (21(6)), or what was found.</param>
/// <param name="Duties">
/// Written by the ledger: the duties it opens; for <c>destruction-impossible</c> none, but the new terms of the duties of destruction it prolongs (21(6)).
/// </param>
public sealed record DataBlocked(
    IReadOnlyList<string> Categories, BlockReason Reason, DateTimeOffset? DetectedAt = null, DateTimeOffset? Until = null, string? Inquiry = null,
    [Sealed(KeyClass.Evidence, "block")] PersonalValue? Explanation = null, [ByLedger] IReadOnlyList<DutyTerms>? Duties = null)
    : PersonEvent, IOpensDuties
{
    /// <inheritdoc/>
    public IOpensDuties WithDuties(IReadOnlyList<DutyTerms> duties) => this with { Duties = duties };
}

/// <summary>Why a block ended.</summary>
public enum UnblockReason
{
    /// <summary>The data was corrected (152-FZ 21(2)).</summary>
    Rectified,

    /// <summary>The check found processing lawful, or the data accurate.</summary>
    Confirmed,

    /// <summary>The breach was removed (152-FZ 21(3)).</summary>
    BreachRemoved,

    /// <summary>The data was destroyed.</summary>
    Destroyed,
}

/// <summary>Processing was resumed.</summary>
/// <param name="Categories">Which categories; empty means all.</param>
/// <param name="Reason">Why.</param>
/// <param name="Inquiry">The inquiry it answers.</param>
public sealed record DataUnblocked(IReadOnlyList<string> Categories, UnblockReason Reason, string? Inquiry = null) : PersonEvent;

/// <summary>The person made data public (policy 3.2).</summary>
/// <param name="Categories">Which categories.</param>
/// <param name="Service">Through which service.</param>
/// <param name="Resource">Where.</param>
public sealed record DataMadePublic(
    [Items(1)] IReadOnlyList<string> Categories, string? Service = null,
    [Sealed(KeyClass.Content, KeyName.PublicResourceCategory)] PersonalValue? Resource = null) : PersonEvent;

/// <summary>A method of anonymisation (Order RKN 140 of 19.06.2025).</summary>
public enum AnonymisationMethod
{
    /// <summary>Identifiers in place of values.</summary>
    Identifiers,

    /// <summary>Change of composition or meaning: removal, generalisation.</summary>
    Composition,

    /// <summary>Decomposition into parts kept apart.</summary>
    Decomposition,

    /// <summary>Shuffling between records.</summary>
    Shuffling,

    /// <summary>Transformation: aggregation.</summary>
    Transformation,
}

/// <summary>Data was anonymised (policy 2.2.5; 152-FZ 3(9)). It is no destruction.</summary>
/// <param name="Method">How.</param>
/// <param name="Purpose">What for.</param>
/// <param name="System">Where.</param>
/// <param name="Categories">Which categories.</param>
public sealed record DataAnonymised(
    AnonymisationMethod Method, string Purpose, string System, [Items(1)] IReadOnlyList<string> Categories) : PersonEvent;

/// <summary>A purpose was achieved or is no longer needed: its data goes (152-FZ 21(4), 5(7)).</summary>
/// <param name="Purpose">Which purpose.</param>
/// <param name="Categories">The categories held for it; empty means all of them.</param>
/// <param name="Duties">Written by the ledger.</param>
public sealed record PurposeAchieved(
    string Purpose, IReadOnlyList<string> Categories, [ByLedger] IReadOnlyList<DutyTerms>? Duties = null) : PersonEvent, IOpensDuties
{
    /// <inheritdoc/>
    public IOpensDuties WithDuties(IReadOnlyList<DutyTerms> duties) => this with { Duties = duties };
}
