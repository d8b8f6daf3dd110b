using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Ledger.Host.Tests.Serve;

/// <summary>The server as a process: how it starts, what it says, and how it ends.</summary>
public sealed class ServeTests
{
    static readonly string[] Acceptable = ["503", nameof(HttpRequestError.ConnectionError), nameof(HttpRequestError.ResponseEnded), nameof(HttpRequestError.Unknown)];

    Workspace place = null!;

    [SetUp]
    public void Fresh()
    {
        place = new();
        place.Environment["LEDGER_RATE"] = "0";
    }

    [TearDown]
    public void Gone() => place.Dispose();

    [Test]
    public async Task Told_to_end_under_load_it_finishes_what_it_took_and_leaves_a_closed_ledger()
    {
        var server = ServingProcess.Start(place);
        using var http = ServingProcess.Client(server.Address, server.Key!);
        var clients = Enumerable.Range(0, 16).Select(n => new LoadingClient(http, n, batches: true)).ToArray();
        var load = Task.WhenAll(clients.Select(c => Task.Run(() => c.Run(retry: false, CancellationToken.None))));
        Assert.That(() => clients.Sum(c => c.Acknowledged.Count), Is.GreaterThan(500).After(60_000, 5), "no load");
        server.Stop().Exits(0);
        await load;

        Assert.That(clients.SelectMany(c => c.Failures).Distinct(), Is.SubsetOf(Acceptable));
        Assert.That(Directory.GetFiles(place.Data).Select(Path.GetFileName), Has.None.EndsWith("-wal").And.None.EndsWith("-shm"), "the ledger was not closed");
        var journal = ExportedJournal.Of(place);
        journal.Holds(clients.SelectMany(c => c.Acknowledged).Select(a => a.Receipt));
        Assert.That(journal.Ids, Is.Unique.And.SupersetOf(clients.SelectMany(c => c.Acknowledged).Select(a => a.Id)));
        place.Check();
    }

    [Test]
    public async Task A_request_under_way_is_finished_and_no_new_connection_is_taken()
    {
        var server = ServingProcess.Start(place);
        var body = Lines.Registered("slow-1", "u-1");
        using var socket = Begun(server, body.Length);
        server.Signal("TERM");
        Assert.That(() => Refuses(server.Address), Is.True.After(10_000, 10), "it went on listening");
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(body));
        using var reader = new StreamReader(socket.GetStream());
        var answer = await reader.ReadToEndAsync();
        Assert.That(answer, Does.StartWith("HTTP/1.1 200").And.Contain("Connection: close").And.Contain("leafHash"));
        server.Wait().Exits(0);
        Assert.That(ExportedJournal.Of(place).Ids, Is.EqualTo(["slow-1"]));
    }

    [Test]
    public void A_second_signal_ends_it_at_once()
    {
        var server = ServingProcess.Start(place);
        using var hanging = Begun(server, 100);
        server.Signal("INT");
        Assert.That(() => Refuses(server.Address), Is.True.After(10_000, 10), "it went on listening");
        Assert.That(server.HasExited, Is.False, "a request was under way");
        server.Signal("INT");
        server.Wait().Fails(1, "[cancelled]");
        place.Check();
    }

    [Test]
    public void The_first_start_shows_one_key_and_the_next_none()
    {
        var first = ServingProcess.Start(place);
        Assert.That(first.Key, Does.Match("^ledger_[0-9a-f]{12}_[A-Za-z0-9_-]{43}$"));
        first.Stop().Exits(0);
        var second = ServingProcess.Start(place);
        Assert.That(second.Key, Is.Null);
        using var http = ServingProcess.Client(second.Address, first.Key!);
        Assert.That(http.GetAsync("/checkpoint").Result.StatusCode, Is.Not.EqualTo(HttpStatusCode.Unauthorized), "the first key goes on to open");
        second.Stop().Exits(0);
    }

    [Test]
    public void While_it_runs_the_folder_is_its_own_and_a_command_is_told_so()
    {
        using var server = ServingProcess.Start(place);
        place.Run("check").Fails(3, "[store-in-use]", "--server");
        place.Run("serve", "--urls", "http://127.0.0.1:0").Fails(3, "[store-in-use]");
        server.Stop().Exits(0);
        place.Check();
    }

    [TestCase("127.0.0.1")]
    [TestCase("localhost")]
    [TestCase("0.0.0.0")]
    [TestCase("*")]
    public void A_taken_port_is_said_before_anything_is_made_or_shown(string host)
    {
        using var server = ServingProcess.Start(place);
        using var other = new Workspace();
        var url = string.Create(CultureInfo.InvariantCulture, $"http://{host}:{server.Address.Port}");
        Assert.That(other.Run("serve", "--urls", url).Fails(3, "[cannot-listen]", "the address is in use", url).Output, Is.Empty, "no key is shown that nobody will ever need");
        Assert.That(Directory.Exists(other.Data), Is.False);
    }

    [Test]
    public void An_address_of_another_machine_is_said_before_anything_is_made()
    {
        place.Run("serve", "--urls", "http://192.0.2.1:8080").Fails(3, "[cannot-listen]", "no address of this machine");
        Assert.That(Directory.Exists(place.Data), Is.False);
    }

    [TestCase("nonsense")]
    [TestCase("ftp://127.0.0.1:21")]
    [TestCase("http://127.0.0.1:8080/ledger")]
    [TestCase("http://127.0.0.1:123456")]
    [TestCase("http://127.0.0.1:99999999999999")]
    [TestCase("http://localhost:0")]
    [TestCase("http://127.0.0.1:0;")]
    [TestCase("http://unix:/tmp/socket")]
    public void What_is_no_address_is_wrong_input_and_makes_nothing(string urls)
    {
        place.Run("serve", "--urls", urls).Fails(2, "[input]", "http://127.0.0.1:8080");
        Assert.That(Directory.Exists(place.Data), Is.False);
    }

    [Test]
    public void An_address_open_to_the_network_without_encryption_is_warned_of()
    {
        var process = place.Start("serve", "--urls", "http://0.0.0.0:0");
        process.WaitForLines(3);
        using var kill = System.Diagnostics.Process.Start("kill", ["-TERM", $"{process.Id}"]);
        Assert.That(process.Wait().Exits(0).Errors, Does.Contain("warning").And.Contain("not encrypted"));
    }

    [Test]
    public void Programs_can_read_what_it_says()
    {
        var process = place.Start("serve", "--urls", "http://127.0.0.1:0", "--json");
        process.WaitForLines(2);
        using var kill = System.Diagnostics.Process.Start("kill", ["-TERM", $"{process.Id}"]);
        var said = process.Wait().Exits(0).Documents;
        Assert.That(said[0].GetProperty("administratorKey").GetString(), Does.StartWith("ledger_"));
        Assert.That(said[1].GetProperty("listening").GetString(), Does.StartWith("http://127.0.0.1:"));
    }

    /// <summary>A publication whose body the server waits for: it has said that it will read it.</summary>
    static TcpClient Begun(ServingProcess server, int length)
    {
        var socket = new TcpClient(server.Address.Host, server.Address.Port);
        socket.GetStream().Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"POST /events HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nAuthorization: Bearer {server.Key}\r\nContent-Type: application/cloudevents+json\r\nContent-Length: {length}\r\n\r\n")));
        var said = new byte[25];
        socket.GetStream().ReadExactly(said);
        Assert.That(Encoding.ASCII.GetString(said), Is.EqualTo("HTTP/1.1 100 Continue\r\n\r\n"));
        return socket;
    }

    static bool Refuses(Uri address)
    {
        try
        {
            using var probe = new TcpClient(address.Host, address.Port);
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
