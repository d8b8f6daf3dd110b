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
}
