using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Access;
using Ledger.Host.Server;
using Ledger.Journal;
using Ledger.Projections;

namespace Ledger.Host.Tests.Server;

/// <summary>The served ledger runs its own step of retention; the schedule, the holds and the statistics over HTTP.</summary>
public sealed class RetentionTests
{
    static readonly TimeSpan Patience = Workspace.Patience;

    HandClock _clock = null!;
    Served _served = null!;

    [SetUp]
    public async Task Start()
    {
        _clock = new() { Now = new(2025, 6, 3, 9, 0, 0, TimeSpan.Zero) };
        _served = await Served.Start(clock: _clock);
        await _served.Record([Policy(("contact", 365))]);
    }

    [TearDown]
    public async Task Stop() => await _served.DisposeAsync();

    [Test]
    public async Task It_runs_at_the_start_and_then_every_so_often_without_being_told()
    {
        await _served.Record([Lines.Collected("d-1", "u-1")]);
        _clock.Now += TimeSpan.FromDays(300);
        await _served.Restart();
        Assert.That(await Ended(), Is.Zero, "66 days are left");
        await _served.Record([Lines.Collected("d-2", "u-2")]);
        _clock.Now += TimeSpan.FromDays(66);
        for (var waited = TimeSpan.Zero; await Ended() < 2 && waited < Patience; waited += TimeSpan.FromMilliseconds(50))
        {
            await Task.Delay(50);
            _clock.Now += new ServerSettings().RetentionEvery;   // a run still under way when the time passed waits for the next
        }
        Assert.That(await Ended(), Is.EqualTo(2), "the day of gathering was the same for both");
    }

    [Test]
    public async Task Switched_off_it_runs_only_when_told()
    {
        await _served.Restart(new() { RetentionEvery = TimeSpan.Zero });
        await _served.Record([Lines.Collected("d-1", "u-1")]);
        _clock.Now += TimeSpan.FromDays(400);
        var officer = await _served.Client(Role.Officer);
        Assert.That(await Ended(), Is.Zero);
        using var answer = await officer.PostAsync("/retention", null);
        Assert.That((await answer.Json()).GetProperty("retentionsEnded").GetInt64(), Is.EqualTo(1));
        using var again = await officer.PostAsync("/retention", null);
        Assert.That((await again.Json()).GetProperty("recorded").GetInt64(), Is.Zero);
        Assert.That(await Ended(), Is.EqualTo(1));
    }

    [Test]
    public async Task The_schedule_is_a_list_and_a_table()
    {
        await _served.Record([Lines.Collected("d-1", "u-1"), Lines.Collected("d-2", "u-2"),
            Lines.Event("h-1", "u-2", "ledger.hold.placed.v1", """{"hold":"h-9","ground":"court","categories":[],"document":"ruling"}""")]);
        var auditor = await _served.Client(Role.Auditor);
        var items = (await auditor.Json("/retention", null)).GetProperty("items").EnumerateArray().ToList();
        Assert.That(items.Select(i => i.GetProperty("kind").GetString()), Is.All.EqualTo("held"));
        Assert.That(items.Select(i => i.GetProperty("due").GetDateTimeOffset()), Is.All.EqualTo(new DateTimeOffset(2026, 6, 2, 12, 0, 0, TimeSpan.Zero)));
        var held = items.Single(i => i.GetProperty("person").GetProperty("id").GetString() == "u-2");
        Assert.That((held.GetProperty("state").GetString(), held.GetProperty("hold").GetProperty("ground").GetString(), held.GetProperty("hold").GetProperty("by").GetString()),
            Is.EqualTo(("on-hold", "court", "officer-0")));
        var csv = await (await auditor.Read("/retention", null, "text/csv")).Content.ReadAsStringAsync();
        Assert.That(csv.Split("\r\n")[0], Does.Contain("kind,").And.Contain("hold.ground"));
        Assert.That(csv.Split("\r\n"), Has.Length.EqualTo(4));
        Assert.That((await auditor.Json("/retention?dueBefore=2026-01-01", null)).GetProperty("items").GetArrayLength(), Is.Zero);
        await auditor.Read("/retention?person=u-1", null).Refuses(422, Refusals.ReasonMissing);
        Assert.That((await auditor.Pages("/retention?limit=1")), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Holds_in_place_are_listed()
    {
        await _served.Record([Lines.Collected("d-1", "u-1"),
            Lines.Event("h-1", "u-1", "ledger.hold.placed.v1", """{"hold":"h-1","ground":"regulator","categories":["contact"],"document":"marked-ruling"}"""),
            Lines.Event("h-2", "u-1", "ledger.hold.placed.v1", """{"hold":"h-2","ground":"law","categories":[]}"""),
            Lines.Event("h-3", "u-1", "ledger.hold.lifted.v1", """{"hold":"h-2","reason":"over"}""")]);
        var officer = await _served.Client(Role.Officer);
        var page = await officer.Json("/holds", null);
        var hold = page.GetProperty("items").EnumerateArray().Single();
        Assert.That((hold.GetProperty("hold").GetString(), hold.GetProperty("ground").GetString(), hold.GetProperty("by").GetString()), Is.EqualTo(("h-1", "regulator", "officer-0")));
        Assert.That(page.ToString(), Does.Not.Contain("marked-ruling"));
        Assert.That((await officer.Json("/holds?state=all", null)).GetProperty("items").GetArrayLength(), Is.EqualTo(2));
    }

    [Test]
    public async Task Clause_2_2_5_Small_counts_are_not_shown_and_the_total_does_not_tell_them()
    {
        await _served.Record([.. Enumerable.Range(0, 6).Select(n => Lines.Collected($"d-{n}", $"u-{n}")), Lines.Registered("r-1", "u-9"),
            .. Enumerable.Range(0, 3).Select(n => Lines.OptedOut($"o-{n}", $"u-{n}"))]);
        var auditor = await _served.Client(Role.Auditor);
        var day = await Day(auditor);
        Assert.That(day.GetProperty("collections").GetInt64(), Is.EqualTo(6));
        Assert.That((day.GetProperty("optOuts").ValueKind, day.GetProperty("messages").GetInt64()), Is.EqualTo((JsonValueKind.Null, 0L)));
        var csv = await (await auditor.Read("/statistics", null, "text/csv")).Content.ReadAsStringAsync();
        Assert.That(csv, Does.Contain("<5"));
        await _served.Restart(new() { SmallCount = 0 });
        Assert.That((await Day(await _served.Client(Role.Auditor))).GetProperty("optOuts").GetInt64(), Is.EqualTo(3));
    }

    [Test]
    public async Task Ten_thousand_that_are_due_at_once_keep_no_publisher_waiting()
    {
        const int due = 10_000;
        await _served.Restart(new() { RetentionEvery = TimeSpan.Zero });
        await _served.Record(Enumerable.Range(0, due).Select(n => Lines.Collected($"d-{n}", $"user{Reads.Number(n)}")));
        var alone = await Publishing(200);
        _clock.Now += TimeSpan.FromDays(400);
        var running = _served.Ledger.Get<RetentionStep>().Run(default);
        var beside = await Publishing(200);
        var run = await running;
        TestContext.Out.WriteLine($"median of 200 publications: alone {alone.TotalMilliseconds:F1} ms, beside {due:N0} ended terms {beside.TotalMilliseconds:F1} ms");
        Assert.That((run.RetentionsEnded, run.Refused), Is.EqualTo((due, 0L)));
        Assert.That(beside, Is.LessThan(TimeSpan.FromSeconds(3)));
    }

    /// <summary>The median of one publication after the other.</summary>
    async Task<TimeSpan> Publishing(int count)
    {
        List<TimeSpan> took = [];
        for (var n = 0; n < count; n++)
        {
            var started = System.Diagnostics.Stopwatch.GetTimestamp();
            await _served.Publish(Lines.OptedOut($"p-{Guid()}", "somebody"));
            took.Add(System.Diagnostics.Stopwatch.GetElapsedTime(started));
        }
        return took.Order().ElementAt(count / 2);
    }

    int _guid;

    string Guid() => Reads.Number(_guid++);

    static async Task<JsonElement> Day(HttpClient client) =>
        (await client.Json("/statistics", null)).GetProperty("items").EnumerateArray().Single(day => day.GetProperty("day").GetString() == "2025-06-02");

    async Task<int> Ended()
    {
        var ended = 0;
        await foreach (var entry in _served.Ledger.Get<IJournal>().ReadAll(0, default))
            if (RecordedCodec.Read(entry).Data is Destruction.RetentionEnded) ended++;
        return ended;
    }

    static string Policy(params (string Category, long Days)[] terms)
    {
        var policy = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "deploy/policies/x-keeper-2025.json")))!;
        foreach (var category in policy["data"]!["terms"]!["categories"]!.AsArray())
            foreach (var (id, days) in terms)
                if (category!["id"]!.GetValue<string>() == id) category["retentionDays"] = days;
        return policy.ToJsonString();
    }

    /// <summary>A clock that says what it was told; its timers are due when it is told so.</summary>
    sealed class HandClock : TimeProvider
    {
        readonly Lock _gate = new();
        readonly List<HandTimer> _timers = [];
        DateTimeOffset _now;

        public DateTimeOffset Now
        {
            get
            {
                lock (_gate) return _now;
            }
            set
            {
                List<HandTimer> due;
                lock (_gate)
                {
                    _now = value;
                    due = [.. _timers.Where(timer => timer.Due <= value)];
                }
                foreach (var timer in due) timer.Fire(value);
            }
        }

        public override DateTimeOffset GetUtcNow() => Now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new HandTimer(this, callback, state);
            timer.Change(dueTime, period);
            lock (_gate) _timers.Add(timer);
            return timer;
        }

        sealed class HandTimer(HandClock clock, TimerCallback callback, object? state) : ITimer
        {
            TimeSpan _period = Timeout.InfiniteTimeSpan;

            public DateTimeOffset? Due { get; private set; }

            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                (_period, Due) = (period, dueTime == Timeout.InfiniteTimeSpan ? null : clock.Now + dueTime);
                if (dueTime == TimeSpan.Zero) ThreadPool.QueueUserWorkItem(_ => Fire(clock.Now));
                return true;
            }

            public void Fire(DateTimeOffset now)
            {
                Due = _period > TimeSpan.Zero ? now + _period : null;
                callback(state);
            }

            public void Dispose()
            {
                Due = null;
                lock (clock._gate) clock._timers.Remove(this);
            }

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }
}
