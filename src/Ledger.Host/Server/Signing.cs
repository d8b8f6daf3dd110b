using System.Threading.Channels;
using Ledger.Journal;
using Ledger.Projections;
using Ledger.Proofs;

namespace Ledger.Host.Server;

/// <summary>
/// Signs a checkpoint soon after events were folded, one over whatever has come, and tells those who wait for their event to be covered. Also the
/// <see cref="ITransparency"/> of a served ledger: nobody signs for himself.
/// </summary>
sealed partial class Signing(TransparencyLog tree, ServerSettings settings, ServerInstruments instruments, ILogger<Signing> log) : BackgroundService, ITransparency
{
    static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    readonly Channel<long> _folded = Channel.CreateBounded<long>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
    volatile TaskCompletionSource<SignedCheckpoint> _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    volatile SignedCheckpoint? _newest;

    public VerifierKey Key => tree.Key;

    /// <summary>The newest checkpoint this server signed, or null.</summary>
    public SignedCheckpoint? Newest => _newest;

    /// <summary>The read models reach up to here: there is something to sign.</summary>
    public void Folded(long position) => _folded.Writer.TryWrite(position);

    public async ValueTask<Covering> Cover(long index, CancellationToken cancel)
    {
        while (true)
        {
            var next = _next;   // before looking, so that none is missed
            if (_newest is { } signed && signed.Size > index) return new(tree.Tree(signed.Size), signed);
            await next.Task.WaitAsync(cancel);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                var tried = await Sign(stoppingToken);
                await Task.Delay(tried ? settings.SigningInterval : Rest, stoppingToken);
                if (tried) await _folded.Reader.WaitToReadAsync(stoppingToken);   // after a failure nothing may come for hours that would have it tried again
                _folded.Reader.TryRead(out _);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    /// <summary>False where it failed; then those who wait learn of it, since it may go on failing for as long as they would wait.</summary>
    async ValueTask<bool> Sign(CancellationToken cancel)
    {
        try
        {
            using var activity = ServerInstruments.Source.StartActivity("ledger.sign");
            if (await tree.Sign(cancel) is not { } signed) return true;
            _newest = signed;
            Waiting().SetResult(signed);
            await instruments.Signed(signed, cancel);
            return true;
        }
        catch (Exception error) when (error is not OperationCanceledException)   // a contradiction, or a store that fails: nothing is shown, and it is tried again
        {
            Failed(log, error.GetType().Name);
            Waiting().SetException(error);
            return false;
        }
    }

    /// <summary>Those who wait until now; whoever comes later waits for the next.</summary>
    TaskCompletionSource<SignedCheckpoint> Waiting()
    {
        var waiting = _next;
        _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
        return waiting;
    }

    [LoggerMessage(20, LogLevel.Error, "No checkpoint could be signed ({Error})")]
    static partial void Failed(ILogger log, string error);
}
