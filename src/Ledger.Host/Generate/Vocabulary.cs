namespace Ledger.Host.Generate;

/// <summary>The words of the sample policy edition (deploy/policies) that the traffic uses.</summary>
static class Vocabulary
{
    public const string Edition = "x-keeper-2025";
    public const string Panel = "x-keeper-panel";

    public const string Identification = "identification";
    public const string Personalised = "personalised-service";
    public const string Contact = "contact";
    public const string Improvement = "improvement";
    public const string Statistics = "statistics";
    public const string Support = "support";

    public static readonly string[] Provided = ["name", "email", "phone"];
    public static readonly string[] Automatic = ["cookies", "device"];
    public static readonly string[] SupportData = ["support-contact", "support-software", "support-traces"];

    public const string PanelSystem = "panel-db";
    public const string TelemetrySystem = "telemetry-db";
    public const string SupportSystem = "support-desk";
    public const string ForeignSystem = "crash-analytics";

    /// <summary>Kinds of message (4.1, 4.2) with the channels a person usually picks for them.</summary>
    public static readonly MessageKind[] Kinds =
    [
        new("personal", ["push", "sms"]), new("faults-and-updates", ["push", "email"]), new("news", ["email"]), new("offers", ["email", "sms"]),
        new("terms", ["email", "web"]),
    ];

    /// <summary>The recipients, most used first: the first takes about a third of the disclosures (Zipf).</summary>
    public static readonly Recipient[] Recipients =
    [
        new("sms-gateway", "processor"), new("mail-gateway", "processor"), new("hosting", "processor"), new("installers-msk", "partner"),
        new("insurer", "partner"), new("mvd", "state-body"), new("call-centre", "processor"), new("acquirer", "partner"),
        new("fssp", "state-body"), new("arbitration-court", "state-body"), new("fns", "state-body"), new("fleet-customer", "customer"),
    ];
}

/// <summary>A kind of message.</summary>
sealed record MessageKind(string Id, string[] Channels);

/// <summary>A third party of the registers.</summary>
sealed record Recipient(string Id, string Kind)
{
    public bool IsState => Kind == "state-body";
}
