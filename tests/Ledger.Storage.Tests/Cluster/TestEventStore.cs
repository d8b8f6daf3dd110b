using System.Globalization;
using Ledger.Cluster;

namespace Ledger.Storage.Tests.Cluster;

/// <summary>
/// The EventStoreDB that the tests share: the one whose connection string <c>LEDGER_TEST_EVENTSTORE</c> gives, or one of their own, started by the first that asks and
/// ended with the run.
/// </summary>
[SetUpFixture]
sealed class TestEventStore
{
    static readonly Lazy<Task<string>> Shared = new(Find);
    static readonly string Run = Path.GetRandomFileName();
    static EventStoreNode? _own;
    static int _streams;

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (_own is not null) await _own.DisposeAsync();
    }

    /// <summary>A place nobody has been at.</summary>
    public static async Task<EventStorePlace> NewPlace()
    {
        var (connection, stream) = await NewStream();
        return new(connection, stream);
    }

    /// <summary>How to reach the server, and a stream nobody has written to.</summary>
    public static async Task<(string Connection, string Stream)> NewStream() =>
        (await Shared.Value, string.Create(CultureInfo.InvariantCulture, $"ledger-test-{Run}-{Interlocked.Increment(ref _streams)}"));

    static async Task<string> Find()
    {
        if (Environment.GetEnvironmentVariable("LEDGER_TEST_EVENTSTORE") is { Length: > 0 } given) return given;
        _own = await EventStoreNode.Start();
        return EventStoreNode.Connection(_own);
    }
}
