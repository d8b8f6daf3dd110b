using System.Globalization;
using Ledger.Access;
using Ledger.Host.Server;
using Ledger.Host.Server.Identity;
using Ledger.Host.Stamping;
using Ledger.Intake;
using Ledger.Law;
using Ledger.Listening;
using Ledger.Proofs;

namespace Ledger.Host;

/// <summary>What an installation may set, by option, by <c>LEDGER_*</c> environment variable, or left to its default.</summary>
/// <param name="Data">The data folder.</param>
/// <param name="Origin">The name of a new ledger in its checkpoints: a schema-less URL of the operator's.</param>
/// <param name="Actor">Who acts on the command line: an account name, never a person's.</param>
/// <param name="Zone">The operator's time zone, for legal periods.</param>
/// <param name="Rules">How publications are judged.</param>
sealed record Settings(string Data, string Origin, Actor Actor, TimeZoneInfo Zone, PublishingRules Rules)
{
    /// <summary>The server commands act through (LEDGER_SERVER), or null.</summary>
    public string? ServerUrl { get; init; }

    /// <summary>The key they show it (LEDGER_API_KEY), or null; never from a file that lies about.</summary>
    public string? ApiKey { get; init; }

    /// <summary>How the server listens and what it takes.</summary>
    public ServerSettings Server { get; init; } = new();

    /// <summary>The folder that tombstones are exported to (LEDGER_TOMBSTONES), or null for none.</summary>
    public string? Tombstones { get; init; }

    /// <summary>The master key of an embedded ledger (null: in its folder) where it is not the environment's; null leaves it to the environment.</summary>
    public Func<byte[]?>? MasterKey { get; init; }

    /// <summary>Whether the ledger is one that is being restored or copied to, and opened by whoever does so.</summary>
    public bool Unfinished { get; init; }

    /// <summary>The name of the engine.</summary>
    public string Profile => Postgres switch { null => PostgresSettings.Embedded, { EventStore: null } => PostgresSettings.Profile, _ => PostgresSettings.ClusterProfile };

    /// <summary>Hosts that webhooks may be delivered to although their addresses are not public (LEDGER_WEBHOOK_HOSTS).</summary>
    public TrustedHosts WebhookHosts { get; init; } = TrustedHosts.None;

    /// <summary>The timestamp authority (LEDGER_TSA, LEDGER_TSA_EVERY_MINUTES), or null for none.</summary>
    public TsaSettings? Tsa { get; init; }

    /// <summary>The browser that prints PDFs (LEDGER_CHROMIUM), or null to look on PATH.</summary>
    public string? Chromium { get; init; }

    /// <summary>The databases of the profile <c>postgres</c> (LEDGER_PROFILE), or null for the embedded one.</summary>
    public PostgresSettings? Postgres { get; init; }

    public const string DataDefault = "ledger-data";
    public const string OriginDefault = "ledger.example/x-keeper";

    /// <summary>Settings from the environment; an unusable value is an input error that names its variable.</summary>
    public static Settings Read(string? data, string? profile = null) => new(
        data ?? Variable("DATA") ?? DataDefault,
        Checked("ORIGIN", OriginDefault, VerifierKey.IsName, "a name without spaces or plus, best a URL of yours without its scheme"),
        new(Checked("ACTOR", "cli", Accounts.MayBeGiven, "an account name of at most 64 letters, digits and . _ / # -, never a person's name"), Role.Administrator),
        Variable("TIMEZONE") is { } zone ? Zoned(zone) : LegalClock.Moscow,
        Variable("SKEW_SECONDS") is { } skew ? new(TimeSpan.FromSeconds(Number("SKEW_SECONDS", skew))) : PublishingRules.Default)
    {
        Postgres = PostgresSettings.Read(ProfileOf(profile)),
        Server = ReadServer(new()),
        WebhookHosts = new(Variable("WEBHOOK_HOSTS") is { } hosts ? hosts.ToLowerInvariant().Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries).ToHashSet() : new HashSet<string>()),
        Tombstones = Variable("TOMBSTONES"),
        Chromium = Variable("CHROMIUM"),
        Tsa = Variable("TSA") is { } tsa ? TsaSettings.Read(tsa, TimeSpan.FromMinutes(Number("TSA_EVERY_MINUTES", 60))) : null,
        ServerUrl = Variable("SERVER"),
        ApiKey = Environment.GetEnvironmentVariable("LEDGER_API_KEY") is { Length: > 0 } key ? key : null,
    };

    /// <summary>The name of the engine that an option, or else LEDGER_PROFILE, asks for.</summary>
    public static string ProfileOf(string? option) => option ?? Variable("PROFILE") ?? PostgresSettings.Embedded;

    /// <summary>A data folder that has a master key of its own is under it, whatever key the environment holds for a ledger that moves from there.</summary>
    public Settings OfItsOwnKey() => Postgres is null && System.IO.File.Exists(Path.Combine(Data, "master.key")) ? this with { MasterKey = static () => null } : this;

    /// <summary>The same on another engine, whose settings are those of the environment, with <c>LEDGER_TO_</c> before a name where the two need different ones.</summary>
    /// <exception cref="InputException">Something it needs is not set.</exception>
    public Settings Target(string profile, string? data)
    {
        var postgres = PostgresSettings.Read(profile, target: true);
        if (data is null && (postgres is null || Postgres is null)) throw new InputException("Name the folder to move to: --to-data DIR.");
        return this with { Data = data ?? Data, Postgres = postgres, MasterKey = PostgresSettings.TargetMasterKey };
    }

    static ServerSettings ReadServer(ServerSettings otherwise) => new()
    {
        Urls = Variable("URLS") ?? otherwise.Urls,
        Certificate = Variable("CERTIFICATE") is { } certificate ? (certificate, Variable("CERTIFICATE_KEY") ?? certificate) : null,
        PublicUrl = Variable("PUBLIC_URL") is { } url ? Public(url) : null,
        Advertise = Variable("ADVERTISE") is { } advertised ? Reached(advertised) : null,
        OwnFrameAncestors = Variable("OWN_FRAME_ANCESTORS") is { } sites ? Sites(sites) : null,
        BodyBytesMax = Number("BODY_BYTES_MAX", otherwise.BodyBytesMax),
        BatchEventsMax = Number("BATCH_EVENTS_MAX", otherwise.BatchEventsMax),
        PublishingMax = Number("PUBLISHING_MAX", otherwise.PublishingMax),
        PublishingBytesMax = Number("PUBLISHING_BYTES_MAX", otherwise.PublishingBytesMax),
        Rate = Number("RATE", otherwise.Rate),
        AnswerBytesMax = Variable("ANSWER_BYTES_MAX") is { } largest ? LongNumber("ANSWER_BYTES_MAX", largest) : otherwise.AnswerBytesMax,
        DiskFreeMin = Variable("DISK_FREE_MIN") is { } bytes ? LongNumber("DISK_FREE_MIN", bytes) : otherwise.DiskFreeMin,
        LagMax = TimeSpan.FromSeconds(Number("LAG_SECONDS_MAX", (int)otherwise.LagMax.TotalSeconds)),
        RetentionEvery = TimeSpan.FromMinutes(Number("RETENTION_EVERY_MINUTES", (int)otherwise.RetentionEvery.TotalMinutes)),
        SmallCount = Number("STATISTICS_SMALL_COUNT", otherwise.SmallCount),
        LogLevel = Variable("LOG_LEVEL") is { } level ? Level(level) : otherwise.LogLevel,
        Oidc = Variable("OIDC_ISSUER") is { } issuer ? ReadOidc(issuer) : null,
    };

    static OidcSettings ReadOidc(string issuer)
    {
        if (!Uri.TryCreate(issuer, UriKind.Absolute, out var uri) || !OidcSettings.IsIssuer(uri))
            throw new InputException("LEDGER_OIDC_ISSUER must be an https address, or an http one of this machine.");
        var otherwise = new OidcSettings(uri, Variable("OIDC_AUDIENCE") ?? throw new InputException("LEDGER_OIDC_AUDIENCE must say whom the issuer's tokens are for."));
        return otherwise with
        {
            RoleClaim = Variable("OIDC_ROLE_CLAIM") ?? otherwise.RoleClaim, NameClaim = Variable("OIDC_NAME_CLAIM") ?? otherwise.NameClaim,
            ClientId = Variable("OIDC_CLIENT_ID"), ClientSecret = ClientSecret(), Scope = Variable("OIDC_SCOPE") ?? otherwise.Scope,
        };
    }

    /// <summary>A secret stands in the environment or in a file of its own, never in appsettings.json.</summary>
    static string? ClientSecret()
    {
        if (Environment.GetEnvironmentVariable("LEDGER_OIDC_CLIENT_SECRET") is { Length: > 0 } secret) return secret;
        if (Variable("OIDC_CLIENT_SECRET_FILE") is not { } path) return null;
        try
        {
            return System.IO.File.ReadAllText(path).Trim() is { Length: > 0 } kept ? kept : throw new InputException("LEDGER_OIDC_CLIENT_SECRET_FILE is empty.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException("LEDGER_OIDC_CLIENT_SECRET_FILE cannot be read.");
        }
    }

    /// <summary>Origins with spaces between: what stands in a header must not end a directive.</summary>
    static string Sites(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } sites
        && sites.All(site => Uri.TryCreate(site, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps && url.GetLeftPart(UriPartial.Authority) == site)
            ? string.Join(' ', sites)
            : throw new InputException("LEDGER_OWN_FRAME_ANCESTORS must be origins with spaces between: https://app.example.org https://www.example.org.");

    static Uri Reached(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address) && address is { Scheme: "https" or "http", PathAndQuery: "/", Fragment: "", UserInfo: "" }
        ? address
        : throw new InputException("LEDGER_ADVERTISE must be the address other replicas reach this one at, without a path: http://10.0.0.5:8080.");

    static Uri Public(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address) && address is { Scheme: "https" or "http", PathAndQuery: "/", Fragment: "", UserInfo: "" }
        ? address
        : throw new InputException("LEDGER_PUBLIC_URL must be the address browsers use, without a path: https://ledger.example.org.");

    /// <summary>From the environment, or else from <c>appsettings.json</c> of the working directory, there without the underscores (<c>BodyBytesMax</c>).</summary>
    static string? Variable(string name)
    {
        var value = Environment.GetEnvironmentVariable($"LEDGER_{name}");
        if (value is not { Length: > 0 }) value = File.Value[$"Ledger:{name.Replace("_", "", StringComparison.Ordinal)}"];
        return value is { Length: > 0 } ? value : null;
    }

    static readonly Lazy<IConfiguration> File = new(() =>
    {
        try
        {
            return new ConfigurationBuilder().AddJsonFile(Path.GetFullPath("appsettings.json"), optional: true, reloadOnChange: false).Build();
        }
        catch (InvalidDataException)
        {
            throw new InputException("appsettings.json is not JSON.");
        }
    });

    static int Number(string name, int otherwise) => Variable(name) is { } text ? Number(name, text) : otherwise;

    /// <summary>What would be recorded for good is looked at first: a ledger made under an origin that is no name could never be opened again.</summary>
    static string Checked(string name, string otherwise, Predicate<string> stands, string wanted) =>
        Variable(name) is not { } value ? otherwise : stands(value) ? value : throw new InputException($"LEDGER_{name} must be {wanted}.");

    static TimeZoneInfo Zoned(string id) => TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone)
        ? zone
        : throw new InputException("LEDGER_TIMEZONE names a time zone this system does not know; try Europe/Moscow.");

    static long LongNumber(string name, string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new InputException($"LEDGER_{name} must be a whole number.");

    static LogLevel Level(string text) => Enum.TryParse<LogLevel>(text, ignoreCase: true, out var level) && Enum.IsDefined(level) && !char.IsAsciiDigit(text[0])
        ? level
        : throw new InputException("LEDGER_LOG_LEVEL must be trace, debug, information, warning, error, critical or none.");

    static int Number(string name, string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new InputException($"LEDGER_{name} must be a whole number.");
}

/// <summary>Something the caller gave cannot be used: exit code 2.</summary>
sealed class InputException(string message) : Exception(message);
