using Ledger.Host.Backup;
using Ledger.Journal;

namespace Ledger.Host.Server;

/// <summary>Records what <c>ledger backup</c> asks for beside this server: it leaves its requests in the data folder.</summary>
sealed partial class BackupRecording(EmbeddedLedger ledger, Settings settings, Signing signing, TimeProvider clock, ILogger<BackupRecording> log) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    readonly BackupRequests _requests = new(settings.Data);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    foreach (var name in _requests.Waiting()) await Record(name, stoppingToken);
                }
                catch (Exception error) when (error is not OperationCanceledException)   // whoever asked waits a while
                {
                    Failed(log, error.GetType().Name);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    async Task Record(string name, CancellationToken cancel)
    {
        if (_requests.Read(name) is not { Stands: true } asked)
        {
            _requests.Drop(name);
            return;
        }
        var recorder = new BackupRecorder(ledger.Get<IJournal>(), ledger.Get<Preparer>(), ledger.Get<Sequencer>(), signing, clock, asked.Actor);
        if (asked.Removed) await recorder.Removed(asked.Backup, cancel);
        _requests.Answered(name, asked.Removed ? new(-1, "", "") : await recorder.Taken(asked.Backup, asked.VaultExpires, cancel));
    }

    [LoggerMessage(52, LogLevel.Error, "A backup could not be recorded ({Error})")]
    static partial void Failed(ILogger log, string error);
}
