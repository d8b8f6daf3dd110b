using System.IO.Compression;
using System.Text;
using Ledger.Access;
using Ledger.Host.Server;
using Ledger.Journal;
using Ledger.Proofs;
using Ledger.Sealing;

namespace Ledger.Host.Tests.Server;

/// <summary>POST /exports: a bundle that verifies, recorded with its reason, and nothing left behind.</summary>
public sealed class ExportTests
{
    Served _served = null!;

    [SetUp]
    public async Task Start()
    {
        _served = await Served.Start();
        await _served.Record([Lines.OptedIn("o-1", "u-1", "a@example.org"), Reads.Inquired("i-1", "u-1", "7"), Reads.Inquired("i-2", "u-2", "8"), Reads.Disclosed("d-1", "u-2", "mvd")]);
    }

    [TearDown]
    public async Task Stop() => await _served.DisposeAsync();

    [Test]
    public async Task A_persons_bundle_is_genuine_and_its_reason_is_sealed()
    {
        var officer = await _served.Client(Role.Officer);
        using var answer = await Export(officer, """{"subject":"u-1","open":true}""", "ответ на запрос №7");
        var bundle = await answer.Content.ReadAsByteArrayAsync();
        Assert.That((int)answer.StatusCode, Is.EqualTo(200), Encoding.UTF8.GetString(bundle));
        Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/zip"));
        var verdict = BundleVerifier.Verify(new MemoryStream(bundle), _served.Ledger.Get<ITransparency>().Key);
        Assert.That(verdict.Outcome, Is.EqualTo(BundleOutcome.Genuine));
        Assert.That(Entry(bundle, "openings.json"), Does.Contain("key"));
        var recorded = (await _served.Recorded()).Select(happened => happened.Data).ToList();
        Assert.That(recorded is [RecordViewed { What: Exports.ExportBundle.OpenedBundle }, ReportExported { Ground: null, Reason: not null }], "what is opened is read, and taken out");
        await _served.Record([]);
        Assert.That((await officer.Json("/readings?person=u-1", null)).GetProperty("items")[0].GetProperty("reason").GetString(), Is.EqualTo("ответ на запрос №7"));
    }

    [Test]
    public async Task Without_a_person_the_reason_is_a_code_in_the_clear()
    {
        var auditor = await _served.Client(Role.Auditor);
        await Export(auditor, """{"types":["disclosure.made"]}""", "because I can").Refuses(422, Refusals.ReasonNotCode);
        Assert.That(await _served.Recorded(), Is.Empty);
        using var answer = await Export(auditor, """{"types":["disclosure.made"]}""", "order-17/2026");
        Assert.That(Entry(await answer.Content.ReadAsByteArrayAsync(), "events.jsonl").Split('\n'), Has.Length.EqualTo(2));
        Assert.That(((ReportExported)(await _served.Recorded()).Single().Data).Ground, Is.EqualTo("order-17/2026"));
    }

    [TestCase("""{"inquiry":"7"}""", 200), TestCase("""{"inquiry":"8"}""", 403), TestCase("""{"inquiry":"1000"}""", 403), TestCase("{}", 403)]
    [TestCase("""{"inquiry":"7","subject":"u-1"}""", 403), TestCase("""{"inquiry":"7","recipient":"mvd"}""", 403), TestCase("""{"inquiry":"7","open":true}""", 403)]
    public async Task A_regulator_takes_its_own_inquiry_and_nothing_beside(string scope, int status)
    {
        var regulator = await _served.Client(new ApiKeyTerms("rkn-1", Role.Regulator) { Rate = 0, Inquiries = ["7"] });
        using var answer = await Export(regulator, scope, "2026-7");
        Assert.That((int)answer.StatusCode, Is.EqualTo(status));
        Assert.That(await _served.Recorded(), Has.Count.EqualTo(status == 200 ? 1 : 0));
        if (status == 200) Assert.That(Entry(await answer.Content.ReadAsByteArrayAsync(), "events.jsonl"), Does.Contain("q-7").And.Not.Contain("q-8"));
    }

    [TestCase("""{"subject":"u-1"}""", null, 422, "reason-missing"), TestCase("""{"subject":"nobody"}""", "x", 404, "person-unknown"), TestCase("""{"who":"u-1"}""", "x", 400, "bad-parameter")]
    [TestCase("""{"subject":"u-1","subject":"u-2"}""", "x", 400, "bad-parameter"), TestCase("""{"from":"yesterday"}""", "x", 400, "bad-parameter"), TestCase("[]", "x", 400, "bad-parameter")]
    [TestCase("""{"subject":null,"open":true}""", "x", 400, "bad-parameter"), TestCase("""{"types":[]}""", "x", 400, "bad-parameter"), TestCase("""{"from":null}""", "x", 400, "bad-parameter")]
    [TestCase("""{"types":["weather"]}""", "x", 400, "bad-parameter"), TestCase("null", "x", 400, "bad-parameter"), TestCase("""{"subject":""", "x", 400, "bad-parameter"), TestCase("""{"inquiry":"99"}""", "x", 404, "inquiry-unknown")]
    public async Task A_scope_that_cannot_be_answered_is_refused_and_leaves_no_trace(string scope, string? purpose, int status, string code)
    {
        await Export(await _served.Client(Role.Officer), scope, purpose).Refuses(status, code);
        Assert.That(await _served.Recorded(), Is.Empty);
    }

    [Test]
    public async Task Values_in_the_clear_are_for_an_officer_alone() =>
        await Export(await _served.Client(Role.Auditor), """{"subject":"u-1","open":true}""", "audit").Refuses(403, Refusals.NotAllowed);

    [Test]
    public async Task An_export_that_cannot_be_recorded_is_not_handed_out()
    {
        var officer = await _served.Client(Role.Officer);
        await _served.Ledger.Get<Sequencer>().DisposeAsync();
        using var answer = await Export(officer, """{"subject":"u-1"}""", "audit");
        Assert.That(((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType), Is.EqualTo((503, "application/problem+json")));
    }

    [Test]
    public async Task What_is_large_is_put_aside_without_a_name_and_comes_back_whole()
    {
        var bytes = new byte[(6 << 20) + 12_345];
        Randomness.Seeded(7)(bytes);
        await using var spool = new ExportSpool(Randomness.System);
        foreach (var part in bytes.Chunk(100_001)) await spool.WriteAsync(part);
        Assert.That((spool.IsSpilled, spool.Length), Is.EqualTo((true, (long)bytes.Length)));
        if (!OperatingSystem.IsWindows()) Assert.That(Directory.GetFiles(Path.GetTempPath(), "ledger-export-*"), Is.Empty);
        using var handed = new MemoryStream();
        await spool.HandOut(handed, default);
        Assert.That(handed.ToArray().AsSpan().SequenceEqual(bytes));
    }

    static Task<HttpResponseMessage> Export(HttpClient client, string scope, string? purpose)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/exports") { Content = new StringContent(scope, Encoding.UTF8, "application/json") };
        if (purpose is not null) request.Headers.TryAddWithoutValidation("X-Purpose", purpose.All(char.IsAscii) ? purpose : $"utf-8''{Uri.EscapeDataString(purpose)}");
        return client.SendAsync(request);
    }

    static string Entry(byte[] bundle, string name)
    {
        using var zip = new ZipArchive(new MemoryStream(bundle));
        using var reader = new StreamReader(zip.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }
}
