using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
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

    [OneTimeSetUp]
    public async Task Begin()
    {
        _place = new();
        _place.Environment["LEDGER_RATE"] = "0";
        await TestProfile.Postgres(_place);
        _serving = new(_place, ServingProcess.FreePort());
        await _serving.Serves();
        _standby = new(_place, ServingProcess.FreePort());
        _http = new() { BaseAddress = _standby.Address, Timeout = TimeSpan.FromSeconds(30) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _serving.Key);
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
        var sent = await browser.SignIn(_serving.Key!);
        Assert.That(browser.Session, Is.Not.Null, sent.Text);
        Assert.That((await browser.Get("/console")).Status, Is.EqualTo(HttpStatusCode.OK), "the session holds, and no redirect was followed on the way");
    }

    [Test, Order(1)]
    public void Only_a_replica_can_say_whom_a_request_is_from()
    {
        var clock = TimeProvider.System;
        var (ours, others) = (new ForwardedMark(new byte[32], clock), new ForwardedMark([.. Enumerable.Repeat((byte)1, 32)], clock));
        var header = ours.Of("GET", "/a?b=%2F", "https", IPAddress.Parse("192.0.2.7"));
        Assert.That(ours.Read("GET", "/a?b=%2F", header), Is.EqualTo(("https", IPAddress.Parse("192.0.2.7"))));
        Assert.That(ours.Read("POST", "/a?b=%2F", header), Is.Null);
        Assert.That(ours.Read("GET", "/a?b=/", header), Is.Null);
        Assert.That(others.Read("GET", "/a?b=%2F", header), Is.Null);
        Assert.That(ours.Read("GET", "/a?b=%2F", header.Replace("192.0.2.7", "192.0.2.8", StringComparison.Ordinal)), Is.Null);
        Assert.That(ours.Read("GET", "/a?b=%2F", "0 https 192.0.2.7 00"), Is.Null);
    }

    [Test, Order(2)]
    public async Task What_comes_while_nobody_serves_waits_and_is_answered_by_the_one_that_takes_over()
    {
        _serving.Kill();
        var watch = Stopwatch.StartNew();
        HttpStatusCode status;
        string said;
        do
        {
            using var answer = await _http.PostAsync("/events", Served.Structured(Lines.Registered("f-2", "u-2")));
            (status, said) = (answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }
        while (status == HttpStatusCode.ServiceUnavailable && watch.Elapsed < Workspace.Patience);
        Assert.That(status, Is.EqualTo(HttpStatusCode.OK), said);
        TestContext.Out.WriteLine($"answered {watch.ElapsedMilliseconds} ms after the kill");
        using var http = new HttpClient();
        Assert.That(await _standby.IsReady(http), "it serves now, at the same port");
    }
}
