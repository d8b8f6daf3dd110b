using Ledger.Journal;
using Ledger.Registers;

namespace Ledger.Host.Web.Today;

/// <summary>When a backup was taken last, as the ledger has it on record. The stream is read once, and from then on what is new in it.</summary>
sealed class LastBackup(IJournal journal) : IDisposable
{
    readonly SemaphoreSlim _reading = new(1);
    DateTimeOffset? _taken;
    long _read;

    /// <summary>The moment; null where none was.</summary>
    public async ValueTask<DateTimeOffset?> Look(CancellationToken cancel)
    {
        await _reading.WaitAsync(cancel);
        try
        {
            await foreach (var entry in journal.Read(Streams.Registers, _read, cancel))
            {
                if (RecordedCodec.Read(entry) is { Data: BackupTaken } taken) _taken = taken.RecordedTime;
                _read++;
            }
            return _taken;
        }
        finally
        {
            _reading.Release();
        }
    }

    public void Dispose() => _reading.Dispose();
}
