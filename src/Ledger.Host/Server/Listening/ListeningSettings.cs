using Ledger.Listening;

namespace Ledger.Host.Server.Listening;

/// <summary>How listeners are served; every limit has a number.</summary>
sealed record ListeningSettings
{
    /// <summary>Open feeds at a time; a further one is told to come again.</summary>
    public int FeedsMax { get; init; } = 4096;

    /// <summary>How often a feed that has nothing to say shows that it lives, and its caller is asked for again.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How soon a feed says how far it is where all that came was filtered away.</summary>
    public TimeSpan PositionInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a reader may take over what is sent at once before it is dropped.</summary>
    public TimeSpan WriteTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The waits before a failed delivery of a webhook is tried again.</summary>
    public IReadOnlyList<TimeSpan> Waits { get; init; } = BackOff.Standard;

    /// <summary>How long a receiver may take to answer.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often it is made durable how far webhooks are; after a crash so much is delivered again.</summary>
    public TimeSpan SaveInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Failed deliveries of one webhook that wait at a time; with more it goes on with new events only once some were delivered or given up.</summary>
    public int WaitingMax { get; init; } = 10_000;
}
