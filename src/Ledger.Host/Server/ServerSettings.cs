using Ledger.Host.Server.Listening;

namespace Ledger.Host.Server;

/// <summary>How the server listens and what it takes; every limit has a number.</summary>
sealed record ServerSettings
{
    public const string UrlDefault = "http://127.0.0.1:8080";

    /// <summary>Where it listens, with semicolons between (LEDGER_URLS).</summary>
    public string Urls { get; init; } = UrlDefault;

    /// <summary>Where other replicas reach this one (LEDGER_ADVERTISE), such as http://10.0.0.5:8080; null for where it listens, if that is one address.</summary>
    public Uri? Advertise { get; init; }

    /// <summary>PEM files of the certificate and its key, for https addresses (LEDGER_CERTIFICATE, LEDGER_CERTIFICATE_KEY).</summary>
    public (string Certificate, string Key)? Certificate { get; init; }

    /// <summary>
    /// The address browsers have the console at, where it is another than the server sees, as behind what ends TLS (LEDGER_PUBLIC_URL); null for what the request says.
    /// </summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>The sites that may embed the person's own page, as the directive frame-ancestors has them (LEDGER_OWN_FRAME_ANCESTORS); null for none.</summary>
    public string? OwnFrameAncestors { get; init; }

    /// <summary>The largest body, in bytes (LEDGER_BODY_BYTES_MAX).</summary>
    public int BodyBytesMax { get; init; } = 2 << 20;

    /// <summary>The largest answer to an inquiry that is kept for whoever asked, in bytes (LEDGER_ANSWER_BYTES_MAX).</summary>
    public long AnswerBytesMax { get; init; } = 512L << 20;

    /// <summary>The most events in one batch (LEDGER_BATCH_EVENTS_MAX).</summary>
    public int BatchEventsMax { get; init; } = 1000;

    /// <summary>Publications worked on at a time; a further one is told to come again (LEDGER_PUBLISHING_MAX).</summary>
    public int PublishingMax { get; init; } = 512;

    /// <summary>Bytes of bodies of publications in memory at a time (LEDGER_PUBLISHING_BYTES_MAX).</summary>
    public int PublishingBytesMax { get; init; } = 64 << 20;

    /// <summary>Requests a second of one key, where the key itself names no other; 0 for no limit (LEDGER_RATE).</summary>
    public int Rate { get; init; } = 1000;

    /// <summary>With fewer bytes free on the data folder's volume the server is not ready (LEDGER_DISK_FREE_MIN).</summary>
    public long DiskFreeMin { get; init; } = 256L << 20;

    /// <summary>Read models and checkpoints further behind than this are degraded (LEDGER_LAG_SECONDS_MAX).</summary>
    public TimeSpan LagMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often the ledger's own step of retention runs; zero for never (LEDGER_RETENTION_EVERY_MINUTES).</summary>
    public TimeSpan RetentionEvery { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Statistics show no count from 1 to one less than this; 0 or 1 shows all (LEDGER_STATISTICS_SMALL_COUNT). A choice, no number of a law.</summary>
    public int SmallCount { get; init; } = 5;

    /// <summary>What is logged; <see cref="LogLevel.Information"/> adds a line per request (LEDGER_LOG_LEVEL).</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Warning;

    /// <summary>Whose tokens are taken beside keys; null for nobody's.</summary>
    public Identity.OidcSettings? Oidc { get; init; }

    /// <summary>How long requests may go on once the server is told to stop.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>At most this often a checkpoint is signed while events arrive.</summary>
    public TimeSpan SigningInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How listeners are served.</summary>
    public ListeningSettings Listening { get; init; } = new();
}
