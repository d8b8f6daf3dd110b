using System.Threading.Channels;
using EventStore.Client;
using Grpc.Core;
using Ledger.Journal;

namespace Ledger.Cluster;

/// <summary>What goes wrong with EventStoreDB, and whether it passes.</summary>
static class EventStoreFailure
{
    /// <summary>From Streams.BatchAppend.cs of the server (24.10): of NotHandled, which passes.</summary>
    static readonly string[] Passing = ["Server Is Not Ready", "Server Is Busy", "No leader info available in response"];

    /// <summary>Whether the server, the way to it or its client said no: everything else is a mistake of ours and goes on.</summary>
    public static bool IsOfEngine(Exception exception) => Inner(exception) is RpcException or NotLeaderException or DiscoveryException or TimeoutException
        or AccessDeniedException or NotAuthenticatedException or StreamDeletedException or MaximumAppendSizeExceededException or WrongExpectedVersionException
        or InvalidOperationException or ConnectionStringParseException;

    /// <summary>
    /// Whether it is worth asking again: a node went, another is being elected, or does not know yet that it leads. Whether what was asked for happened is then
    /// known to nobody. Of an append the client says that a server is not ready, busy or without a leader as an invalid operation, by the server's words alone; so does the
    /// queue of a connection that is being replaced.
    /// </summary>
    public static bool Passes(Exception exception) => Inner(exception) switch
    {
        RpcException refused => refused.StatusCode is StatusCode.Unavailable or StatusCode.Unknown or StatusCode.DeadlineExceeded or StatusCode.Cancelled or StatusCode.Internal,
        NotLeaderException or DiscoveryException or TimeoutException => true,
        ChannelClosedException => true,
        ObjectDisposedException => false,
        InvalidOperationException said => Array.Exists(Passing, words => said.Message.EndsWith(words, StringComparison.Ordinal)),
        _ => false,
    };

    /// <summary>Whether it says nothing of whether an append was written: what the client has no name for is an invalid operation.</summary>
    public static bool IsUnclear(Exception exception) => Inner(exception) is InvalidOperationException;

    /// <summary>Whether nothing was heard of the node that was asked, as opposed to a no of its own or of the machine it is on.</summary>
    public static bool IsSilence(Exception exception) => Inner(exception) switch
    {
        RpcException refused => refused.StatusCode is StatusCode.Internal or StatusCode.Cancelled or StatusCode.Unknown or StatusCode.DeadlineExceeded,
        TimeoutException or DiscoveryException => true,
        _ => false,
    };

    /// <summary>The same to whoever works with an open journal.</summary>
    public static StoreFailedException AsFailed(Exception exception) => Inner(exception) switch
    {
        StoreFailedException failed => failed,
        MaximumAppendSizeExceededException => new(StoreFailedException.InputOutput, "The server's MaxAppendSize is too small for the ledger (docs/cluster.md).", exception),
        StreamDeletedException => new(StoreFailedException.Damaged, "The ledger's stream was deleted on the server.", exception),
        AccessDeniedException or NotAuthenticatedException => new(StoreFailedException.InputOutput, "The server does not let this user in.", exception),
        _ => new(StoreFailedException.InputOutput, "The server of the journal did not answer as expected.", exception),
    };

    /// <summary>The same to whoever opens it.</summary>
    public static Exception AsRefused(Exception exception) => Inner(exception) switch
    {
        StoreFailedException { Code: StoreFailedException.Damaged } damaged => new StoreRefusedException(StoreRefusedException.Damaged, damaged.Message),
        StoreFailedException failed => failed,
        ConnectionStringParseException => new StoreRefusedException(StoreRefusedException.Unfit, "The connection string of EventStoreDB cannot be read."),   // what it holds is said to nobody
        AccessDeniedException or NotAuthenticatedException => new StoreRefusedException(StoreRefusedException.Unfit, "EventStoreDB does not let this user in."),
        _ => AsFailed(exception),
    };

    static Exception Inner(Exception exception) => exception is AggregateException { InnerException: { } inner } ? inner : exception;
}
