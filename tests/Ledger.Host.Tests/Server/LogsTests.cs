using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Ledger.Host.Tests.Leaks;
using Ledger.Host.Tests.Serve;
using Ledger.Host.Tests.Web;

namespace Ledger.Host.Tests.Server;

/// <summary>What leaves the server besides its answers: logs, traces and metrics. None of it may tell who a person is, or a key.</summary>
[NonParallelizable]
public sealed class LogsTests
{
    static readonly string[] Levels = ["Trace", "Information"];

    [TestCaseSource(nameof(Levels))]
    public async Task No_id_comes_into_the_log_at_any_level(string level)
    {
        var marks = new Marks();
        using var served = ServingProcess.StartFresh(("LEDGER_LOG_LEVEL", level));
        await Disturb(served.Http, marks);
        var said = served.Stop();
        var lines = said.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(marks.In("log", said.Errors), Is.Empty);
            Assert.That(said.Errors, Does.Not.Contain(served.Http.DefaultRequestHeaders.Authorization!.Parameter!));
            foreach (var line in lines) Assert.That(() => JsonDocument.Parse(line).Dispose(), Throws.Nothing, line);
            Assert.That(lines, Has.Some.Contains("POST").And.Some.Contains("/events"), "an answered request has its line");
        }
    }

    [Test]
    public async Task No_key_session_or_form_of_the_console_comes_into_the_log_and_a_refused_sign_in_does()
    {
        using var served = ServingProcess.StartFresh(("LEDGER_LOG_LEVEL", "Trace"));
        using var visitor = new Visitor(served.Address);
        var wrong = $"ledger_0123456789ab_{new string('w', 43)}";
        await visitor.SignIn(wrong);
        var form = (await visitor.Get(Visitor.SignInPath)).FormToken;
        Assert.That((await visitor.SignIn(served.Key!)).Status, Is.EqualTo(System.Net.HttpStatusCode.Redirect));
        var secrets = new[] { wrong, wrong.Split('_')[1], form, served.Key!, visitor.Session! }.Concat(visitor.Cookies.Select(cookie => cookie.Value)).ToList();
        await visitor.Get("/console");
        await visitor.Get("/console/no-such-page?text=secret-question");
        await visitor.Post("/console/sign-out", "/console/sign-out", ("_handler", "no-such-form"));
        await visitor.Post("/console/sign-out", null, ("_handler", "sign-out"));
        var said = served.Stop().Errors;
        Assert.That(said, Does.Contain("A sign-in to the console was refused").And.Contain("/console/sign-in"));
        Assert.That(secrets.Append("secret-question").Where(secret => said.Contains(secret, StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task Without_being_asked_the_log_is_silent_about_what_went_well()
    {
        using var served = ServingProcess.StartFresh();
        await Disturb(served.Http, new());
        Assert.That(served.Stop().Errors, Is.Empty);
    }

    [Test]
    public async Task Traces_and_metrics_go_out_by_otlp_and_name_nobody()
    {
        var marks = new Marks();
        await using var receiver = await OtlpReceiver.Start();
        using var served = ServingProcess.StartFresh(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_METRIC_EXPORT_INTERVAL", "500"), ("OTEL_BSP_SCHEDULE_DELAY", "200"));
        await Disturb(served.Http, marks);
        for (var left = 2000; left > 0 && !Encoding.Latin1.GetString(receiver.Of("traces")).Contains("ledger.sign", StringComparison.Ordinal); left--) await Task.Delay(50);
        served.Stop();   // a server that stops sends what it still has
        var (traces, metrics) = (Encoding.Latin1.GetString(receiver.Of("traces")), Encoding.Latin1.GetString(receiver.Of("metrics")));
        using (Assert.EnterMultipleScope())
        {
            foreach (var span in new[] { "POST /events", "ledger.publish", "ledger.decide", "ledger.append", "ledger.group", "ledger.fold", "ledger.sign" })
                Assert.That(traces, Does.Contain(span));
            foreach (var metric in new[] { "ledger.append.duration", "ledger.queue.depth", "ledger.projection.lag", "http.server.request.duration" })
                Assert.That(metrics, Does.Contain(metric));
            Assert.That(marks.In("OTLP", receiver.All), Is.Empty);
            Assert.That(traces, Does.Not.Contain("url.path").And.Not.Contain("url.query").And.Not.Contain("user_agent"));
        }
    }

    /// <summary>Marked ids wherever a caller can put them, into requests that go well and requests that fail.</summary>
    static async Task Disturb(HttpClient client, Marks marks)
    {
        async Task Send(HttpMethod method, string path, string? body = null, string type = "application/cloudevents+json")
        {
            using var request = new HttpRequestMessage(method, path);
            if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(type));
            request.Headers.TryAddWithoutValidation("User-Agent", marks.New());
            request.Headers.TryAddWithoutValidation("X-Purpose", marks.New());
            request.Headers.TryAddWithoutValidation("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
            request.Headers.TryAddWithoutValidation("tracestate", $"a={marks.New()}");
            request.Headers.TryAddWithoutValidation("baggage", $"user={marks.New()}");
            (await client.SendAsync(request)).Dispose();
        }

        string Event(string id, string subject, string type, string data) =>
            $$"""{"specversion":"1.0","id":"{{id}}","source":"/t","type":"{{type}}","subject":"{{subject}}","time":"2026-01-15T10:00:00Z","data":{{data}}}""";

        var subject = marks.New();
        await Send(HttpMethod.Post, "/events", Event("a-1", subject, "ledger.messaging.opted-in.v1", $$"""{"kind":"news","channels":["email"],"contact":"{{marks.New()}}"}"""));
        await Send(HttpMethod.Post, "/events", Event("a-2", marks.New(), "ledger.messaging.opted-in.v1", $$"""{"kind":"news","{{marks.New()}}":1}"""));
        await Send(HttpMethod.Post, "/events", $"{{ \"{marks.New()}\"", marks.New() + "/x");
        await Send(HttpMethod.Get, $"/subjects/{subject}/permission?purpose=news&channel={marks.New()}");
        await Send(HttpMethod.Get, $"/subjects/{marks.New()}?at={marks.New()}");
        await Send(HttpMethod.Get, $"/{marks.New()}/%ff%00{marks.New()}?q={marks.New()}");
        await Send(new HttpMethod(marks.New()), "/events");
        await Send(HttpMethod.Get, "/checkpoint");
    }
}
