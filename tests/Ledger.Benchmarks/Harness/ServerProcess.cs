using System.Diagnostics;
using Ledger.Host;

namespace Ledger.Benchmarks;

/// <summary>The executable as it is shipped, serving a data folder on a free port of this machine.</summary>
sealed class ServerProcess : IAsyncDisposable
{
    const string Listening = "listening on ";

    readonly Process _process;

    ServerProcess(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>Memory it holds now, and the most it ever held, in MiB.</summary>
    public (long Now, long Peak) Mebibytes => (Machine.ResidentMebibytes(_process.Id), Machine.PeakMebibytes(_process.Id));

    public static async Task<ServerProcess> Start(string folder)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in (string[])[typeof(EmbeddedLedger).Assembly.Location, "serve", "--data", folder, "--urls", "http://127.0.0.1:0"])
            start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            if (line.StartsWith(Listening, StringComparison.Ordinal)) return new(process, new(line[Listening.Length..]));
        throw new InvalidOperationException("ledger serve did not start.");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
