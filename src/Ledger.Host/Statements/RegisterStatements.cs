namespace Ledger.Host.Statements;

/// <summary>What officers say in the operator's own registers, and of findings and incidents.</summary>
static class RegisterStatements
{
    public static OfficerEvent Recipient(string recipient, string name, string kind, string country, string? inn, string? address, string? instruction) =>
        new("recipient.registered", null, new { recipient, name, kind, country, inn, address, instruction });

    public static OfficerEvent System(
        string system, string name, string country, bool automated, IReadOnlyList<string> services, IReadOnlyList<string> categories, IReadOnlyList<string>? copiesOf) =>
        new("system.registered", null, new { system, name, country, automated, services, categories, copiesOf = OfficerEvent.Some(copiesOf) });

    /// <summary>An edition of the policy; its data is the document itself.</summary>
    public static OfficerEvent Policy(object edition) => new("policy.published", null, edition);

    /// <summary>What is said of a person's finding is sealed under that person's key.</summary>
    public static OfficerEvent Explained(string? person, string finding, string? explanation) => new("finding.explained", person, new { finding, explanation });

    public static OfficerEvent Accepted(string? person, string finding, string? reason) => new("finding.accepted", person, new { finding, reason });

    public static OfficerEvent Notified(string incident, string stage, string notice, string? under, string? document, string? lateReasons) =>
        new("incident.regulator-notified", null, new { incident, stage, notice, under, document, lateReasons });
}

/// <summary>An incident as it is known by now: becomes <c>incident.reported</c>.</summary>
/// <param name="Number">The operator's own number of it.</param>
/// <param name="Kind">What happened, in a word.</param>
/// <param name="Detected">When anybody detected it.</param>
/// <param name="DetectedBy">Who.</param>
/// <param name="Known">When the operator learned of it.</param>
sealed record IncidentReport(string Number, string Kind, DateTimeOffset? Detected, string DetectedBy, DateTimeOffset? Known)
{
    public IReadOnlyList<string>? Categories { get; init; }

    public bool Harmless { get; init; }

    public long? Subjects { get; init; }

    public long? Records { get; init; }

    public string? Causes { get; init; }

    public string? Harm { get; init; }

    public string? Measures { get; init; }

    public string? Contact { get; init; }

    public string? Reporter { get; init; }

    public string? System { get; init; }

    public string? Processor { get; init; }

    public DateTimeOffset? ProcessorTold { get; init; }

    public IReadOnlyList<string>? Affected { get; init; }

    public IReadOnlyList<string>? Laws { get; init; }

    /// <summary>The event.</summary>
    public OfficerEvent Event() => new("incident.reported", null, new
    {
        incident = Number, detectedAt = Detected, detectedBy = DetectedBy, knownToOperatorAt = Known, kind = Kind, categories = Categories ?? [],
        rightsViolated = !Harmless, subjectsCount = Subjects, recordsCount = Records, causes = Causes, harm = Harm, measures = Measures, contact = Contact,
        reporter = Reporter, system = System, processor = Processor, processorNotifiedAt = ProcessorTold,
        affected = Affected is { Count: > 0 } some ? some.Select(person => new { person }).ToList() : null, regimes = OfficerEvent.Some(Laws),
    });

    /// <summary>Values of it are personal: none prints.</summary>
    public override string ToString() => nameof(IncidentReport);
}
