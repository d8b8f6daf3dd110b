using System.Diagnostics;
using System.Net;
using System.Text;
using Ledger.Access;
using Ledger.Journal;

namespace Ledger.Host.Tests.Server;

/// <summary>What no well-behaved client sends, byte for byte over sockets: each a clear 4xx, nothing recorded, and the server alive.</summary>
public sealed class BadInputTests
{
    static readonly string Event = Lines.Registered("a", "u-1");

    Served _served = null!;
    string _key = null!;

    [SetUp]
    public async Task Start()
    {
        _served = await Served.Start();
        _key = await _served.Ledger.Get<ApiKeys>().Issue(new("svc", Role.Officer) { Rate = 0 }, default);
    }

    [TearDown]
    public async Task Stop()
    {
        Assert.That((await Sent.Get(_served.Anonymous(), "/health/live")).Status, Is.EqualTo(HttpStatusCode.OK), "it lives");
        await _served.DisposeAsync();
    }

    [Test]
    public async Task A_body_cut_off_records_nothing()
    {
        var length = Event.Length + 10;
        var (status, text) = await Ask($"POST /events HTTP/1.1\nContent-Type: application/cloudevents+json\nContent-Length: {length}", Event, thenEnd: true);
        Assert.That((status is 0 or 400, await Count()), Is.EqualTo((true, 0L)), text);   // who has hung up may get no answer
        var chunk = $"{Event.Length:x}\r\n{Event}\r\n";
        (status, text) = await Ask("POST /events HTTP/1.1\nContent-Type: application/cloudevents+json\nTransfer-Encoding: chunked", chunk, thenEnd: true);
        Assert.That((status is 0 or 400, await Count()), Is.EqualTo((true, 0L)), text);
        (status, text) = await Ask("POST /events HTTP/1.1\nContent-Type: application/cloudevents+json\nTransfer-Encoding: chunked", chunk + "zz\r\n");
        Assert.That((status, await Count()), Is.EqualTo((400, 0L)), text);
        (status, text) = await Ask("POST /events HTTP/1.1\nContent-Type: application/cloudevents+json\nTransfer-Encoding: chunked", chunk + "0\r\n\r\n");
        Assert.That((status, await Count()), Is.EqualTo((200, 1L)), text);
    }

    static IEnumerable<TestCaseData> Malformed()
    {
        const string get = "GET /checkpoint HTTP/1.1", post = "POST /events HTTP/1.1\nContent-Type: application/cloudevents+json";
        (string Name, string Head)[] heads =
        [
            ("two lengths", $"{post}\nContent-Length: 5\nContent-Length: 6"), ("two equal lengths that are none", $"{post}\nContent-Length: -5\nContent-Length: -5"),
            ("a list of lengths", $"{post}\nContent-Length: 5, 5"), ("a huge length", $"{post}\nContent-Length: 99999999999999999999"), ("a length with a sign", $"{post}\nContent-Length: +5"),
            ("an unknown coding", $"{post}\nTransfer-Encoding: gzip"), ("a coding hidden", $"{post}\nTransfer-Encoding: xchunked"), ("chunked not last", $"{post}\nTransfer-Encoding: chunked, identity"),
            ("no host", $"{get}\nX: y\n-"), ("two hosts", $"{get}\nHost: a\nHost: b"), ("a host that is none", $"{get}\nHost: a b"), ("a folded header", $"{get}\nX-A: b\n c"),
            ("a space before the colon", $"{get}\nX-A : b"), ("a null in a value", $"{get}\nX-A: a\0b"), ("bytes that are no text", $"{get}\nX-A: \u00ff\u00fe"),
            ("a huge header", $"{get}\nX-A: {new string('a', 40_000)}"), ("many headers", get + string.Concat(Enumerable.Range(0, 200).Select(i => $"\nX-{i}: a"))),
            ("a huge target", $"GET /{new string('a', 20_000)} HTTP/1.1"), ("no method", "/ HTTP/1.1"), ("no HTTP", "hello"),
            ("a null in the path", "GET /subjects/%00/permission?purpose=a HTTP/1.1"), ("raw bytes in the path", "GET /subjects/\u00ff/permission?purpose=a HTTP/1.1"),
            ("a percent sign alone in an id", "GET /subjects/%zz/permission?purpose=a HTTP/1.1"), ("bytes in an id that are no text", "GET /subjects/%c3%28/permission?purpose=a HTTP/1.1"),
            ("dots that change the id", "GET /subjects/x/../u-1/permission?purpose=a HTTP/1.1"), ("encoded dots", "GET /subjects/x/%2e%2e/u-1/permission?purpose=a HTTP/1.1"),
            ("a query that is no text", "GET /subjects/u/permission?purpose=%4 HTTP/1.1"), ("raw bytes in a query", "GET /subjects/u/permission?purpose=\u00ff HTTP/1.1"),
            ("two types", $"{post}\nContent-Type: text/plain\nContent-Length: 0"), ("a duplicate attribute", "POST /events HTTP/1.1\nContent-Type: application/json\nContent-Length: 0\nce-specversion: 1.0\nCE-ID: a\nce-id: b"),
        ];
        return heads.Select(h => new TestCaseData(h.Head).SetArgDisplayNames(h.Name));
    }

    [TestCaseSource(nameof(Malformed))]
    public async Task A_request_that_is_none_is_refused(string head)
    {
        var (status, text) = head.EndsWith("\n-", StringComparison.Ordinal)
            ? await RawHttp.Ask(_served.Address, RawHttp.Request(head[..^2]))
            : await Ask(head, head.StartsWith("POST", StringComparison.Ordinal) ? "{}{}{}" : "");
        Assert.That((status, await Count()), Is.EqualTo((Math.Clamp(status, 400, 499), 0L)), text);
    }

    [Test]
    public async Task A_request_smuggled_behind_another_is_not_answered()
    {
        var inner = $"GET /checkpoint HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {_key}\r\n\r\n";
        var body = $"0\r\n\r\n{inner}";
        var (_, text) = await Ask($"POST /events HTTP/1.1\nContent-Type: application/cloudevents+json\nContent-Length: {body.Length}\nTransfer-Encoding: chunked", body);
        Assert.That(text.Split("HTTP/1.1 ").Length - 1, Is.EqualTo(1), text);
        Assert.That(await Count(), Is.Zero);
    }

    [Test]
    public async Task Absolute_targets_are_the_same_resource()
    {
        await Asking.Prepare(_served);
        var (status, text) = await Ask("GET http://ledger.example/subjects/nobody/permission?purpose=contact HTTP/1.1", "");
        Assert.That((status, text), Is.EqualTo((200, text)));
        Assert.That(text, Does.Contain("\"reason\":\"person-unknown\""));
    }

    [TestCase("/tile/0/%3000"), TestCase("/tile/0/000%2Ep/1"), TestCase("/tile/entries/000%2ep/1"), TestCase("/tile/0/../0/000.p/1"), TestCase("/tile/%65ntries/000.p/1")]
    public async Task A_tile_has_one_spelling(string path)
    {
        (await Sent.Structured(await _served.Client(Role.Publisher), Event, ("Prefer", "wait=published"))).Taken();
        Assert.That((await Ask($"GET {path} HTTP/1.1", "")).Status, Is.EqualTo(404));
        Assert.That((await Ask("GET /tile/0/000.p/1 HTTP/1.1", "")).Status, Is.EqualTo(200));
    }

    [TestCase("{\"specversion\":\"1.0\",\"specversion\":\"1.0\"}", 400, CodecRefusals.DuplicateProperty)]
    [TestCase("{\"specversion\":\"1.0\",\"id\":\"\\ud800\"}", 422, null)]
    [TestCase("{\"specversion\":1e400}", 422, null)]
    [TestCase("", 400, CodecRefusals.NotJson)]
    [TestCase("null", 422, CodecRefusals.WrongType)]
    [TestCase("\u00ef\u00bb\u00bf{}", 400, CodecRefusals.NotJson)]
    [TestCase("{\"id\":\"\u00ff\"}", 400, CodecRefusals.NotUtf8)]
    [TestCase("{\"id\":\"\u00c0\u0080\"}", 400, CodecRefusals.NotUtf8)]
    [TestCase("{} {}", 400, CodecRefusals.NotJson)]
    public async Task A_body_that_is_no_event_is_refused(string body, int status, string? code)
    {
        using var client = await _served.Client(Role.Publisher);
        foreach (var (sent, type) in ((string, string)[])[(body, "application/cloudevents+json"), ($"[{Event},{body}]", "application/cloudevents-batch+json")])
        {
            if (type.Contains("batch", StringComparison.Ordinal) && body is "" or "{} {}" or ['\u00ef', ..]) continue;   // there another fault of the array
            var refused = await Sent.Post(client, Encoding.Latin1.GetBytes(sent), type);
            Assert.That(((int)refused.Status, await Count()), Is.EqualTo((status, 0L)), refused.Text);
            if (code is not null) Assert.That(refused.Code, Is.EqualTo(code));
        }
    }

    [TestCase(17), TestCase(1_000), TestCase(30_000)]
    public async Task Depth_is_refused_however_deep(int depth)
    {
        using var client = await _served.Client(Role.Publisher);
        var deep = $$"""{"data":{{new string('[', depth)}}{{new string(']', depth)}}}""";
        (await Sent.Structured(client, deep)).Refused(400, CodecRefusals.TooDeep);
        Assert.That((await Sent.Batch(client, [Event, deep])).Refused(400, CodecRefusals.TooDeep).Json.GetProperty("item").GetInt32(), Is.EqualTo(1));
    }

    [TestCase("9007199254740992"), TestCase("1e5"), TestCase("-1.0"), TestCase("123456789012345678901234567890")]
    public async Task Numbers_that_are_none_of_the_ledgers_are_refused(string number)
    {
        using var client = await _served.Client(Role.Publisher);
        var refused = (await Sent.Structured(client, Lines.Event("a", "u-1", "ledger.disclosure.made.v1",
            $$"""{"recipient":"r","categories":["c"],"purpose":"p","mode":"provision","country":"RU","records":{{number}}}"""))).Refused(422, CodecRefusals.NumberNotInteger);
        Assert.That(refused.Path, Is.EqualTo("$.data.records"));
    }

    [Test, CancelAfter(60_000)]
    public async Task Slow_clients_are_shown_the_door_while_others_work(CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        var head = Drip(RawHttp.Request($"GET /checkpoint HTTP/1.1\nHost: x\nAuthorization: Bearer {_key}"), cancel);
        var body = Drip(RawHttp.Request($"POST /events HTTP/1.1\nHost: x\nAuthorization: Bearer {_key}\nContent-Type: application/cloudevents+json\nContent-Length: 5000"), cancel, headAtOnce: true);
        using var client = await _served.Client(Role.Publisher);
        while (!head.IsCompleted || !body.IsCompleted)
        {
            (await Sent.Structured(client, Event)).Taken();
            await Task.WhenAny(Task.WhenAll(head, body), Task.Delay(500, cancel));
            cancel.ThrowIfCancellationRequested();
        }
        Assert.That((await head, await body), Is.EqualTo((408, 408)));
        Assert.That(Stopwatch.GetElapsedTime(started), Is.LessThan(TimeSpan.FromSeconds(40)));
    }

    [Test, CancelAfter(60_000)]
    public async Task A_thousand_connections_at_once_are_all_answered(CancellationToken cancel)
    {
        var connections = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => RawHttp.Connect(_served.Address, cancel)));
        try
        {
            var answers = await Task.WhenAll(connections.Select(async (connection, n) =>
            {
                var line = Lines.Registered($"many{n:D4}", $"user{n:D4}");
                await connection.Send(RawHttp.Request(
                    $"POST /events HTTP/1.1\nHost: x\nConnection: close\nAuthorization: Bearer {_key}\nContent-Type: application/cloudevents+json\nContent-Length: {line.Length}", Encoding.UTF8.GetBytes(line)));
                return (await connection.Read(TimeSpan.FromSeconds(50))).Status;
            }));
            Assert.That(answers, Is.All.AnyOf(200, 503));
            Assert.That(await Count(), Is.EqualTo(answers.Count(status => status == 200)));
        }
        finally
        {
            foreach (var connection in connections) connection.Dispose();
        }
    }

    /// <summary>Sends a byte a fifth of a second; the status it was closed with.</summary>
    async Task<int> Drip(byte[] request, CancellationToken cancel, bool headAtOnce = false)
    {
        using var raw = await RawHttp.Connect(_served.Address, cancel);
        var reading = raw.Read(TimeSpan.FromSeconds(50));
        if (headAtOnce) await raw.Send(request);
        for (var at = 0; !reading.IsCompleted; at++)
        {
            await raw.Send([headAtOnce ? (byte)' ' : request[Math.Min(at, request.Length - 5)]]);
            await Task.WhenAny(reading, Task.Delay(200, cancel));
            cancel.ThrowIfCancellationRequested();
        }
        return (await reading).Status;
    }

    Task<(int Status, string Text)> Ask(string head, string body, bool thenEnd = false) =>
        RawHttp.Ask(_served.Address, RawHttp.Request($"{(head.Contains("\nHost: ", StringComparison.Ordinal) ? head : $"{head}\nHost: ledger.example")}\nConnection: close\nAuthorization: Bearer {_key}", Encoding.Latin1.GetBytes(body)), thenEnd);

    async Task<long> Count() => await _served.Ledger.Get<IJournal>().Count(default);
}
