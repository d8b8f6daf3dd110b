using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Ledger.Host.Tests.Serve;

/// <summary>The real executable serving a workspace's ledger, up and listening.</summary>
sealed class ServingProcess : IDisposable
{
    const string Listening = "listening on ", FirstKey = "administrator key: ";

    readonly LedgerProcess _process;
    readonly Lazy<HttpClient> _http;
    Workspace? _own;

    ServingProcess(LedgerProcess process, Uri address, string? key) =>
        (_process, Address, Key, _http) = (process, address, key, new(() => Client(address, key!)));

    public Uri Address { get; }

    /// <summary>The administrator's key, where this was the first start.</summary>
    public string? Key { get; }

    /// <summary>A client with the administrator's key, where this was the first start.</summary>
    public HttpClient Http => _http.Value;

    /// <summary>Its data folder, where it was started in a place of its own.</summary>
    public string Folder => _own!.Data;

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Starts it and waits until it listens. Port 0 takes any free one.</summary>
    public static ServingProcess Start(Workspace place, int port = 0, string scheme = "http")
    {
        var process = place.Start("serve", "--urls", string.Create(CultureInfo.InvariantCulture, $"{scheme}://127.0.0.1:{port}"));
        for (var watch = Stopwatch.StartNew(); !process.Lines.Any(l => l.StartsWith(Listening, StringComparison.Ordinal)); Thread.Sleep(5))
        {
            if (process.HasExited) Assert.Fail(process.Wait().Said);
            Assert.That(watch.Elapsed, Is.LessThan(Workspace.Patience), "it never listened");
        }
        return new(process, new(After(process, Listening)!), After(process, FirstKey));
    }

    /// <summary>Starts it in a folder of its own, which goes with it, and with that in its environment.</summary>
    public static ServingProcess StartFresh(params IEnumerable<(string Name, string Value)> environment)
    {
        var place = new Workspace();
        try
        {
            foreach (var (name, value) in environment) place.Environment[name] = value;
            var started = Start(place);
            started._own = place;
            return started;
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    /// <summary>A port nobody listens at just now.</summary>
    public static int FreePort()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }

    /// <summary>A client with a key, the first administrator's unless another is given. Never waits long for an answer.</summary>
    public static HttpClient Client(Uri address, string key) => new()
    {
        BaseAddress = address, Timeout = TimeSpan.FromSeconds(30), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) },
    };

    /// <summary>Sends it a signal, for example TERM.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>SIGKILL, and waits until it is gone; what it had said by then.</summary>
    public Ran Kill()
    {
        _process.Kill();
        return _process.Wait();
    }

    /// <summary>Asks it to end and waits for that.</summary>
    public Ran Stop()
    {
        Signal("TERM");
        return _process.Wait();
    }

    public Ran Wait() => _process.Wait();

    public void Dispose()
    {
        if (_http.IsValueCreated) _http.Value.Dispose();
        _process.Dispose();
        _own?.Dispose();
    }

    static string? After(LedgerProcess process, string start) =>
        process.Lines.FirstOrDefault(l => l.StartsWith(start, StringComparison.Ordinal))?[start.Length..];
}
