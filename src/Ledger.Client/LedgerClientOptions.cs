namespace Ledger.Client;

/// <summary>How a service talks to its ledger. <see cref="Server"/>, <see cref="Key"/> and, to publish, <see cref="Source"/> are needed; the rest has defaults.</summary>
public sealed class LedgerClientOptions
{
    /// <summary>Where <c>ledger serve</c> answers, for example <c>https://ledger.example</c>. Without TLS the key and personal values travel in the clear.</summary>
    public Uri? Server { get; set; }

    /// <summary>The service's API key. Never logged.</summary>
    public string? Key { get; set; }

    /// <summary>The service's name as the CloudEvents source: a URI reference such as <c>/registration</c>, the same for good. An event may name its own.</summary>
    public string? Source { get; set; }

    /// <summary>How long one request may take before it counts as unanswered. Default 10 s.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long publishing goes on trying before it throws <see cref="LedgerUnreachableException"/>. Default 30 s. The outbox never gives up.</summary>
    public TimeSpan PublishTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long "may I?" goes on trying before it throws <see cref="LedgerUnreachableException"/>. Default 5 s.</summary>
    public TimeSpan QuestionTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The most events sent in one request. Default 100; the server takes up to 1000 unless set otherwise.</summary>
    public int BatchEventsMax { get; set; } = 100;

    /// <summary>The most bytes of events sent in one request. Default 256 KiB: recorded, with its sealed fields, a batch may have 1 MiB.</summary>
    public int BatchBytesMax { get; set; } = 256 << 10;

    /// <summary>
    /// How long a single event waits for others to travel with it. Default zero: what is published while a request is on its way goes with the next one,
    /// and nobody waits for the sake of it.
    /// </summary>
    public TimeSpan Linger { get; set; }

    /// <summary>The outbox's file, on a local disk, of this process alone; null for none. Its folder must exist.</summary>
    public string? OutboxPath { get; set; }

    /// <summary>The key the outbox's rows are sealed under: 32 random bytes in base64. Needed with <see cref="OutboxPath"/>; keep it away from the file.</summary>
    public string? OutboxKey { get; set; }

    /// <summary>The most events the outbox holds, waiting or refused. Default 100,000.</summary>
    public int OutboxEventsMax { get; set; } = 100_000;

    /// <summary>The most bytes of sealed events the outbox holds. Default 256 MiB.</summary>
    public long OutboxBytesMax { get; set; } = 256L << 20;

    /// <summary>Called for each event of the outbox that the ledger refused, after it was set aside; what it throws is logged and passed over.</summary>
    public Func<RefusedEvent, CancellationToken, ValueTask>? OnRefused { get; set; }

    /// <summary>
    /// How long an answer to "may I?" is kept, at most, while the feed says that nothing changed. Default 5 s; zero asks the server every time. What ends
    /// by the clock alone (a consent's term) ends that much later here.
    /// </summary>
    public TimeSpan AnswerLifetime { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The most answers kept. Default 10,000.</summary>
    public int AnswersMax { get; set; } = 10_000;

    /// <summary>How long the feed may be silent before it counts as lost. Default 30 s: two of the server's heartbeats.</summary>
    public TimeSpan FeedSilenceMax { get; set; } = TimeSpan.FromSeconds(30);
}
