namespace Ledger.Host.Demo;

/// <summary>
/// A year of the operator behind a vehicle-tracking cloud, 2025, Moscow time: what a compliance officer lives through, as data. Its people are invented;
/// its due dates fall where weekends and moved days off make them hard.
/// </summary>
public static partial class Story
{
    /// <summary>The person whose whole trail is exported: consents, opts out, withdraws, is destroyed, forgotten years later, and comes back.</summary>
    public const string Anna = "u-1001";

    /// <summary>The person a state body asks about.</summary>
    public const string Ivan = "u-1002";

    /// <summary>The person whose telephone number was passed on unlawfully.</summary>
    public const string Maria = "u-1003";

    /// <summary>The person whose consent was part of another document.</summary>
    public const string Pavel = "u-1004";

    /// <summary>The regulator's inquiry.</summary>
    public const string Inquiry = "rkn-2025-31";

    internal const string Registration = "/services/registration";
    internal const string Panel = "/services/panel";
    internal const string Notifications = "/services/notifications";
    internal const string Gateway = "/services/gateway";
    internal const string Eraser = "/services/eraser";
    internal const string Office = "/office/registry";
    internal const string Security = "/office/security";

    /// <summary>The chapters, in order.</summary>
    public static IReadOnlyList<Chapter> Chapters { get; } =
    [
        Promises(), People(), OptOut(), StateBody(), Leak(), Service(), SeparateConsent(), OnePurpose(), Regulator(), Withdrawal(),
    ];

    /// <summary>What comes years later, when even the proof has had its term.</summary>
    public static IReadOnlyList<Chapter> Later { get; } = [Forgotten(), Return()];

    /// <summary>When the ledger's clock starts.</summary>
    public static DateTimeOffset Beginning { get; } = At(1, 1, 0);

    /// <summary>When the year has been told: the officer looks back.</summary>
    public static DateTimeOffset End { get; } = At(12, 30, 17);

    static DateTimeOffset At(int month, int day, int hour, int minute = 0) => In(2025, month, day, hour, minute);

    static DateTimeOffset In(int year, int month, int day, int hour, int minute = 0) => new(year, month, day, hour, minute, 0, TimeSpan.FromHours(3));

    internal static StoryEvent Of(string type, string source, string? subject, string data) => new(type, source, subject, data);

    internal static StoryEvent Registered(string person) =>
        Of("subject.registered", Registration, person, """{"service":"x-keeper-panel","regime":"ru"}""");

    internal static StoryEvent Consented(
        string person, string consent, string purposes, string categories, bool separate = true, string? ip = null, string edition = "x-keeper-2025") =>
        Of("consent.given", Registration, person, $$$"""
            {"consent":"{{{consent}}}","purposes":[{{{purposes}}}],"categories":[{{{categories}}}],"edition":"{{{edition}}}","form":"checkbox",
            "separateDocument":{{{(separate ? "true" : "false")}}},"channel":"registration-form","language":"ru",
            "evidence":{"ip":"{{{ip ?? "198.51.100.24"}}}","userAgent":"X-Keeper Panel/4.8.1 (Android 14)",
            "textSha256":"5f1d8c0e6b7a49d2b3c4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a"}}
            """);

    internal static StoryEvent Provided(string person) =>
        Of("data.collected", Registration, person, """
            {"origin":"provided","service":"x-keeper-panel","purposes":["identification","personalised-service","contact"],
            "categories":["name","email","phone"],"system":"panel-db"}
            """);

    internal static StoryEvent Observed(string person) =>
        Of("data.collected", Panel, person, """
            {"origin":"automatic","service":"x-keeper-panel","purposes":["personalised-service"],"categories":["cookies","device"],"system":"telemetry-db"}
            """);

    internal const string Main = "\"identification\",\"personalised-service\",\"contact\"";
    internal const string Held = "\"name\",\"email\",\"phone\",\"device\"";
}
