using Ledger.Journal;
using Ledger.Persons;
using Ledger.Sealing;

namespace Ledger.Incidents;

/// <summary>What happens to an incident: an event of that incident's stream.</summary>
public abstract record IncidentEvent : IOfIncident
{
    /// <summary>The operator's own number of it.</summary>
    public abstract string Incident { get; init; }
}

/// <summary>Who detected an incident; the clock starts with any of them (152-FZ 21(3.1)).</summary>
public enum DetectedBy
{
    /// <summary>The operator.</summary>
    Operator,

    /// <summary>The regulator.</summary>
    Regulator,

    /// <summary>A person concerned (policy 3.6).</summary>
    Person,

    /// <summary>Another interested person.</summary>
    ThirdParty,
}

/// <summary>Personal data was passed on unlawfully or by accident (152-FZ 21(3.1); policy 3.5-3.6).</summary>
/// <param name="Incident">The operator's own number of it.</param>
/// <param name="DetectedAt">When it was detected, by anybody: 24 and 72 hours run from here.</param>
/// <param name="DetectedBy">By whom.</param>
/// <param name="KnownToOperatorAt">When the operator learned of it.</param>
/// <param name="Kind">What happened, for example <c>stolen-credentials</c>, <c>leak</c>, <c>wrong-recipient</c>.</param>
/// <param name="Categories">Which categories.</param>
/// <param name="RightsViolated">Whether it violated rights of persons: only then must the regulator be told.</param>
/// <param name="SubjectsCount">How many persons, as far as known.</param>
/// <param name="RecordsCount">How many records, as far as known.</param>
/// <param name="Causes">Presumed causes.</param>
/// <param name="Harm">Presumed harm.</param>
/// <param name="Measures">Measures taken.</param>
/// <param name="Contact">Who answers the regulator's questions.</param>
/// <param name="Reporter">The person who reported it.</param>
/// <param name="System">Where.</param>
/// <param name="Processor">The processor it happened at: the recipient's id in the registers.</param>
/// <param name="ProcessorNotifiedAt">When the processor told the operator (152-FZ 6(3)).</param>
/// <param name="Affected">Persons whose data it was, as far as known and not too many to name.</param>
/// <param name="Regimes">The laws their data is under; left out, those of the persons named, or 152-FZ where none is.</param>
/// <param name="Duties">Written by the ledger.</param>
public sealed record IncidentReported(
    string Incident, DateTimeOffset DetectedAt, DetectedBy DetectedBy, DateTimeOffset KnownToOperatorAt, string Kind,
    IReadOnlyList<string> Categories, bool RightsViolated, long? SubjectsCount = null, long? RecordsCount = null,
    [Sealed(KeyClass.Content, "incident")] PersonalValue? Causes = null, [Sealed(KeyClass.Content, "incident")] PersonalValue? Harm = null,
    [Sealed(KeyClass.Content, "incident")] PersonalValue? Measures = null, [Sealed(KeyClass.Content, "incident")] PersonalValue? Contact = null,
    PersonRef? Reporter = null, string? System = null, string? Processor = null, DateTimeOffset? ProcessorNotifiedAt = null,
    IReadOnlyList<AffectedPerson>? Affected = null, IReadOnlyList<Regime>? Regimes = null, [ByLedger] IReadOnlyList<DutyTerms>? Duties = null)
    : IncidentEvent, IOpensDuties
{
    /// <inheritdoc/>
    public IOpensDuties WithDuties(IReadOnlyList<DutyTerms> duties) => this with { Duties = duties };
}

/// <summary>A person whose data an incident concerns.</summary>
/// <param name="Person">Who.</param>
public sealed record AffectedPerson(PersonRef Person);

/// <summary>The two notices of 152-FZ 21(3.1).</summary>
public enum NoticeStage
{
    /// <summary>Within 24 hours: the incident.</summary>
    Primary,

    /// <summary>Within 72 hours: the results of the internal investigation.</summary>
    Additional,
}

/// <summary>The regulator was notified.</summary>
/// <param name="Incident">The operator's own number of it.</param>
/// <param name="Stage">Which notice.</param>
/// <param name="Notice">The number the regulator gave it.</param>
/// <param name="Under">Under which law: <c>ru</c> is a notice to Roskomnadzor, <c>eu</c> one to the supervisory authority (GDPR 33); left out, whatever is due.</param>
/// <param name="Document">SHA-256 of the notice.</param>
/// <param name="LateReasons">Why it is late (GDPR 33(1)).</param>
public sealed record IncidentRegulatorNotified(
    string Incident, NoticeStage Stage, string Notice, Regime? Under = null, [Sha256, Sealed(KeyClass.Evidence, "incident")] PersonalValue? Document = null,
    [Sealed(KeyClass.Content, "incident")] PersonalValue? LateReasons = null) : IncidentEvent;

/// <summary>The internal investigation ended.</summary>
/// <param name="Incident">The operator's own number of it.</param>
/// <param name="Order">The order it was held by.</param>
/// <param name="Results">What it found.</param>
/// <param name="Culprits">Whose actions caused it, if anybody's.</param>
/// <param name="Measures">Further measures.</param>
public sealed record IncidentInvestigated(
    string Incident, string Order, [Sealed(KeyClass.Content, "incident")] PersonalValue Results, IReadOnlyList<Culprit> Culprits,
    [Sealed(KeyClass.Content, "incident")] PersonalValue? Measures = null) : IncidentEvent;

/// <summary>Whose actions caused an incident.</summary>
/// <param name="Description">Who: a member of staff, an organisation, a network address.</param>
/// <param name="Person">The person, where the operator knows one.</param>
public sealed record Culprit([Sealed(KeyClass.Content, "incident")] PersonalValue Description, PersonRef? Person = null);
