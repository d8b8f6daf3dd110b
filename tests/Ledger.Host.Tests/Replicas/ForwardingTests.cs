using System.Diagnostics;
using System.Net;
using Ledger.Host.Server;
using Ledger.Host.Server.Forwarding;
using Ledger.Host.Tests.Serve;
using Ledger.Host.Tests.Server;
using Ledger.Host.Tests.Web;

namespace Ledger.Host.Tests.Replicas;

/// <summary>A standby answers as the replica that serves: it passes requests on, and takes over what waits.</summary>
[NonParallelizable]
public sealed class ForwardingTests
{
    Workspace _place = null!;
    Replica _serving = null!, _standby = null!;
    HttpClient _http = null!;
    string _key = null!;

    [OneTimeSetUp]
    public async Task Begin()
    {
        _place = new();
        _place.Environment["LEDGER_RATE"] = "0";
        await TestProfile.Postgres(_place);
        _serving = new(_place, ServingProcess.FreePort());
        await _serving.Serves();
        _standby = new(_place, ServingProcess.FreePort());
        _key = _serving.Key!;
        _http = ServingProcess.Client(_standby.Address, _key);
        await _standby.StandsBy();
    }

    [OneTimeTearDown]
    public void End()
    {
        _http.Dispose();
        _place.Dispose();
    }

    [Test, Order(1)]
    public async Task What_is_published_to_a_standby_is_recorded_and_its_feed_tells_of_it()
    {
        using var published = await _http.PostAsync("/events", Served.Structured(Lines.Registered("f-1", "u-1")));
        Assert.That(published.StatusCode, Is.EqualTo(HttpStatusCode.OK), await published.Content.ReadAsStringAsync());
        await using var feed = await Listener.Open(_http, "?after=-1");
        Assert.That(await feed.Types(2), Does.Contain("subject.registered"), "the first is the key's");
    }

    [Test, Order(1)]
    public async Task A_standby_is_ready_and_lets_nobody_in_without_a_key()
    {
        using var stranger = new HttpClient { BaseAddress = _standby.Address };
        Assert.That(await stranger.GetStringAsync("/health/ready"), Does.Contain("\"standby\":true").And.Contain("\"ok\""));
        Assert.That((await stranger.GetAsync("/metrics")).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(await _http.GetStringAsync("/metrics"), Does.Contain("ledger_serving").And.Contain("ledger_turns"));
    }

    [Test, Order(1)]
    public async Task A_form_of_the_console_comes_through_with_its_cookies()
    {
        using var browser = new Visitor(_standby.Address);
        var sent = await browser.SignIn(_key);
        Assert.That(browser.Session, Is.Not.Null, sent.Text);
        Assert.That((await browser.Get("/console")).Status, Is.EqualTo(HttpStatusCode.OK), "the session holds, and no redirect was followed on the way");
    }

    [TestCase(false), TestCase(true), Order(1)]
    public async Task A_page_that_proves_is_made_also_where_the_form_comes_after_its_headers(bool standby)
    {
        using var browser = new Visitor((standby ? _standby : _serving).Address);
        await browser.SignIn(_key);
        var token = (await browser.Get("/console/trust")).FormToken;
        var shown = await browser.PostAs("/console/trust", [("_handler", "verify"), ("__RequestVerificationToken", token)], ("Expect", "100-continue"));
        Assert.That(shown.Text, Does.Contain("notice done"));
    }

    [Test, Order(1)]
    public void Only_a_replica_can_say_whom_a_request_is_from()
    {
        var clock = TimeProvider.System;
        var (ours, others) = (new ForwardedMark(new byte[32], clock), new ForwardedMark([.. Enumerable.Repeat((byte)1, 32)], clock));
        var header = ours.Of("GET", "/a?b=%2F", "https", IPAddress.Parse("192.0.2.7"), "ledger.example:8443");
        var said = ours.Read("GET", "/a?b=%2F", header)!;
        Assert.That((said.Scheme, said.Address, said.Host), Is.EqualTo(("https", IPAddress.Parse("192.0.2.7"), "ledger.example:8443")));
        Assert.That(ours.Read("POST", "/a?b=%2F", header), Is.Null);
        Assert.That(ours.Read("GET", "/a?b=/", header), Is.Null);
        Assert.That(others.Read("GET", "/a?b=%2F", header), Is.Null);
        Assert.That(ours.Read("GET", "/a?b=%2F", header.Replace("192.0.2.7", "192.0.2.8", StringComparison.Ordinal)), Is.Null);
        Assert.That(ours.Read("GET", "/a?b=%2F", header.Replace("ledger.example", "ledger.invalid", StringComparison.Ordinal)), Is.Null);
    }

    [TestCase(true), TestCase(false), Order(1)]
    public async Task Who_serves_believes_a_mark_that_a_replica_made_and_no_other(bool made)
    {
        using var browser = new Visitor(_serving.Address);
        var key = made ? TestProfile.Nowhere.ForwardingKey : new byte[32];
        var mark = new ForwardedMark(key, TimeProvider.System).Of("GET", Visitor.SignInPath, "https", IPAddress.Parse("192.0.2.7"), "ledger.example");
        var page = await browser.Get(Visitor.SignInPath, (ForwardedMark.Header, mark));
        Assert.That(page.Status, Is.EqualTo(HttpStatusCode.OK), page.Text);
        Assert.That(page.Headers["Set-Cookie"].Contains("secure", StringComparison.OrdinalIgnoreCase), Is.EqualTo(made));
    }

    [Test, Order(2)]
    public async Task What_was_sent_to_one_that_was_stopped_ends_and_may_be_sent_again()
    {
        _serving.Signal("STOP");
        using var lost = await _http.PostAsync("/events", Served.Structured(Lines.Registered("f-2", "u-f-2")));
        Assert.That(await lost.Content.ReadAsStringAsync(), Does.Contain(HttpRefusals.ReplicaLost));
        await Taken(_http, "f-2");
        _serving.Signal("CONT");
        Assert.That(_serving.Wait().Errors, Does.Contain("Another replica has taken the ledger over"));
    }

    [Test, Order(3)]
    public async Task What_comes_while_nobody_serves_waits_and_is_answered_by_the_one_that_takes_over()
    {
        _serving.Revive();
        await _serving.StandsBy();
        using var client = ServingProcess.Client(_serving.Address, _key);
        Assert.That((await client.GetAsync("/checkpoint")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        _standby.Kill();
        await Taken(client, "f-3");
        using var http = new HttpClient();
        Assert.That(await _serving.IsReady(http), "it serves now, at the same port");
    }

    /// <summary>The first answer is that it was recorded, or comes after the whole time that is waited: then a slow machine took longer, and nothing was sent meanwhile.</summary>
    static async Task Taken(HttpClient http, string id)
    {
        for (var whole = Stopwatch.StartNew(); ;)
        {
            var watch = Stopwatch.StartNew();
            using var answer = await http.PostAsync("/events", Served.Structured(Lines.Registered(id, $"u-{id}")));
            var said = await answer.Content.ReadAsStringAsync();
            TestContext.Out.WriteLine($"{(int)answer.StatusCode} after {watch.ElapsedMilliseconds} ms");
            if (answer.StatusCode == HttpStatusCode.OK) return;
            Assert.That(said, Does.Contain(HttpRefusals.StandingBy), said);
            Assert.That(watch.Elapsed, Is.GreaterThan(Forwarder.WaitMax - TimeSpan.FromMilliseconds(100)), "it was not waited for");
            Assert.That(whole.Elapsed, Is.LessThan(Workspace.Patience));
        }
    }
}
