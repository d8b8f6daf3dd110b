using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Ledger.Storage.Tests.Cluster;

/// <summary>
/// A node of EventStoreDB of the tests' own, from the executable that <c>LEDGER_TEST_EVENTSTORE_SERVER</c> names: on this machine's own address, with a private
/// folder. A shell holds it that ends it and removes the folder as soon as its input ends, however the test process ended.
/// </summary>
sealed class EventStoreNode : IAsyncDisposable
{
    const string Memory = "/dev/shm";

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    readonly string _folder, _options;
    Process? _shell;

    EventStoreNode(int port, int replication, IEnumerable<int> others)
    {
        Port = port;
        _folder = Path.Combine(Directory.Exists(Memory) ? Memory : Path.GetTempPath(), $"ledger-es-{Path.GetRandomFileName()}");
        int[] seeds = [.. others];
        _options = string.Create(CultureInfo.InvariantCulture, $"--insecure --mem-db=false --db '{_folder}/db' --log '{_folder}/log' --node-port {port} --replication-port {replication} --chunk-size 67108864 --stream-existence-filter-size 10000 --max-append-size 15728640 --disable-log-file --run-projections None")
            + (seeds.Length == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" --cluster-size {seeds.Length + 1} --discover-via-dns=false --gossip-seed {string.Join(',', seeds.Select(seed => $"127.0.0.1:{seed}"))}"));
    }

    /// <summary>The executable, or null where none is named.</summary>
    public static string? Program { get; } = Environment.GetEnvironmentVariable("LEDGER_TEST_EVENTSTORE_SERVER") is { Length: > 0 } given ? given : null;

    public int Port { get; }

    /// <summary>Starts one by itself.</summary>
    public static async Task<EventStoreNode> Start() => (await StartCluster(1))[0];

    /// <summary>Starts nodes that know each other, and waits until each answers.</summary>
    public static async Task<EventStoreNode[]> StartCluster(int size)
    {
        if (Program is null) throw Tool.Missing("LEDGER_TEST_EVENTSTORE_SERVER does not name a server of EventStoreDB");
        var ports = FreePorts(2 * size);
        EventStoreNode[] nodes = [.. Enumerable.Range(0, size).Select(node => new EventStoreNode(ports[node], ports[size + node], ports.Take(size).Where(port => port != ports[node])))];
        foreach (var node in nodes) node.Begin();
        foreach (var node in nodes) await node.UntilItAnswers();
        return nodes;
    }

    /// <summary>How to reach nodes.</summary>
    public static string Connection(params EventStoreNode[] nodes) =>
        $"esdb://{string.Join(',', nodes.Select(node => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{node.Port}")))}?tls=false";

    /// <summary>Whether it takes part and leads.</summary>
    public async Task<bool> Leads()
    {
        try
        {
            using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
            return (await http.GetStringAsync(new Uri($"http://127.0.0.1:{Port}/info"))).Contains("\"state\": \"leader\"", StringComparison.OrdinalIgnoreCase);
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    /// <summary>Ends it at once, as a power cut would; what it wrote stays.</summary>
    public void Kill() => Signal("-9");

    /// <summary>Stops it without a word; it goes on upon <see cref="Wake"/>.</summary>
    public void Pause() => Signal("-STOP");

    public void Wake() => Signal("-CONT");

    public async ValueTask DisposeAsync()
    {
        if (_shell is not { } shell) return;
        _shell = null;
        shell.StandardInput.Close();
        using var late = new CancellationTokenSource(Patience);
        await shell.WaitForExitAsync(late.Token);
        shell.Dispose();
    }

    /// <summary>The shell starts it again when it ends: a leader that was killed ends once more by itself, to truncate what the others do not have.</summary>
    void Begin()
    {
        Directory.CreateDirectory(_folder);
        var command = $"""
            exec 2>/dev/null
            (while [ ! -e '{_folder}/end' ]; do EVENTSTORE_TELEMETRY_OPTOUT=true '{Program}' {_options} >>'{_folder}/out' 2>&1 </dev/null & echo $! >'{_folder}/pid.new'; mv '{_folder}/pid.new' '{_folder}/pid'; wait $!; done) &
            loop=$!
            cat >/dev/null
            touch '{_folder}/end'
            kill -9 $(cat '{_folder}/pid')
            wait $loop
            rm -rf '{_folder}'
            """;
        _shell = System.Diagnostics.Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command]) { RedirectStandardInput = true })!;
    }

    async Task UntilItAnswers()
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        for (var waited = Stopwatch.StartNew(); ;)
        {
            try
            {
                if ((await http.GetAsync(new Uri($"http://127.0.0.1:{Port}/health/live"))).IsSuccessStatusCode) return;
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
            {
            }
            if (waited.Elapsed > Patience) throw new InvalidOperationException(await File.ReadAllTextAsync(Path.Combine(_folder, "out")));
            await Task.Delay(50);
        }
    }

    void Signal(string signal) => Assert.That(Tool.Run("kill", signal, File.ReadAllText(Path.Combine(_folder, "pid")).Trim()), Is.Zero);

    static int[] FreePorts(int count)
    {
        TcpListener[] listeners = [.. Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        foreach (var listener in listeners) listener.Start();
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        foreach (var listener in listeners) listener.Dispose();
        return ports;
    }
}
