using Ledger.Client.Asking;
using Ledger.Client.Sending;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Ledger.Client.Outbox;

/// <summary>
/// Sends what the outbox holds, in order, as long as the process runs. Where the ledger refuses one it is set aside; where it refuses the caller (its key,
/// its address), or does not answer, everything stays and is tried again.
/// </summary>
sealed partial class OutboxSender(
    EventOutbox outbox, Delivery delivery, OwnEvents own, IOptions<LedgerClientOptions> options, TimeProvider clock, ILogger<OutboxSender> log) : BackgroundService
{
    /// <summary>Opens the outbox: a service whose outbox cannot be used does not start.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!outbox.IsConfigured) return;
        await outbox.Open(cancellationToken).ConfigureAwait(false);
        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var failed = 0; !stoppingToken.IsCancellationRequested;)
        {
            try
            {
                var next = outbox.Changed;
                if (await SendSome(stoppingToken).ConfigureAwait(false)) failed = 0;
                else await next.WaitAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;   // what is not sent lies in the outbox
            }
            catch (Exception error)
            {
                Note(new((error as LedgerException)?.Message ?? error.GetType().Name));
                await Task.Delay(Backoff.After(failed++ + 3, 1, null), clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    async Task<bool> SendSome(CancellationToken cancel)
    {
        var rows = await outbox.Take(cancel).ConfigureAwait(false);
        foreach (var damaged in rows.Where(row => row.Event is null)) await SetAside(damaged, OutboxTable.RowDamaged, null, cancel).ConfigureAwait(false);
        OutboxRow[] sound = [.. rows.Where(row => row.Event is not null)];
        await foreach (var done in delivery.Send([.. sound.Select(row => row.Event!)], Note, cancel).ConfigureAwait(false))
        {
            Note(null);
            if (done.Receipts is { } receipts)
            {
                var sent = sound.AsMemory(done.First, done.Count).ToArray();
                for (var at = 0; at < sent.Length; at++) own.Recorded(sent[at].Event!.Concern, receipts[at].Index);
                await outbox.Recorded(sent, cancel).ConfigureAwait(false);
            }
            else await SetAside(sound[done.First], done.Refusal!.Code, done.Refusal.Path, cancel).ConfigureAwait(false);
        }
        return rows.Count > 0;
    }

    async Task SetAside(OutboxRow row, string code, string? path, CancellationToken cancel)
    {
        await outbox.SetAside(row, code, path, cancel).ConfigureAwait(false);
        Refused(log, row.Number, row.Id, code, path);
        if (options.Value.OnRefused is not { } report) return;
        try
        {
            await report(new(row.Number, row.Id, code, path), cancel).ConfigureAwait(false);
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)   // the report is the service's own: it must not stop the outbox
        {
            ReportFailed(log, error.GetType().Name);
        }
    }

    void Note(Setback? setback)
    {
        var before = outbox.State.Setback;
        outbox.Note(setback?.Cause);
        if (setback is not null && setback.Cause != before) Waits(log, outbox.State.Waiting, setback.Cause);
        if (setback is null && before is not null) GoesOn(log);
    }

    [LoggerMessage(1, LogLevel.Warning, "{Waiting} events wait in the outbox: {Cause}")]
    static partial void Waits(ILogger log, long waiting, string cause);

    [LoggerMessage(2, LogLevel.Information, "The outbox is being sent again")]
    static partial void GoesOn(ILogger log);

    [LoggerMessage(3, LogLevel.Error, "The ledger refused event {Number} of the outbox, {Id} ({Code} at {Path}); it is set aside")]
    static partial void Refused(ILogger log, long number, string id, string code, string? path);

    [LoggerMessage(4, LogLevel.Error, "OnRefused threw {Error}")]
    static partial void ReportFailed(ILogger log, string error);
}
