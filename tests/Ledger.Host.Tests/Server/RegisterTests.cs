using Ledger.Access;

namespace Ledger.Host.Tests.Server;

/// <summary>The registers over HTTP: pages, filters, who sees what, and what is recorded.</summary>
public sealed class RegisterTests
{
    Served _served = null!;
    HttpClient _officer = null!;

    [SetUp]
    public async Task Start()
    {
        _served = await Served.Start();
        _officer = await _served.Client(Role.Officer);
    }

    [TearDown]
    public async Task Stop() => await _served.DisposeAsync();

    [Test]
    public async Task Pages_hold_every_row_once_while_more_arrive()
    {
        const int rows = 2_500;
        await _served.Record(Enumerable.Range(0, rows).Select(n => Reads.Disclosed($"d-{n}", $"user{Reads.Number(n % 50)}", n % 2 == 0 ? "insurer" : "mvd")));
        var pages = await _officer.Pages("/disclosures?limit=400", async page =>
            await _served.Record(Enumerable.Range(0, 20).Select(n => Reads.Disclosed($"late-{page}-{n}", "userlate", "insurer"))));
        var indexes = pages.Select(row => row.GetProperty("index").GetInt64()).ToList();
        Assert.That(indexes, Is.Unique.And.Ordered);
        Assert.That(pages.Count(row => row.GetProperty("person").GetProperty("id").GetString() != "userlate"), Is.EqualTo(rows));
        var narrowed = await _officer.Pages("/disclosures?limit=300&recipient=mvd&ground=service");
        Assert.That(narrowed, Has.Count.EqualTo(rows / 2));
        Assert.That(narrowed.Select(row => row.GetProperty("recipient").GetString()), Is.All.EqualTo("mvd"));
        Assert.That(await _served.Recorded(), Is.Empty, "a register is nobody's file");
    }

    [TestCase("/disclosures"), TestCase("/duties"), TestCase("/notices"), TestCase("/findings"), TestCase("/inquiries")]
    public async Task Narrowed_to_one_person_a_register_is_a_reading_of_the_file(string register)
    {
        await _served.Record([Reads.Disclosed("d-1", "u-1", "insurer"), Reads.Disclosed("d-2", "u-2", "insurer"), Reads.Inquired("i-1", "u-1", "7")]);
        await _officer.Read($"{register}?person=u-1", null).Refuses(422, Refusals.ReasonMissing);
        await _officer.Read($"{register}?person=nobody").Refuses(404, Refusals.PersonUnknown);
        Assert.That(await _served.Recorded(), Is.Empty);
        var page = await _officer.Json($"{register}?person=u-1");
        foreach (var row in page.GetProperty("items").EnumerateArray()) Assert.That(row.GetProperty("person").GetProperty("id").GetString(), Is.EqualTo("u-1"));
        Assert.That((await _served.Recorded()).Select(e => ((RecordViewed)e.Data).What), Is.EqualTo(new[] { register[1..] }));
    }

    [Test]
    public async Task The_access_journal_leaves_no_trace_of_its_own()
    {
        await _served.Record([Lines.Registered("r-1", "u-1")]);
        await _officer.Json("/subjects/u-1");
        await _served.Record([]);
        foreach (var path in (string[])["/readings", "/readings?person=u-1", "/readings?viewer=officer-1"])
        {
            var reading = (await _officer.Json(path, null)).GetProperty("items").EnumerateArray().Single();
            Assert.That((reading.GetProperty("viewer").GetString(), reading.GetProperty("what").GetString()), Is.EqualTo(("officer-1", "file")), path);
        }
        Assert.That((await _officer.Json("/readings?viewer=somebody", null)).GetProperty("items").GetArrayLength(), Is.Zero);
        Assert.That(await _served.Recorded(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Duties_and_findings_are_told_in_words()
    {
        await _served.Record([Published.Withdrawn("w-1", "u-1"), Reads.Disclosed("d-1", "u-1", "insurer")]);
        var duties = (await _officer.Json("/duties?state=all")).GetProperty("items").EnumerateArray().ToList();
        Assert.That(duties, Is.Not.Empty);
        Assert.That(duties.Select(d => (d.GetProperty("overdue").GetBoolean(), d.GetProperty("text").GetProperty("ru").GetString()!.Length > 5)), Is.All.EqualTo((true, true)));
        var findings = (await _officer.Json("/findings?severity=breach")).GetProperty("items").EnumerateArray().ToList();
        Assert.That(findings, Is.Not.Empty);
        Assert.That(findings.Select(f => f.GetProperty("severity").GetString()), Is.All.EqualTo("breach"));
        Assert.That((await _officer.Json("/findings?state=accepted")).GetProperty("items").GetArrayLength(), Is.Zero);
        Assert.That((await _officer.Json("/duties?dueBefore=2025-01-01")).GetProperty("items").GetArrayLength(), Is.Zero);
    }

    [TestCase("/incidents"), TestCase("/policies"), TestCase("/recipients"), TestCase("/systems"), TestCase("/access"), TestCase("/statistics")]
    public async Task The_operators_registers_answer_pages(string path)
    {
        await _served.Record([
            Published.IncidentReported("i-1", "inc-1"), .. PolicyTests.Editions.Take(1),
            Lines.Event("x-1", null, "ledger.recipient.registered.v1", """{"recipient":"insurer","name":"Страховая","kind":"partner","country":"RU"}"""),
            Lines.Event("x-2", null, "ledger.system.registered.v1", """{"system":"crm","name":"CRM","country":"RU","services":["x-keeper-panel"],"categories":["contact"],"automated":true}"""),
            Lines.Event("x-3", null, "ledger.access.granted.v1", """{"actor":"officer-1","role":"officer","ground":"order 7","systems":["crm"]}"""),
        ]);
        var page = await _officer.Json($"{path}?limit=1");
        Assert.That(page.GetProperty("items").GetArrayLength(), Is.EqualTo(1));
        Assert.That(page.GetProperty("known").GetInt64(), Is.EqualTo(4));
    }

    [TestCase("/disclosures?cursor=AAAA"), TestCase("/disclosures?cursor=%21"), TestCase("/duties?cursor={0}"), TestCase("/disclosures?recipient=insurer&cursor={0}")]
    public async Task A_cursor_is_good_for_its_own_list_alone(string path)
    {
        await _served.Record([Reads.Disclosed("d-1", "u-1", "insurer"), Reads.Disclosed("d-2", "u-2", "insurer")]);
        using var first = await _officer.Read("/disclosures?limit=1");
        var cursor = (await first.Json()).GetProperty("next").GetString();
        Assert.That(first.Headers.GetValues("Link").Single(), Is.EqualTo($"</disclosures?limit=1&cursor={cursor}>; rel=\"next\""));
        await _officer.Read(string.Format(System.Globalization.CultureInfo.InvariantCulture, path, cursor)).Refuses(400, "bad-cursor");
    }

    [TestCase("limit=0"), TestCase("limit=1001"), TestCase("limit=x"), TestCase("ground=whim"), TestCase("recipient="), TestCase("unknown=1"), TestCase("from=2025-13-01")]
    public async Task A_parameter_that_cannot_be_used_is_refused(string query) => await _officer.Read($"/disclosures?{query}").Refuses(400, "bad-parameter");

    [Test]
    public async Task A_regulator_sees_its_own_inquiries_and_nothing_else()
    {
        await _served.Record([Lines.Registered("r-2", "u-2"), Reads.Inquired("i-1", "u-1", "7"), Reads.Inquired("i-2", "u-2", "8"), Reads.Inquired("i-3", null, "9")]);
        var regulator = await _served.Client(new ApiKeyTerms("rkn-1", Role.Regulator) { Rate = 0, Inquiries = ["7", "9", "99"] });
        var own = await regulator.Pages("/inquiries?limit=1");
        Assert.That(own.Select(row => row.GetProperty("number").GetString()), Is.EqualTo(new[] { "7", "9" }));
        Assert.That(own[0].GetProperty("person").TryGetProperty("id", out _), Is.False, "nobody is named to it");
        Assert.That((await regulator.Json("/inquiries/7")).GetProperty("duties").GetArrayLength(), Is.Positive);
        foreach (var number in (string[])["8", "99", "1000"]) await regulator.Read($"/inquiries/{number}").Refuses(404, Refusals.InquiryUnknown);
        await regulator.Read("/inquiries?person=u-1").Refuses(403, Refusals.NotAllowed);
        Assert.That(await _officer.Pages("/inquiries"), Has.Count.EqualTo(3));
        Assert.That((await _officer.Json("/inquiries/8")).GetProperty("person").GetProperty("id").GetString(), Is.EqualTo("u-2"));
    }
}
