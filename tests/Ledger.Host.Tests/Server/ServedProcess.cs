using System.Net.Http.Headers;

namespace Ledger.Host.Tests.Server;

/// <summary>The real executable serving, with its first administrator's key: for what only a process of its own shows.</summary>
sealed class ServedProcess : IDisposable
{
    const string Listening = "listening on ";

    readonly Workspace _place = new();
    readonly LedgerProcess _process;

    public ServedProcess(params IEnumerable<(string Name, string Value)> environment)
    {
        foreach (var (name, value) in environment) _place.Environment[name] = value;
        _process = _place.Start("serve", "--urls", "http://127.0.0.1:0");
        for (var lines = 1; !_process.HasExited && !_process.Lines.Any(l => l.StartsWith(Listening, StringComparison.Ordinal)); lines++) _process.WaitForLines(lines);
        Client = new() { BaseAddress = new(After(Listening)) };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", After("administrator key: "));
    }

    /// <summary>A client with the administrator's key.</summary>
    public HttpClient Client { get; }

    /// <summary>Its data folder.</summary>
    public string Folder => _place.Data;

    /// <summary>SIGTERM; what it had said by its end.</summary>
    public Ran Stop()
    {
        using (var kill = System.Diagnostics.Process.Start("kill", ["-TERM", $"{_process.Id}"])) kill.WaitForExit();
        return _process.Wait();
    }

    public void Dispose()
    {
        Client.Dispose();
        _process.Dispose();
        _place.Dispose();
    }

    string After(string words) => _process.Lines.First(l => l.StartsWith(words, StringComparison.Ordinal))[words.Length..];
}
