using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Ledger.Access;
using Ledger.Destruction;
using Ledger.Host.Tests.Server;
using Ledger.Journal;

namespace Ledger.Host.Tests.Acts;

/// <summary>Acts over HTTP: recorded before they are handed out, in bounded memory, and the registers beside them.</summary>
public sealed class ActHttpTests
{
    Served _served = null!;
    HttpClient _officer = null!;

    [SetUp]
    public async Task Start()
    {
        _served = await Served.Start();
        _officer = await _served.Client(Role.Officer);
        await _served.Record(TwoSystems.Published);
    }

    [TearDown]
    public async Task Stop() => await _served.DisposeAsync();

    [Test]
    public async Task The_act_is_on_record_before_it_is_handed_out()
    {
        using var answer = await Make("/acts/2026%2F7?format=html");
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        Assert.That((answer.StatusCode, answer.Headers.GetValues("Ledger-Sha256").Single()), Is.EqualTo((HttpStatusCode.OK, hash)));
        var recorded = (await Events()).Where(e => e.Data is ActIssued or ReportExported).ToList();
        Assert.That(recorded.Select(e => e.Data.GetType()), Is.EqualTo(new[] { typeof(ActIssued), typeof(ReportExported) }));
        Assert.That(answer.Headers.GetValues("Ledger-Recorded").Single(), Is.EqualTo($"{recorded[0].Index}"));
        var issued = (ActIssued)recorded[0].Data;
        Assert.That((issued.Reports, issued.Persons, issued.LastDestroyedOn), Is.EqualTo((3L, 2L, new DateOnly(2025, 5, 20))));
        Assert.That(recorded[1].Data, Is.EqualTo(new ReportExported("destruction-act", "text/html", 3, issued.Known, Ground: "order-12")));
    }

    [Test]
    public async Task As_JSON_the_act_and_the_log_hold_the_same_items_for_programs()
    {
        using var made = await Make("/acts/2026%2F7?format=json");
        var act = await made.Json();
        Assert.That((act.GetProperty("report").GetString(), act.GetProperty("operator").GetProperty("inn").GetString(), act.GetProperty("persons").GetInt64()), Is.EqualTo(("destruction-act", "7701234567", 2L)));
        var lines = act.GetProperty("lines").EnumerateArray().ToList();
        Assert.That(lines.Select(line => line.GetProperty("destroyedOn").GetString()), Is.EqualTo(new[] { "2025-05-18", "2025-05-19", "2025-05-20" }));
        Assert.That((lines[0].GetProperty("subjectName").GetString(), lines[2].GetProperty("subject").GetString()), Is.EqualTo((TwoSystems.AnnasName, TwoSystems.Boris)));
        var performer = act.GetProperty("performers")[lines[1].GetProperty("performers")[0].GetInt32() - 1];
        Assert.That((performer.GetProperty("fullName").GetString(), lines[1].GetProperty("media")[0].GetProperty("sheets").GetInt64()), Is.EqualTo((TwoSystems.Archivist, 12L)));
        using var exported = await Make("/acts/2026%2F7/log?format=json");
        var log = await exported.Json();
        Assert.That((log.GetProperty("report").GetString(), log.GetProperty("lines").GetArrayLength(), log.TryGetProperty("performers", out _)), Is.EqualTo(("destruction-log", 2, false)));
    }

    [Test]
    public async Task Signatures_are_put_and_read()
    {
        using var answer = await Make("/acts/2026%2F7?format=csv");
        var hash = answer.Headers.GetValues("Ledger-Sha256").Single();
        var wish = new { by = "staff-1", fullName = TwoSystems.Administrator, position = "администратор", sha256 = hash, format = "cades-detached", signature = Convert.ToBase64String("подпись"u8) };
        using var signed = await _officer.PostAsJsonAsync("/acts/2026%2F7/signatures", wish);
        Assert.That(signed.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        await _officer.PostAsJsonAsync("/acts/2026%2F7/signatures", wish with { sha256 = new string('0', 64) }).Refuses(422, ActRefusals.ActDiffers);
        await _officer.PostAsJsonAsync("/acts/2026%2F7/signatures", wish with { signature = "?" }).Refuses(422, CodecRefusals.BadValue);
        await _officer.PostAsJsonAsync("/acts/none/signatures", wish).Refuses(404, ActFile.ActUnknown);
        var kept = (await _officer.Json("/acts/2026%2F7/signatures", "order-12")).GetProperty("items").EnumerateArray().Single();
        Assert.That((kept.GetProperty("fullName").GetString(), kept.GetProperty("signature").GetString()), Is.EqualTo((TwoSystems.Administrator, wish.signature)));
        Assert.That(((ReportExported)(await Events())[^1].Data).Report, Is.EqualTo("act-signatures"));
    }

    [Test]
    public async Task What_cannot_be_made_is_refused_and_leaves_nothing()
    {
        await _served.Record([TwoSystems.Destroyed("p1", TwoSystems.Boris, """{"system":"archive","categories":["name"],"automated":false,"method":"burning","reason":"withdrawal","destroyedOn":"2025-05-20","act":"paper"}""")]);
        var before = (await Events()).Count;
        await Make("/acts/none?format=html").Refuses(404, ActRefusals.ActEmpty);
        await Make("/acts/paper/log?format=html").Refuses(422, ActRefusals.ActWithoutLog);
        await Make("/acts/2026%2F7?format=html", "because of Anna").Refuses(422, Refusals.ReasonNotCode);
        await Make("/acts/2026%2F7?format=html", null).Refuses(422, Refusals.ReasonMissing);
        await Make("/acts/2026%2F7?format=html&person=nobody", "why").Refuses(404, Refusals.PersonUnknown);
        await Make("/acts/2026%2F7?format=docx").Refuses(400, "bad-parameter");
        Assert.That(await Events(), Has.Count.EqualTo(before));
        await using var bare = await Served.Start();
        await bare.Record(TwoSystems.Reports(TwoSystems.Act));
        var officer = await bare.Client(Role.Officer);
        await Make("/acts/2026%2F7?format=html", client: officer).Refuses(409, ActRefusals.OperatorUnknown);
    }

    [Test]
    public async Task The_registers_show_destructions_acts_and_the_operator()
    {
        var rows = await _officer.Pages("/destructions?act=2026%2F7&limit=2");
        Assert.That(rows.Select(r => (r.GetProperty("system").GetString(), r.GetProperty("person").GetProperty("id").GetString())),
            Is.EqualTo(new[] { ("crm", TwoSystems.Anna), ("archive", TwoSystems.Anna), ("crm", TwoSystems.Boris) }));
        Assert.That(await _officer.Pages("/destructions?system=archive"), Has.Count.EqualTo(1));
        Assert.That(await _officer.Pages("/destructions?person=u-1002&act=2026%2F7"), Has.Count.EqualTo(1));
        Assert.That((await _officer.Pages("/acts?pending=true")).Single().GetProperty("reports").GetInt32(), Is.EqualTo(3));
        Assert.That((await _officer.Pages("/operator")).Single().GetProperty("inn").GetString(), Is.EqualTo("7701234567"));
    }

    [Test]
    public async Task An_act_of_many_persons_names_each_and_is_recorded_once()
    {
        const int persons = 2_000;
        await _served.Record(Enumerable.Range(0, persons).Select(n => TwoSystems.Destroyed($"m-{n}", $"user{Reads.Number(n)}",
            """{"system":"crm","categories":["email"],"automated":true,"method":"overwriting","reason":"withdrawal","destroyedOn":"2025-05-20","act":"many"}""")));
        using var answer = await Make("/acts/many?format=html");
        var act = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.Headers.GetValues("Ledger-Persons").Single(), Is.EqualTo($"{persons}"));
        Assert.That(Enumerable.Range(0, persons).Count(n => act.Contains($"user{Reads.Number(n)}<", StringComparison.Ordinal)), Is.EqualTo(persons));
        Assert.That((await Events()).Count(e => e.Data is ReportExported or RecordViewed), Is.EqualTo(1));
    }

    Task<HttpResponseMessage> Make(string path, string? reason = "order-12", HttpClient? client = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent("", Encoding.UTF8) };
        if (reason is not null) request.Headers.Add("X-Purpose", reason);
        return (client ?? _officer).SendAsync(request);
    }

    async Task<List<RecordedEvent>> Events()
    {
        List<RecordedEvent> events = [];
        await foreach (var entry in _served.Ledger.Get<IJournal>().ReadAll(0, default)) events.Add(RecordedCodec.Read(entry));
        return events;
    }
}
