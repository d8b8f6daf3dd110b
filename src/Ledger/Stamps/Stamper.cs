using System.Text;
using Ledger.Journal;
using Ledger.Proofs;

namespace Ledger.Stamps;

/// <summary>Has checkpoints stamped, one at a time, and keeps what it gets once that was held to what was asked (docs/decisions/0019).</summary>
public sealed class Stamper(ITimestampAuthority authority, ICheckpointStamps stamps, TimeProvider clock, FillRandom random) : IDisposable
{
    /// <summary>How long an export waits for the timestamp of its own checkpoint.</summary>
    public static readonly TimeSpan ExportWait = TimeSpan.FromSeconds(5);

    internal static readonly Refusal NoAuthority = new(StampRefusals.NoAuthority, "No timestamp authority is set: LEDGER_TSA names one by its URL.");

    internal static readonly Refusal NothingToStamp = new(StampRefusals.NothingToStamp, "Nothing is recorded yet: there is no checkpoint to be stamped.");

    readonly SemaphoreSlim _one = new(1, 1);
    volatile StampedCheckpoint? _last;

    /// <summary>When a checkpoint was stamped last, so far as this process has seen; null where it has not.</summary>
    public DateTimeOffset? Last => _last?.Time;

    /// <summary>Whether checkpoints are stamped at all.</summary>
    public bool Wanted => authority.IsSet;

    /// <summary>The checkpoint's timestamp, the one it has or a new one; or why it has none.</summary>
    /// <exception cref="StoreFailedException">The timestamp could not be kept.</exception>
    public async Task<Outcome<StampedCheckpoint>> Stamp(SignedCheckpoint checkpoint, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        if (!Wanted) return NoAuthority;
        if (checkpoint.Size == 0) return NothingToStamp;
        await _one.WaitAsync(cancel);
        try
        {
            var outcome = await stamps.Stamp(checkpoint.Size, cancel) is { } kept ? kept : await Ask(checkpoint, cancel);
            if (outcome.Refusal is null) Seen(outcome.Value);
            return outcome;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>The timestamp of the largest size there is, or null.</summary>
    public async ValueTask<StampedCheckpoint?> Newest(CancellationToken cancel)
    {
        var newest = await stamps.NewestStamp(cancel);
        if (newest is not null) Seen(newest);
        return newest;
    }

    /// <summary>As <see cref="Stamp"/>, for so long at most and never failing: the code of why not, or null where it is stamped.</summary>
    public async Task<string?> TryStamp(SignedCheckpoint checkpoint, TimeSpan within, CancellationToken cancel)
    {
        using var end = new CancellationTokenSource(within, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, end.Token);
        try
        {
            return (await Stamp(checkpoint, either.Token)).Refusal?.Code;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return StampRefusals.Unreachable;
        }
        catch (StoreFailedException failed)
        {
            return failed.Code;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    void Seen(StampedCheckpoint stamp) => _last = _last is { } last && last.Time > stamp.Time ? last : stamp;

    async Task<Outcome<StampedCheckpoint>> Ask(SignedCheckpoint checkpoint, CancellationToken cancel)
    {
        var note = Encoding.UTF8.GetBytes(checkpoint.Note);
        var query = TimestampQuery.Of(note, random);
        var answer = await authority.Ask(query.ToBytes(), cancel);
        if (answer.Refusal is { } none) return none;
        switch (query.Read(answer.Value, out var token))
        {
            case TimestampAnswer.Refused:
                return new Refusal(StampRefusals.Refused, "The timestamp authority answered that it gives no timestamp.");
            case TimestampAnswer.Wrong:
                return new Refusal(StampRefusals.AnswerWrong, "The timestamp authority's answer is not to what was asked, or its signature cannot be verified.");
            default:
                using (var opened = TimestampToken.Open(token, note, out _)!) return await stamps.AddStamp(new(checkpoint, opened.Time, token), cancel);
        }
    }
}
