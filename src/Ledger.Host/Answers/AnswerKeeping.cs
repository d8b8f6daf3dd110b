namespace Ledger.Host.Answers;

/// <summary>Removes the files of deposited answers whose keys are gone: they cannot be read any more, and only take up room.</summary>
sealed partial class AnswerKeeping(AnswerFolder folder, TimeProvider clock, ILogger<AnswerKeeping> log) : BackgroundService
{
    static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) Sweep();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    void Sweep()
    {
        try
        {
            folder.Sweep();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)   // the next minute tries again
        {
            Failed(log, error.GetType().Name);
        }
    }

    [LoggerMessage(71, LogLevel.Error, "Files of answers whose keys are gone could not be removed ({Error}); it is tried again")]
    static partial void Failed(ILogger log, string error);
}
