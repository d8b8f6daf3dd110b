using System.Net;
using System.Net.Sockets;
using System.Text;
using Ledger.Host.Tests.Serve;

namespace Ledger.Host.Tests.Remote;

/// <summary>How a command finds its server, with which key, and what it says when there is none, or the wrong one.</summary>
public sealed class ReachingTests
{
    Workspace place = null!;

    [SetUp]
    public void Fresh() => place = new();

    [TearDown]
    public void Gone() => place.Dispose();

    [Test]
    public void The_key_comes_from_a_file_or_the_environment_and_the_server_too()
    {
        using var server = ServingProcess.Start(place);
        var file = place.Write("key", server.Key!);
        var key = place.Run("key", "--server", server.Address.ToString(), "--api-key", $"@{file}").Exits(0).Output;
        place.Environment["LEDGER_API_KEY"] = server.Key!;
        Assert.That(place.Run("key", "--server", server.Address.ToString()).Exits(0).Output, Is.EqualTo(key));
        place.Environment["LEDGER_SERVER"] = server.Address.ToString();
        Assert.That(place.Run("key").Exits(0).Output, Is.EqualTo(key));
        place.Run("key", "--data", place.Data).Fails(3, "[store-in-use]");   // an option outdoes the environment
    }

    [Test]
    public void Without_a_key_or_with_a_wrong_one_nobody_is_let_in()
    {
        using var server = ServingProcess.Start(place);
        place.Run("duties", "--server", server.Address.ToString()).Fails(2, "[unauthenticated]");
        place.Environment["LEDGER_API_KEY"] = server.Key![..^1] + "~";
        place.Run("duties", "--server", server.Address.ToString()).Fails(2, "[unauthenticated]");
    }

    [Test]
    public void A_key_on_the_command_line_is_refused_and_not_repeated()
    {
        var ran = place.Run("duties", "--server", "http://127.0.0.1:1", "--api-key", "ledger_0123").Fails(2, "@FILE", "LEDGER_API_KEY");
        Assert.That(ran.Said, Does.Not.Contain("ledger_0123"));
    }

    [Test]
    public void A_folder_and_a_server_at_once_contradict_each_other() =>
        place.Run("duties", "--server", "http://127.0.0.1:1", "--data", place.Data).Fails(2, "--server and --data");

    [TestCase("nonsense")]
    [TestCase("ftp://127.0.0.1")]
    [TestCase("http://user:pass@127.0.0.1:1")]
    [TestCase("http://127.0.0.1:1/?x=1")]
    public void What_is_no_address_is_wrong_input_and_shows_no_password(string url) =>
        Assert.That(place.Run("duties", "--server", url).Fails(2, "[input]", "--server").Said, Does.Not.Contain("pass@"));

    [Test]
    public void Nobody_listening_is_said() =>
        place.Run("duties", "--server", $"http://127.0.0.1:{ServingProcess.FreePort()}").Fails(3, "[server-unreachable]", "nothing listens");

    [Test]
    public void An_unknown_host_is_said() => place.Run("duties", "--server", "http://ledger.invalid").Fails(3, "[server-unreachable]", "ledger.invalid");

    [TestCase("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>")]
    [TestCase("HTTP/1.1 302 Found\r\nLocation: http://elsewhere.example/\r\nContent-Length: 0\r\n\r\n")]
    [TestCase("HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nno")]
    [TestCase("HTTP/1.1 400 Bad Request\r\nContent-Type: application/problem+json\r\nContent-Length: 2\r\n\r\n{}")]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 4\r\n\r\nnull")]
    public void Whoever_is_no_ledger_is_told_from_one(string answer)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var answering = Task.Run(() => Answer(other, answer));
        place.Run("duties", "--server", $"http://{other.LocalEndpoint}").Fails(3, "[server-answer]", "no ledger's server");
        answering.Wait();
    }

    [TestCase("serve", "--urls", "http://127.0.0.1:0")]
    [TestCase("demo")]
    [TestCase("key", "--rotate-master")]
    public void What_works_on_a_folder_alone_says_so(params string[] arguments) =>
        place.Run([.. arguments, "--server", "http://127.0.0.1:1"]).Fails(2, "--server");

    [Test]
    public void Publishing_goes_on_over_a_kill_of_the_server_and_records_each_event_once()
    {
        place.Environment["LEDGER_RATE"] = "0";
        var port = ServingProcess.FreePort();
        var server = ServingProcess.Start(place, port);
        place.Environment["LEDGER_API_KEY"] = server.Key!;
        var sent = Lines.Many("over", 12_000).ToArray();
        using var publishing = place.Start("publish", place.Write("lines.jsonl", sent), "--receipts", "--json", "--server", server.Address.ToString());
        publishing.WaitForLines(2_000);
        server.Kill();
        Assert.That(publishing.HasExited, Is.False, "it was through before the server was killed");
        server = ServingProcess.Start(place, port);
        var receipts = PrintedReceipt.In(publishing.Wait().Exits(0).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)).ToArray();
        server.Stop().Exits(0);

        Assert.That(receipts, Has.Length.EqualTo(sent.Length));
        var journal = ExportedJournal.Of(place);
        journal.Holds(receipts);
        Assert.That(journal.Ids, Is.EqualTo(sent.Select((_, n) => $"over-{n:D5}")));
        place.Check();
    }

    static void Answer(TcpListener listener, string answer)
    {
        using var client = listener.AcceptTcpClient();
        var stream = client.GetStream();
        using var reader = new StreamReader(stream, leaveOpen: true);
        while (!string.IsNullOrEmpty(reader.ReadLine()))
        {
        }
        stream.Write(Encoding.ASCII.GetBytes(answer));
    }
}
