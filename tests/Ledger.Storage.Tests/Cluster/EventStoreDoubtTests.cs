using EventStore.Client;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Ledger.Cluster;

namespace Ledger.Storage.Tests.Cluster;

/// <summary>What is asked again, and what is said of an append nobody knows the end of.</summary>
sealed class EventStoreDoubtTests
{
    static readonly CancellationToken None = CancellationToken.None;

    /// <summary>An append that was not answered is asked again and refused: only the entry that lies there now tells whose it is, and it cannot be read.</summary>
    [Test]
    public async Task Of_an_append_that_was_not_answered_nobody_knows_while_its_place_cannot_be_read()
    {
        var (connection, stream) = await TestEventStore.NewStream();
        await using (var other = await EventStoreJournal.Open(new(connection, stream), "ledger.example/test", None)) await other.Append([Entries.Of(0, "a", 0, "other")], None);
        var settings = EventStoreClientSettings.Create(connection);
        settings.OperationOptions.ThrowOnAppendFailure = true;
        settings.Interceptors = [new OnceUnavailable()];
        await using var events = new EventStream(settings, stream);
        Assert.That(async () => await events.Append(0, new StoredBatch([Entries.Of(0, "a", 0)], null)), Throws.InstanceOf<UnansweredException>());
    }

    [TestCase("Could not recognize Server Is Not Ready", ExpectedResult = true)]
    [TestCase("Could not recognize Server Is Busy", ExpectedResult = true)]
    [TestCase("Could not recognize No leader info available in response", ExpectedResult = true)]
    [TestCase("Unknown", ExpectedResult = false)]
    [TestCase("Could not recognize Unknown NotHandledReason (9)", ExpectedResult = false)]
    [TestCase("Messages may only be enumerated once.", ExpectedResult = false)]
    public bool Of_what_the_client_calls_an_invalid_operation_that_passes_which_says_so(string said) => EventStoreFailure.Passes(new InvalidOperationException(said));

    [Test]
    public void Of_an_invalid_operation_nobody_knows_whether_it_was_written_and_a_refusal_says_that_it_was_not() =>
        Assert.That((EventStoreFailure.IsUnclear(new InvalidOperationException("Unknown")), EventStoreFailure.IsUnclear(new AccessDeniedException())), Is.EqualTo((true, false)));

    /// <summary>The first append finds no server, and nothing may be read.</summary>
    sealed class OnceUnavailable : Interceptor
    {
        int _appends;

        public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
            ClientInterceptorContext<TRequest, TResponse> context, AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation) =>
            Interlocked.Increment(ref _appends) == 1 ? throw new RpcException(new(StatusCode.Unavailable, "away")) : continuation(context);

        public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
            TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation) =>
            throw new RpcException(new(StatusCode.PermissionDenied, "not to be read"));
    }
}
