using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Ledger.Host.Tests.Replicas;

/// <summary>A serving process that may stand by; <paramref name="host"/> is where it listens, 127.0.0.1 where it is asked.</summary>
sealed class Replica(Workspace place, int port, string scheme = "http", string host = "127.0.0.1")
{
    const string FirstKey = "administrator key: ";

    LedgerProcess _process = Begin(place, port, scheme, host);

    public Uri Address { get; } = new(string.Create(CultureInfo.InvariantCulture, $"{scheme}://127.0.0.1:{port}"));

    public string? Key => Line(FirstKey)?[FirstKey.Length..];

    public Task Serves() => Says("listening on ");

    public Task StandsBy() => Says("another replica serves this ledger");

    /// <summary>Sends it a signal, for example STOP.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public void Kill()
    {
        _process.Kill();
        _process.Wait();
    }

    public Ran Wait() => _process.Wait();

    /// <summary>Starts it again where it has ended, as whatever runs it would.</summary>
    public void Revive()
    {
        if (_process.HasExited) _process = Begin(place, port, scheme, host);
    }

    /// <summary>Whether it is the one that serves.</summary>
    public async Task<bool> IsReady(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(Address, "/health/ready"));
            return answer.StatusCode == HttpStatusCode.OK && !(await answer.Content.ReadAsStringAsync()).Contains("\"standby\":true", StringComparison.Ordinal);
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    static LedgerProcess Begin(Workspace place, int port, string scheme, string host) => place.Start("serve", "--urls", string.Create(CultureInfo.InvariantCulture, $"{scheme}://{host}:{port}"));

    string? Line(string start) => _process.Lines.FirstOrDefault(line => line.StartsWith(start, StringComparison.Ordinal));

    async Task Says(string start)
    {
        for (var watch = Stopwatch.StartNew(); Line(start) is null; await Task.Delay(20))
        {
            if (_process.HasExited) Assert.Fail(_process.Wait().Said);
            Assert.That(watch.Elapsed, Is.LessThan(Workspace.Patience), $"it never said '{start}'");
        }
    }
}

/// <summary>What stands before the replicas: asks the one that answered last, and turns to the next where it answers anything but 200, or nothing.</summary>
sealed class Balancer(params Uri[] replicas) : DelegatingHandler(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(2) })
{
    int _at;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var at = Volatile.Read(ref _at);
        request.RequestUri = new(replicas[at % replicas.Length], request.RequestUri!.PathAndQuery);
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(TimeSpan.FromSeconds(10));   // one that was stopped answers nothing; what is only slow must not be asked for the same again and again
            var answer = await base.SendAsync(request, limit.Token);
            if (answer.StatusCode != HttpStatusCode.OK) Turn(at);
            return answer;
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            Turn(at);
            throw error as HttpRequestException ?? new HttpRequestException("no answer in time", error);
        }
    }

    void Turn(int from) => Interlocked.CompareExchange(ref _at, from + 1, from);
}
