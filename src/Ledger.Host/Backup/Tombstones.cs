using Ledger.Host.Server;
using Ledger.Journal;
using Ledger.Proofs;

namespace Ledger.Host.Backup;

/// <summary>The tombstones of an open ledger, where the operator wants them (LEDGER_TOMBSTONES). A folder that cannot be reached stops nothing.</summary>
sealed class Tombstones(Settings settings, IJournal journal, NoteSigner signer) : IDisposable
{
    readonly SemaphoreSlim _one = new(1, 1);
    readonly TombstoneWriter? _writer = settings.Tombstones is { } folder ? new(folder, journal, signer) : null;
    volatile string? _failure;

    /// <summary>Whether there are to be any.</summary>
    public bool Wanted => _writer is not null;

    /// <summary>Up to which size the list is known to be whole; 0 where nothing is known.</summary>
    public long UpTo { get; private set; }

    /// <summary>What kept them from being written the last time, for people; null where nothing did.</summary>
    public string? Failure => _failure;

    /// <summary>For readiness: who runs the ledger must learn that destructions are not exported; nothing else suffers by it.</summary>
    public IEnumerable<HealthCheck> Health => _writer is null ? [] : [new("tombstones", _failure is null ? Server.Health.Ok : Server.Health.Degraded, [("upTo", UpTo), ("failure", _failure)])];

    /// <summary>Writes what a checkpoint covers; false, with <see cref="Failure"/>, where the folder cannot be written.</summary>
    public async ValueTask<bool> Advance(Covering covering, CancellationToken cancel)
    {
        if (_writer is null) return true;
        await _one.WaitAsync(cancel);
        try
        {
            await _writer.Advance(covering, cancel);
            (UpTo, _failure) = (_writer.UpTo ?? 0, null);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            _failure = error is InvalidDataException ? error.Message : $"The folder for tombstones cannot be written to ({error.GetType().Name}).";
            return false;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose()
    {
        _writer?.Dispose();
        _one.Dispose();
    }
}
