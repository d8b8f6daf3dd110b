using System.Net;
using System.Text.Json;
using Ledger.Access;
using Ledger.Host.Server;
using Ledger.Journal;

namespace Ledger.Host.Tests.Server;

/// <summary>/health/live and /health/ready.</summary>
public sealed class HealthTests
{
    static readonly JournalState Working = new(null, TimeSpan.Zero, 0);
    static readonly Standing Well = new(10, 10, TimeSpan.Zero, 10, TimeSpan.Zero, long.MaxValue);

    [Test]
    public async Task A_ledger_that_works_lives_and_is_ready()
    {
        await using var served = await Served.Start();
        var (live, ready) = (await served.Anonymous().GetAsync(served.Health("live")), await served.Anonymous().GetAsync(served.Health("ready")));
        Assert.That((live.StatusCode, ready.StatusCode), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.OK)));
        Assert.That(ready.Headers.CacheControl?.NoStore, Is.True);
        var document = await Read(ready);
        Assert.That(document.GetProperty("status").GetString(), Is.EqualTo("ok"));
        Assert.That(document.GetProperty("checks").EnumerateArray().Select(c => c.GetProperty("name").GetString()),
            Is.EqualTo(new[] { "accepting", "journal", "projections", "checkpoint", "disk", "clock" }));
    }

    [Test]
    public async Task Without_a_key_no_figure_is_told_and_none_to_a_service()
    {
        await using var served = await Served.Start();
        foreach (var (client, told) in new[]
        {
            (served.Anonymous(), false), (await served.Client(Role.Publisher), false), (await served.Client(Role.Officer), false),
            (await served.Client(Role.Auditor), true), (await served.Client(Role.Administrator), true),
        })
        {
            var checks = (await Read(await client.GetAsync(served.Health("ready")))).GetProperty("checks").EnumerateArray();
            Assert.That(checks.Any(c => c.EnumerateObject().Any(p => p.Name is not ("name" or "status"))), Is.EqualTo(told));
        }
    }

    [Test]
    public async Task A_disk_about_to_be_full_takes_the_server_out()
    {
        await using var served = await Served.Start(new() { DiskFreeMin = long.MaxValue });
        var ready = await served.Anonymous().GetAsync(served.Health("ready"));
        Assert.That(ready.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(Failed(await Read(ready)), Is.EqualTo(new[] { "disk" }));
        Assert.That((await served.Anonymous().GetAsync(served.Health("live"))).StatusCode, Is.EqualTo(HttpStatusCode.OK), "a restart frees no space");
    }

    [Test]
    public async Task A_ledger_that_stopped_is_neither_ready_nor_alive()
    {
        await using var served = await Served.Start();
        Assert.That(async () => await served.Ledger.Get<Sequencer>().Submit([null!], default), Throws.InstanceOf<LedgerStoppedException>());
        var service = await served.Client(Role.Publisher);
        Assert.That((await service.PostAsync("/events", Served.Structured(Registered))).StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(Failed(await Read(await served.Anonymous().GetAsync(served.Health("ready")))), Is.EqualTo(new[] { "journal" }));
        Assert.That((await served.Anonymous().GetAsync(served.Health("live"))).StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
    }

    [Test]
    public async Task A_clock_behind_the_newest_event_is_told()
    {
        var clock = new Ahead();
        await using var served = await Served.Start(clock: clock);
        var service = await served.Client(Role.Publisher);
        clock.By = TimeSpan.FromDays(2);
        Assert.That((await service.PostAsync("/events", Served.Structured(Registered))).IsSuccessStatusCode, Is.True);
        clock.By = TimeSpan.Zero;
        var ready = await served.Anonymous().GetAsync(served.Health("ready"));
        Assert.That(ready.StatusCode, Is.EqualTo(HttpStatusCode.OK), "it works, with a remark");
        Assert.That((await Read(ready)).GetProperty("checks").EnumerateArray().Where(c => c.GetProperty("status").GetString() == "degraded").Select(c => c.GetProperty("name").GetString()),
            Is.EqualTo(new[] { "clock" }));
        Assert.That(HealthRules.Worst(Judge(Well with { Ahead = TimeSpan.FromSeconds(30) }, Working)), Is.EqualTo(Health.Ok), "clocks differ a little");
    }

    [Test]
    public void A_lag_degrades_and_takes_nobody_out()
    {
        var limit = new ServerSettings().LagMax;
        foreach (var standing in new[] { Well with { Folded = 3, FoldedBehind = limit * 2 }, Well with { Covered = 3, CoveredBehind = limit * 2 } })
            Assert.That(HealthRules.Worst(Judge(standing, Working)), Is.EqualTo(Health.Degraded));
        Assert.That(HealthRules.Worst(Judge(Well with { Folded = 3, FoldedBehind = limit, Covered = 3, CoveredBehind = limit }, Working)), Is.EqualTo(Health.Ok));
    }

    [Test]
    public void An_append_that_hangs_and_a_server_that_stops_take_no_requests()
    {
        Assert.That(HealthRules.Worst(Judge(Well, Working with { Recording = TimeSpan.FromSeconds(11) })), Is.EqualTo(Health.Failed));
        Assert.That(HealthRules.Worst(Judge(Well, Working with { Recording = TimeSpan.FromSeconds(9) })), Is.EqualTo(Health.Ok));
        Assert.That(HealthRules.Worst(HealthRules.Judge(Well, Working, stopping: true, new())), Is.EqualTo(Health.Failed));
    }

    [Test]
    public void A_restart_is_asked_for_only_where_it_can_help()
    {
        var stopped = Working with { Failure = StoreFailedException.Full };
        Assert.That(HealthRules.Lives(stopped, new ServerSettings().DiskFreeMin, new()), Is.False);
        Assert.That(HealthRules.Lives(stopped, new ServerSettings().DiskFreeMin - 1, new()), Is.True);
    }

    /// <summary>The machine's clock, put on.</summary>
    sealed class Ahead : TimeProvider
    {
        public TimeSpan By { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + By;
    }

    const string Registered = """
        {"specversion":"1.0","id":"reg-1","source":"/registration","type":"ledger.subject.registered.v1","subject":"u-1","time":"2026-01-15T10:00:00Z","data":{}}
        """;

    static IReadOnlyList<HealthCheck> Judge(Standing standing, JournalState journal) => HealthRules.Judge(standing, journal, stopping: false, new());

    static IEnumerable<string?> Failed(JsonElement document) =>
        document.GetProperty("checks").EnumerateArray().Where(c => c.GetProperty("status").GetString() == "failed").Select(c => c.GetProperty("name").GetString());

    static async Task<JsonElement> Read(HttpResponseMessage answer)
    {
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return document.RootElement.Clone();
    }
}
