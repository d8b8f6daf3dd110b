using Ledger.Host.Server;
using Ledger.Journal;
using Ledger.Projections;
using Ledger.Proofs;
using Ledger.Reading;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Host.Tests.Server;

/// <summary>What the signer does while checkpoints cannot be kept.</summary>
public sealed class SigningTests
{
    static readonly TimeSpan Bound = Workspace.Patience;

    Served _served = null!;

    [SetUp]
    public async Task Start()
    {
        _served = await Served.Start();
        await _served.Publish(Lines.Registered("a", "u-1"));
        await _served.Ledger.Get<Projector>().CatchUp(default);
    }

    [TearDown]
    public async Task Stop() => await _served.DisposeAsync();

    [Test]
    public async Task A_signature_that_failed_is_tried_again_though_nothing_more_is_recorded()
    {
        using var signing = Over(new FailingCheckpoints(_served.Ledger.Get<ICheckpoints>(), failures: 1));
        await signing.StartAsync(default);
        for (var waited = 0; signing.Newest is null && waited < 2400; waited++) await Task.Delay(50);
        Assert.That(signing.Newest?.Size, Is.GreaterThanOrEqualTo(1));
        await signing.StopAsync(default);
    }

    [Test]
    public async Task Whoever_waits_to_be_covered_learns_that_nothing_can_be_signed()
    {
        using var signing = Over(new FailingCheckpoints(_served.Ledger.Get<ICheckpoints>(), failures: int.MaxValue));
        await signing.StartAsync(default);
        Assert.That(async () => await signing.Cover(0, default).AsTask().WaitAsync(Bound), Throws.InstanceOf<StoreFailedException>());
        await signing.StopAsync(default);
    }

    [Test]
    public async Task Nothing_is_signed_over_checkpoints_that_lack_what_was_shown()
    {
        var checkpoints = new FailingCheckpoints(_served.Ledger.Get<ICheckpoints>(), failures: 0);
        using var log = new TransparencyLog(_served.Ledger.Get<IReadModelStore>(), checkpoints, _served.Ledger.Get<NoteSigner>());
        Assert.That((await log.Sign(default))?.Size, Is.Positive);
        checkpoints.Forgets = true;
        Assert.That(async () => await log.Sign(default), Throws.InstanceOf<LogContradictedException>());
    }

    Signing Over(ICheckpoints checkpoints) => new(
        new TransparencyLog(_served.Ledger.Get<IReadModelStore>(), checkpoints, _served.Ledger.Get<NoteSigner>()), new(), _served.Service<ServerInstruments>(),
        NullLogger<Signing>.Instance);

    /// <summary>Cannot be read so often; then as the others.</summary>
    sealed class FailingCheckpoints(ICheckpoints inner, int failures) : ICheckpoints
    {
        int _left = failures;

        /// <summary>As a copy that is older than the newest checkpoint.</summary>
        public bool Forgets { get; set; }

        public ValueTask<SignedCheckpoint?> Newest(CancellationToken cancel) => Forgets ? new((SignedCheckpoint?)null) : _left-- > 0 ? throw new StoreFailedException(StoreFailedException.InputOutput, "The disk does not answer.") : inner.Newest(cancel);

        public ValueTask<SignedCheckpoint> Add(SignedCheckpoint checkpoint, CancellationToken cancel) => inner.Add(checkpoint, cancel);

        public IAsyncEnumerable<SignedCheckpoint> All(long from, CancellationToken cancel) => inner.All(from, cancel);
    }
}
