using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ledger.Host.Server;
using Ledger.Host.Server.Forwarding;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Ledger.Host.Tests.Replicas;

/// <summary>What a standby does with requests, whatever the one that serves does to them.</summary>
public sealed class StandbyServerTests
{
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(6);

    [TestCase(false), TestCase(true)]
    public async Task What_has_no_body_reaches_one_that_goes_away_once_and_its_caller_is_told(bool expecting)
    {
        await using var standby = await StandingBy.Start();
        using var holder = new RawHolder(answer: null);
        standby.Serves(holder.Address);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/acts/1/certificate") { Headers = { ExpectContinue = expecting } };
        using var answer = await standby.Http.SendAsync(request);
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain(HttpRefusals.ReplicaLost));
        Assert.That(holder.Asked, Is.EqualTo(1));
    }

    [Test]
    public async Task What_waited_is_answered_by_the_standby_once_it_serves_with_its_own_limit_of_bodies()
    {
        await using var standby = await StandingBy.Start(new() { BodyBytesMax = 100 });
        var (small, large) = (standby.Http.PostAsync("/events", new ByteArrayContent(new byte[100])), standby.Http.PostAsync("/events", new ByteArrayContent(new byte[101])));
        await Task.Delay(300);   // both wait
        await standby.Takes(async context => await context.Response.WriteAsync(((await new StreamReader(context.Request.Body).ReadToEndAsync()).Length).ToString(null, null)));
        Assert.That(await (await small).Content.ReadAsStringAsync(), Is.EqualTo("100"));
        Assert.That((await large).StatusCode, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
    }

    [Test]
    public async Task A_standby_is_not_ready_by_another_standby()
    {
        await using var standby = await StandingBy.Start();
        using var other = new RawHolder(RawHolder.StandbyLives);
        standby.Serves(other.Address);
        Assert.That((await standby.Http.GetAsync("/health/ready")).StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(other.Asked, Is.EqualTo(1));
        Assert.That((await standby.Http.GetAsync("/health/live")).Headers.Contains(StandbyPage.Header), "or it would be taken for one that serves");
    }

    [Test]
    public async Task Many_may_ask_whether_it_is_ready_while_who_serves_says_nothing()
    {
        await using var standby = await StandingBy.Start();
        using var mute = new RawHolder("");
        standby.Serves(mute.Address);
        var watch = Stopwatch.StartNew();
        foreach (var answer in await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => standby.Http.GetAsync("/health/ready")))) Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(watch.Elapsed, Is.LessThan(Soon), "one asks for all");
        Assert.That(mute.Asked, Is.LessThan(3));
    }

    [Test]
    public async Task What_waits_asks_seldom_and_at_once_when_another_serves()
    {
        await using var standby = await StandingBy.Start();
        using var returned = new RawHolder(RawHolder.StandsBy);   // killed, and started again at its address
        using var next = new RawHolder(RawHolder.Fine);
        standby.Serves(returned.Address);
        var waiting = standby.Http.GetStringAsync("/checkpoint");
        await Task.Delay(TimeSpan.FromSeconds(3));
        Assert.That(returned.Asked, Is.InRange(2, 8));
        standby.Serves(next.Address);
        Assert.That(await waiting, Is.EqualTo("fine"));
    }

    [Test]
    public async Task Only_so_many_wait()
    {
        await using var standby = await StandingBy.Start();
        var watch = Stopwatch.StartNew();
        var asked = Enumerable.Range(0, Forwarder.WaitingMax + 20).Select(_ => standby.Http.GetAsync("/checkpoint")).ToList();
        using var answer = await await Task.WhenAny(asked);
        Assert.That(watch.Elapsed, Is.LessThan(Forwarder.WaitMax), "the rest waits so long");
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain(HttpRefusals.StandingBy));
        using var next = new RawHolder(RawHolder.Fine);
        standby.Serves(next.Address);
        var answers = await Task.WhenAll(asked);
        Assert.That(answers.Count(a => a.StatusCode == HttpStatusCode.OK), Is.GreaterThan(Forwarder.WaitingMax - 20));
    }

    [Test]
    public async Task A_standby_that_ends_lets_nothing_wait()
    {
        await using var standby = await StandingBy.Start();
        var waiting = standby.Http.GetAsync("/checkpoint");
        await Task.Delay(500);
        Assert.That(waiting.IsCompleted, Is.False);
        var watch = Stopwatch.StartNew();
        await standby.Ends();
        Assert.That(await (await waiting).Content.ReadAsStringAsync(), Does.Contain(HttpRefusals.StandingBy));
        Assert.That(watch.Elapsed, Is.LessThan(Soon));
    }

    [TestCase(true), TestCase(false)]
    public async Task What_was_passed_on_or_says_so_is_not_passed_on_again(bool truly)
    {
        await using var standby = await StandingBy.Start();
        using var holder = new RawHolder(RawHolder.Fine);
        standby.Serves(holder.Address);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/checkpoint");
        var key = truly ? TestProfile.Nowhere.ForwardingKey : new byte[32];
        request.Headers.Add(ForwardedMark.Header, new ForwardedMark(key, TimeProvider.System).Of("GET", "/checkpoint", "http", IPAddress.Loopback, "ledger.test"));
        using var answer = await standby.Http.SendAsync(request);
        Assert.That(answer.Headers.Contains(StandbyPage.Header), await answer.Content.ReadAsStringAsync());
        Assert.That(holder.Asked, Is.Zero);
    }

    [Test]
    public async Task What_is_under_way_at_one_that_says_nothing_ends_when_another_serves()
    {
        await using var standby = await StandingBy.Start();
        using var mute = new RawHolder("");
        standby.Serves(mute.Address);
        var sent = standby.Http.PostAsync("/events", new ByteArrayContent(new byte[10]));
        for (var watch = Stopwatch.StartNew(); mute.Asked == 0; await Task.Delay(10)) Assert.That(watch.Elapsed, Is.LessThan(Soon));
        standby.Serves(null);
        Assert.That(await (await sent).Content.ReadAsStringAsync(), Does.Contain(HttpRefusals.ReplicaLost));
    }

    [Test]
    public async Task What_finds_no_connection_in_time_was_not_sent_and_waits()
    {
        await using var standby = await StandingBy.Start();
        using var full = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        full.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        full.Listen(0);   // as a machine that was switched off: after the first nothing is let in, and nothing is said
        using var first = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await first.ConnectAsync(full.LocalEndPoint!);
        standby.Serves(new($"http://{full.LocalEndPoint}"));
        var waiting = standby.Http.PostAsync("/events", new ByteArrayContent(new byte[10]));
        await Task.Delay(TimeSpan.FromSeconds(4));
        Assert.That(waiting.IsCompleted, Is.False);
        using var next = new RawHolder(RawHolder.Fine);
        standby.Serves(next.Address);
        Assert.That((await waiting).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task A_certificate_that_is_not_trusted_is_told_at_once()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var made = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256).CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().UseUrls("https://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = made));
        await using var holder = builder.Build();
        holder.Run(context => context.Response.WriteAsync("fine"));
        await holder.StartAsync();
        await using var standby = await StandingBy.Start();
        standby.Serves(new(holder.Urls.Single()));
        var watch = Stopwatch.StartNew();
        using var answer = await standby.Http.GetAsync("/checkpoint");
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain(HttpRefusals.StandingBy));
        Assert.That(watch.Elapsed, Is.LessThan(Soon), "waiting mends no certificate");
        made.Dispose();
    }

    [Test]
    public async Task What_goes_wrong_in_a_standby_is_told_as_elsewhere()
    {
        await using var standby = await StandingBy.Start();
        standby.ServesNowhere();
        using var answer = await standby.Http.GetAsync("/health/ready");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.InternalServerError));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain(HttpRefusals.Internal).And.Not.Contain("no host"));
    }

    [TestCase(0, true), TestCase(59, true), TestCase(61, false), TestCase(-61, false)]
    public void A_mark_is_believed_for_a_minute(int secondsOff, bool believed)
    {
        var header = new ForwardedMark(new byte[32], new Clock(secondsOff)).Of("GET", "/a", "https", IPAddress.Loopback, "ledger.test");
        Assert.That(new ForwardedMark(new byte[32], new Clock(0)).Read("GET", "/a", header) is not null, Is.EqualTo(believed));
    }

    [Test]
    public void Whatever_listens_logs_to_standard_error()
    {
        using var services = new ServiceCollection().AddLogging(logging => LedgerServer.Log(logging, LogLevel.Warning)).BuildServiceProvider();
        Assert.That(services.GetRequiredService<IOptions<ConsoleLoggerOptions>>().Value.LogToStandardErrorThreshold, Is.EqualTo(LogLevel.Trace));
    }

    sealed class Clock(int secondsOff) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddYears(50).AddSeconds(secondsOff);
    }
}
