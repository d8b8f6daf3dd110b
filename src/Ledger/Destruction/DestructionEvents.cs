using System.Text.Json.Serialization;
using Ledger.Consents;
using Ledger.Journal;
using Ledger.Persons;
using Ledger.Sealing;

namespace Ledger.Destruction;

/// <summary>Why data is destroyed.</summary>
public enum DestructionReason
{
    /// <summary>Consent was withdrawn (152-FZ 21(5)).</summary>
    Withdrawal,

    /// <summary>The purpose was achieved, or its retention ended (152-FZ 21(4), 5(7)).</summary>
    PurposeAchieved,

    /// <summary>Processing was unlawful (152-FZ 21(3)).</summary>
    UnlawfulProcessing,

    /// <summary>The person showed that the data was obtained unlawfully or is not needed (152-FZ 20(3)).</summary>
    SubjectProof,

    /// <summary>The person demanded that processing stop (152-FZ 21(5.1)).</summary>
    StopDemanded,

    /// <summary>The regulator demanded it (152-FZ 23(3)(3)).</summary>
    RegulatorDemand,
}

/// <summary>One system's report that it destroyed data, with the fields of Order RKN 179 of 28.10.2022. It shreds nothing by itself.</summary>
/// <param name="System">The system (ж).</param>
/// <param name="Categories">Which categories (д).</param>
/// <param name="Automated">Whether processing was automated: then the act needs an export of the log.</param>
/// <param name="Method">How (з).</param>
/// <param name="Reason">Why (и).</param>
/// <param name="DestroyedOn">Local date of destruction (к).</param>
/// <param name="ReasonText">Why, in words.</param>
/// <param name="Purposes">The purposes it was held for, where it is not all of them.</param>
/// <param name="Tool">The tool that destroyed it (152-FZ 19(2)(3.1)).</param>
/// <param name="PerformedBy">Who did it (г).</param>
/// <param name="Processor">The processor, where processing was instructed: the recipient's id in the registers (б).</param>
/// <param name="Media">The material media, where there were any (е).</param>
/// <param name="Act">Reference of the act.</param>
/// <param name="SubjectName">Full name of the person, as the act is to show it (в); without it the act shows the operator's own id of the person.</param>
/// <param name="GatheredUpTo">Only data gathered until then went, where what came later stays.</param>
/// <param name="Duties">Written by the ledger.</param>
public sealed record DataDestroyed(
    string System, [Items(1)] IReadOnlyList<string> Categories, bool Automated, string Method, DestructionReason Reason, DateOnly DestroyedOn,
    [Sealed(KeyClass.Evidence, "destruction-act")] PersonalValue? ReasonText = null, IReadOnlyList<string>? Purposes = null,
    DestructionTool? Tool = null, IReadOnlyList<Performer>? PerformedBy = null, string? Processor = null, IReadOnlyList<Medium>? Media = null,
    string? Act = null, [Text(256), Sealed(KeyClass.Evidence, "destruction-act")] PersonalValue? SubjectName = null,
    DateTimeOffset? GatheredUpTo = null, [ByLedger] IReadOnlyList<DutyTerms>? Duties = null) : PersonEvent, IOpensDuties
{
    /// <inheritdoc/>
    public IOpensDuties WithDuties(IReadOnlyList<DutyTerms> duties) => this with { Duties = duties };
}

/// <summary>A tool with a destruction function.</summary>
/// <param name="Name">Name and version.</param>
/// <param name="Certificate">Number of its certificate.</param>
public sealed record DestructionTool(string Name, string? Certificate = null);

/// <summary>Somebody who destroyed data; a person too, whose name is sealed under that person's own key.</summary>
/// <param name="Person">Who.</param>
/// <param name="FullName">Full name.</param>
/// <param name="Position">Position.</param>
public sealed record Performer(
    PersonRef Person, [Text(256), Sealed(KeyClass.Evidence, "destruction-act", Owner = nameof(Person))] PersonalValue FullName,
    [Text(256), Sealed(KeyClass.Evidence, "destruction-act", Owner = nameof(Person))] PersonalValue Position);

/// <summary>A destroyed material medium.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sheets">How many sheets.</param>
public sealed record Medium([Text(256), Sealed(KeyClass.Evidence, "destruction-act")] PersonalValue Name, long Sheets);

/// <summary>Who demands destruction.</summary>
public enum DemandFrom
{
    /// <summary>The person, with proof that the data was obtained unlawfully or is not needed (152-FZ 20(3)).</summary>
    Subject,

    /// <summary>The regulator (152-FZ 23(3)(3)).</summary>
    Regulator,
}

/// <summary>Destruction was demanded, with proof (152-FZ 20(3)) or by the regulator (23(3)(3)). Its time is the moment it arrived at the channel's edge.</summary>
/// <param name="From">Who demands it.</param>
/// <param name="Categories">Which categories; empty means all.</param>
/// <param name="Channel">Where it arrived.</param>
/// <param name="Purposes">The purposes it is about, where it is not all of them.</param>
/// <param name="DueOn">The last local day the regulator's demand itself sets; the law's own end stands where that is earlier.</param>
/// <param name="Inquiry">The inquiry that brought it.</param>
/// <param name="Letter">SHA-256 of the letter.</param>
/// <param name="Continued">What stays under another ground.</param>
/// <param name="Duties">Written by the ledger.</param>
public sealed record DestructionDemanded(
    DemandFrom From, IReadOnlyList<string> Categories, string Channel, IReadOnlyList<string>? Purposes = null, DateOnly? DueOn = null,
    string? Inquiry = null, [Sha256, Sealed(KeyClass.Evidence, "letter")] PersonalValue? Letter = null,
    IReadOnlyList<ContinuedProcessing>? Continued = null, [ByLedger] IReadOnlyList<DutyTerms>? Duties = null) : PersonEvent, IOpensDuties
{
    /// <inheritdoc/>
    public IOpensDuties WithDuties(IReadOnlyList<DutyTerms> duties) => this with { Duties = duties };
}

/// <summary>
/// Data reached the end of the term for which the policy keeps its category (152-FZ 5(7)): it goes as when a purpose is achieved (21(4)). Its time is the
/// end of the term. The ledger's own retention step records it.
/// </summary>
/// <param name="Categories">Which categories.</param>
/// <param name="Edition">The policy edition that sets the term.</param>
/// <param name="GatheredUpTo">Data gathered until then is meant; what came later has its own term.</param>
/// <param name="Duties">Written by the ledger.</param>
public sealed record RetentionEnded(
    [Items(1)] IReadOnlyList<string> Categories, string Edition, DateTimeOffset GatheredUpTo, [ByLedger] IReadOnlyList<DutyTerms>? Duties = null)
    : PersonEvent, IOpensDuties
{
    /// <inheritdoc/>
    public IOpensDuties WithDuties(IReadOnlyList<DutyTerms> duties) => this with { Duties = duties };
}

/// <summary>Content keys were destroyed: what was sealed under them can never be read again.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Categories">Categories whose content keys go; empty means every content key of the person.</param>
/// <param name="Answers">Ids of the duty rules this answers.</param>
/// <param name="Purposes">
/// Purposes whose own content keys go: those of categories that nothing else of this person needs any more. Named alone, no other key goes.
/// </param>
/// <param name="Keys">Names of the keys, written by the ledger.</param>
public sealed record PersonShredded(
    DestructionReason Reason, IReadOnlyList<string> Categories, IReadOnlyList<string>? Answers = null, IReadOnlyList<string>? Purposes = null,
    [ByLedger, Items(1, 256), Text(256)] IReadOnlyList<string>? Keys = null) : PersonEvent
{
    /// <summary>The categories that went, also where purposes said so; empty where all did.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Gone => IsWhole ? [] :
        [.. Categories.Union((Keys ?? []).Select(KeyName.Parse).OfType<KeyName>().Where(key => !key.IsOfAnswer && key.Category != KeyName.PublishedCategory).Select(key => key.Category))];

    /// <summary>Whether every content key of the person goes.</summary>
    [JsonIgnore]
    public bool IsWhole => Categories.Count == 0 && Purposes is not { Count: > 0 };
}

/// <summary>Why a person is forgotten.</summary>
public enum ForgetReason
{
    /// <summary>The term for which evidence is kept has ended (Order RKN 179, three years).</summary>
    EvidenceTermEnded,

    /// <summary>A court or the regulator ordered it.</summary>
    Ordered,
}

/// <summary>Evidence keys and the lookup from the operator's user id were destroyed: nobody can tell any more whom the token meant.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Keys">Names of the keys, written by the ledger.</param>
public sealed record PersonForgotten(
    ForgetReason Reason, [ByLedger, Items(1, 256), Text(256)] IReadOnlyList<string>? Keys = null) : PersonEvent;

/// <summary>Why data must not be destroyed for now.</summary>
public enum HoldGround
{
    /// <summary>A court's ruling or proceedings.</summary>
    Court,

    /// <summary>An investigation.</summary>
    Investigation,

    /// <summary>A claim to be made or defended.</summary>
    Claim,

    /// <summary>An inspection by the regulator.</summary>
    Regulator,

    /// <summary>A law that orders keeping.</summary>
    Law,
}

/// <summary>Destruction is forbidden until the hold is lifted.</summary>
/// <param name="Hold">Identifies the hold within the person's stream.</param>
/// <param name="Ground">Why.</param>
/// <param name="Categories">Which categories; empty means all.</param>
/// <param name="Document">The document that orders it.</param>
public sealed record HoldPlaced(
    string Hold, HoldGround Ground, IReadOnlyList<string> Categories, [Sealed(KeyClass.Evidence, "hold")] PersonalValue? Document = null) : PersonEvent;

/// <summary>A hold was lifted.</summary>
/// <param name="Hold">Which hold.</param>
/// <param name="Reason">Why.</param>
public sealed record HoldLifted(string Hold, [Sealed(KeyClass.Evidence, "hold")] PersonalValue Reason) : PersonEvent;

/// <summary>A document was attached: its hash is on record, the document stays where it is kept.</summary>
/// <param name="Kind">Kind of document, for example <c>act</c>, <c>letter</c>, <c>screenshot</c>.</param>
/// <param name="Sha256">Its SHA-256.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="Of">What it belongs to: a consent, an act, an event.</param>
public sealed record EvidenceAttached(
    string Kind, [Sha256, Sealed(KeyClass.Evidence, "attachment")] PersonalValue Sha256, string MediaType, string Of) : PersonEvent;
