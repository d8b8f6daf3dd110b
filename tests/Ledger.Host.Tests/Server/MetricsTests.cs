using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Ledger.Access;
using Ledger.Journal;
using Ledger.Reading;

namespace Ledger.Host.Tests.Server;

/// <summary>GET /metrics.</summary>
[NonParallelizable]
public sealed partial class MetricsTests
{
    static readonly string[] Expected =
    [
        "ledger_append_duration_seconds_bucket", "ledger_batch_events_count", "ledger_group_duration_seconds_sum", "ledger_group_events_bucket",
        "ledger_queue_depth", "ledger_publication_refusals_total", "ledger_projection_lag", "ledger_projection_lag_duration_seconds", "ledger_fold_events_sum",
        "ledger_duties_open", "ledger_duties_overdue", "ledger_proof_delay_seconds_count", "ledger_checkpoint_age_seconds", "ledger_checkpoint_uncovered",
        "ledger_disk_free_bytes", "ledger_journal_events", "http_server_request_duration_seconds_count", "dotnet_process_memory_working_set_bytes",
    ];

    [Test]
    public async Task Only_those_who_watch_may_scrape()
    {
        await using var served = await Served.Start();
        Assert.That((await served.Anonymous().GetAsync("/metrics")).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        foreach (var role in Enum.GetValues<Role>())
            Assert.That((await (await served.Client(role)).GetAsync("/metrics")).StatusCode,
                Is.EqualTo(role is Role.Auditor or Role.Administrator ? HttpStatusCode.OK : HttpStatusCode.Forbidden), role.ToString());
        Assert.That((await (await served.Client(Role.Administrator)).PostAsync("/metrics", null)).StatusCode, Is.EqualTo(HttpStatusCode.MethodNotAllowed));
    }

    [Test]
    public async Task Every_line_is_well_formed_and_everything_promised_is_there()
    {
        await using var served = await Served.Start();
        await Publish(served, "a-1", "ledger.subject.registered.v1", "{}");
        await Publish(served, "a-2", "ledger.consent.withdrawn.v1", """{"purposes":[],"channel":"web"}""", at: "2024-01-15T10:00:00Z");
        await Publish(served, "a-3", "ledger.consent.withdrawn.v1", "{}");
        var auditor = await served.Client(Role.Auditor);
        await auditor.GetAsync("/subjects/u-mark-77/nothing?x=u-mark-77");
        await Folded(served.Ledger);   // the duties counted by the first scrape are kept for ten seconds
        var samples = await Scrape(auditor, read => read.Any(s => s.Name == "ledger_proof_delay_seconds_count") && One(read, "ledger_journal_events") > 1);
        using (Assert.EnterMultipleScope())
        {
            foreach (var name in Expected) Assert.That(samples.Select(s => s.Name), Does.Contain(name));
            Assert.That(samples.Where(s => s.Labels.Contains("u-mark", StringComparison.Ordinal) || s.Labels.Contains("a-2", StringComparison.Ordinal)), Is.Empty);
            Assert.That(Labelled(samples, "ledger_publication_refusals_total", "ledger_code=\"missing-property\""), Is.GreaterThanOrEqualTo(1));
            Assert.That(Labelled(samples, "ledger_duties_open", "ledger_rule="), Is.GreaterThanOrEqualTo(1));
            Assert.That(Labelled(samples, "ledger_duties_overdue", "ledger_rule="), Is.GreaterThanOrEqualTo(1));
            Assert.That(Labelled(samples, "http_server_request_duration_seconds_count", "http_route=\"/events\""), Is.GreaterThanOrEqualTo(3));
        }
    }

    static async Task Publish(Served served, string id, string type, string data, string at = "2026-01-15T10:00:00Z")
    {
        var json = $$"""{"specversion":"1.0","id":"{{id}}","source":"/t","type":"{{type}}","subject":"u-mark-77","time":"{{at}}","data":{{data}}}""";
        (await (await served.Client(Role.Publisher)).PostAsync("/events", Served.Structured(json))).Dispose();
    }

    static async Task Folded(EmbeddedLedger ledger)
    {
        for (var left = 2000; left > 0 && await ledger.Get<IReadModelStore>().Current.Position(default) < await ledger.Get<IJournal>().Count(default); left--) await Task.Delay(50);
    }

    /// <summary>Scrapes until enough has come, within a bound: folding, signing and the gauges' looks take their moment.</summary>
    static async Task<List<Sample>> Scrape(HttpClient client, Predicate<List<Sample>> enough)
    {
        for (var left = 200; ; left--)
        {
            var samples = Parse(await client.GetStringAsync("/metrics"));
            if (enough(samples) || left == 0) return samples;
            await Task.Delay(100);
        }
    }

    static List<Sample> Parse(string text)
    {
        var samples = new List<Sample>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => l[0] != '#'))
        {
            var match = SampleLine().Match(line);
            Assert.That(match.Success, Is.True, line);
            samples.Add(new(match.Groups["name"].Value, match.Groups["labels"].Value, double.Parse(match.Groups["value"].Value.Replace("+Inf", "∞", StringComparison.Ordinal), CultureInfo.InvariantCulture)));
        }
        foreach (var line in text.Split('\n').Where(l => l.StartsWith('#'))) Assert.That(line, Does.Match("^# (TYPE|HELP|UNIT) [a-zA-Z_:][a-zA-Z0-9_:]* |^# EOF$"));
        return samples;
    }

    static double One(List<Sample> samples, string name) => samples.Where(s => s.Name == name).Select(s => s.Value).DefaultIfEmpty(-1).Max();

    static double Labelled(List<Sample> samples, string name, string label) =>
        samples.Where(s => s.Name == name && s.Labels.Contains(label, StringComparison.Ordinal)).Sum(s => s.Value);

    sealed record Sample(string Name, string Labels, double Value);

    [GeneratedRegex("""^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?<labels>([a-zA-Z_][a-zA-Z0-9_]*="([^"\\]|\\.)*",?)*)\})? (?<value>[-+0-9.eE]+|\+Inf|NaN)( [0-9]+)?$""")]
    private static partial Regex SampleLine();
}
