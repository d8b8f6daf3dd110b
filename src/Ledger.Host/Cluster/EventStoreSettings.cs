namespace Ledger.Host.Cluster;

/// <summary>Where the journal of the profile <c>cluster</c> is. The connection string is a secret: it never prints.</summary>
/// <param name="connection">How to reach EventStoreDB: <c>esdb://...</c>.</param>
/// <param name="stream">The stream the ledger is in.</param>
sealed class EventStoreSettings(string connection, string stream)
{
    public string Connection { get; } = connection;

    public string Stream { get; } = stream;
}
