using System.Text.Json.Nodes;
using Ledger.Access;
using Ledger.Intake;
using Ledger.Journal;
using Ledger.Law;
using Ledger.Projections;
using Ledger.Reading;
using Ledger.Tests.Intake;
using static Ledger.Tests.Intake.TestLedger;

namespace Ledger.Tests.Keeping;

/// <summary>A whole ledger in memory whose clock is set by hand, with its schedule and its own step.</summary>
sealed class KeepingRoom : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2025, 6, 2, 9, 0, 0, TimeSpan.Zero);

    readonly MemoryReadModelStore _store = new(ProjectionTables.All);
    readonly Projector _projector;
    int _made;

    KeepingRoom()
    {
        _projector = new(Ledger.Journal, _store);
        Schedule = new(_store, Ledger.Vault, Ledger.Journal, LegalClock.Default, Ledger.Clock);
        Account = new(Ledger.Journal, Ledger.Preparer, Ledger.Desk, Ledger.Sequencer);
        Step = new(_store, Schedule, Account, Ledger.Clock);
    }

    public TestLedger Ledger { get; } = new();

    public RetentionSchedule Schedule { get; }

    public OwnAccount Account { get; }

    public RetentionStep Step { get; }

    public IReadModels Rows => _store.Current;

    /// <summary>A room whose policy keeps these categories for so many days.</summary>
    public static async Task<KeepingRoom> With(params (string Category, long Days)[] terms)
    {
        var room = new KeepingRoom();
        await room.Publish(Officer, Policy("x-keeper-2025", "2025-01-01T00:00:00+03:00", terms));
        return room;
    }

    /// <summary>The sample policy with these terms of categories.</summary>
    public static string Policy(string edition, string time, params (string Category, long Days)[] terms)
    {
        var policy = JsonNode.Parse(Tidy.SourceTree.Read("deploy/policies/x-keeper-2025.json"))!;
        (policy["id"], policy["time"], policy["data"]!["edition"], policy["data"]!["effectiveFrom"]) = (edition, time, edition, time);
        foreach (var category in policy["data"]!["terms"]!["categories"]!.AsArray())
            foreach (var (id, days) in terms)
                if (category!["id"]!.GetValue<string>() == id) category["retentionDays"] = days;
        return policy.ToJsonString();
    }

    public void After(int days) => Ledger.Clock.Now = Start.AddDays(days);

    /// <summary>Something a service or officer says now.</summary>
    public Task Tell(string type, string user, string data) => Tell(type, user, data, Ledger.Clock.Now);

    public Task Tell(string type, string user, string data, DateTimeOffset time) =>
        Publish(Officer, Event($"n{++_made}", type, user, data, time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture)));

    public Task Collected(string user, string category, string system = "crm") =>
        Tell("data.collected", user, $$"""{"origin":"provided","service":"x-keeper-panel","purposes":["identification"],"categories":["{{category}}"],"system":"{{system}}"}""");

    public Task Consented(string user, string id, string? until, string purpose = "improvement") => Tell("consent.given", user,
        $$"""{"consent":"{{id}}","purposes":["{{purpose}}"],"categories":["location"],"edition":"x-keeper-2025","form":"checkbox","separateDocument":true,"channel":"web","language":"ru"{{(until is null ? "" : $",\"validUntil\":\"{until}\"")}}}""");

    public Task Destroyed(string user, string category, string on, string system = "crm") => Tell("data.destroyed", user,
        $$"""{"system":"{{system}}","categories":["{{category}}"],"automated":true,"method":"erased","reason":"purpose-achieved","destroyedOn":"{{on}}"}""");

    public string Token(string user) => Ledger.Vault.FindToken(user)!;

    /// <summary>Folds, runs the step, folds again.</summary>
    public async Task<RetentionRun> Run()
    {
        await _projector.CatchUp(default);
        var run = await Step.Run(default);
        await _projector.CatchUp(default);
        return run;
    }

    public async Task<IReadOnlyList<RetentionRow>> List(DateTimeOffset? before = null, string? person = null, int take = 1000)
    {
        await _projector.CatchUp(default);
        List<RetentionRow> rows = [];
        for (Place? after = null; ;)
        {
            var page = await Schedule.Handle(new ListRetention(Officer) { DueBefore = before, Person = person, Take = take, After = after }, default);
            rows.AddRange(page.Value.Rows);
            if (page.Value.Next is null) return rows;
            after = page.Value.Next;
        }
    }

    public Task Rebuild() => _projector.Rebuild(default);

    public async Task<List<RecordedEvent>> Own() => [.. (await Ledger.Recorded()).Where(e => e.Source == Preparer.LedgerSource && !e.Id.StartsWith("introduction-", StringComparison.Ordinal))];

    public async ValueTask DisposeAsync()
    {
        Step.Dispose();
        _projector.Dispose();
        await Ledger.DisposeAsync();
    }

    async Task Publish(Actor actor, string json)
    {
        var outcome = await Ledger.Publish(actor, json);
        Assert.That(outcome.Refusal, Is.Null);
    }
}
