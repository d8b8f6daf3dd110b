namespace Ledger.Cluster;

/// <summary>Where a ledger's journal is in EventStoreDB. Nothing of it ever prints.</summary>
/// <param name="connection">How to reach the server or cluster, with its credentials: <c>esdb://...</c> (docs/cluster.md).</param>
/// <param name="stream">The stream the ledger is in; one server may hold several ledgers.</param>
public sealed class EventStorePlace(string connection, string stream = EventStorePlace.StreamDefault)
{
    /// <summary>The stream where none is named.</summary>
    public const string StreamDefault = "ledger";

    internal string Connection { get; } = connection;

    internal string Stream { get; } = stream;
}
