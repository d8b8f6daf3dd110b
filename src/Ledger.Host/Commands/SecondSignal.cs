using System.Runtime.InteropServices;
using Ledger.Host.Terminal;

namespace Ledger.Host.Commands;

/// <summary>The first signal asks for an orderly end, which may take a while; a second one means it: the process ends at once.</summary>
sealed class SecondSignal : IDisposable
{
    readonly Action _last;
    readonly PosixSignalRegistration _interrupt, _terminate;
    int _heard;

    /// <param name="last">What is still to be said.</param>
    public SecondSignal(Action last)
    {
        _last = last;
        (_interrupt, _terminate) = (PosixSignalRegistration.Create(PosixSignal.SIGINT, Hear), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Hear));
    }

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
    }

    void Hear(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _heard) == 1) return;
        _last();
        Environment.Exit(ExitCodes.No);
    }
}
