using Ledger.Access;
using Ledger.Journal;

namespace Ledger.Host.Tests.Server;

/// <summary>GET /subjects/{id}: a person's file, recorded before it is shown.</summary>
public sealed class SubjectTests
{
    Served _served = null!;

    [SetUp]
    public async Task Start()
    {
        _served = await Served.Start();
        await _served.Record([Lines.Registered("r-1", "u-1"), Lines.OptedIn("o-1", "u-1", "a@example.org"), Lines.Collected("c-1", "u/2 ё")]);
    }

    [TearDown]
    public async Task Stop() => await _served.DisposeAsync();

    [Test]
    public async Task The_file_is_shown_and_its_reading_is_on_record_with_the_reason()
    {
        var officer = await _served.Client(Role.Officer);
        using var raw = new HttpClient(new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => System.Text.Encoding.UTF8 }) { BaseAddress = _served.Address };
        raw.DefaultRequestHeaders.Authorization = officer.DefaultRequestHeaders.Authorization;
        using var answer = await raw.Read("/subjects/u-1", "запрос №7");
        var file = await answer.Json();
        Assert.That(file.GetProperty("person").GetProperty("id").GetString(), Is.EqualTo("u-1"));
        Assert.That(file.GetProperty("messaging")[0].GetProperty("kind").GetString(), Is.EqualTo("news"));
        Assert.That(file.GetProperty("events")[0].GetProperty("time").GetString(), Is.EqualTo("2025-06-02T12:00:00Z"));
        Assert.That(file.TryGetProperty("values", out _), Is.False);
        Assert.That(answer.Headers.CacheControl?.NoStore, Is.True);
        Assert.That((await _served.Recorded()).Select(e => (e.Actor, ((RecordViewed)e.Data).What)), Is.EqualTo(new[] { ("officer-1", "file") }));
        await _served.Record([]);
        var reading = (await officer.Json("/readings?person=u-1", null)).GetProperty("items")[0];
        Assert.That(reading.GetProperty("reason").GetString(), Is.EqualTo("запрос №7"));
    }

    [Test]
    public async Task A_reason_may_be_encoded_as_rfc_8187_has_it()
    {
        var auditor = await _served.Client(Role.Auditor);
        await auditor.Json("/subjects/u-1", "utf-8''%D0%BF%D1%80%D0%BE%D0%B2%D0%B5%D1%80%D0%BA%D0%B0");
        await _served.Record([]);
        Assert.That((await auditor.Json("/readings", null)).GetProperty("items")[0].GetProperty("reason").GetString(), Is.EqualTo("проверка"));
    }

    [TestCase(null, 422, "reason-missing"), TestCase("  ", 422, "reason-missing"), TestCase("utf-8''%FF", 400, "bad-parameter"), TestCase("utf-8'x", 400, "bad-parameter")]
    public async Task Without_a_reason_nothing_is_shown_and_nothing_recorded(string? purpose, int status, string code)
    {
        await (await _served.Client(Role.Officer)).Read("/subjects/u-1", purpose).Refuses(status, code);
        Assert.That(await _served.Recorded(), Is.Empty);
    }

    [Test]
    public async Task Values_in_the_clear_are_for_an_officer_and_the_record_says_so()
    {
        await (await _served.Client(Role.Auditor)).Read("/subjects/u-1?open=true").Refuses(403, Refusals.NotAllowed);
        Assert.That(await _served.Recorded(), Is.Empty);
        var file = await (await _served.Client(Role.Officer)).Json("/subjects/u-1?open=true");
        Assert.That(file.GetProperty("values").EnumerateArray().Select(v => v.GetProperty("value").GetString()), Does.Contain("a@example.org"));
        Assert.That(((RecordViewed)(await _served.Recorded()).Single().Data).What, Is.EqualTo("opened-file"));
    }

    [TestCase(Role.Publisher), TestCase(Role.Regulator)]
    public async Task No_other_role_sees_a_file(Role role)
    {
        await (await _served.Client(role)).Read("/subjects/u-1").Refuses(403, Refusals.NotAllowed);
        Assert.That(await _served.Recorded(), Is.Empty);
    }

    [Test]
    public async Task An_id_may_hold_a_slash_a_space_and_any_letter() =>
        Assert.That((await (await _served.Client(Role.Officer)).Json("/subjects/u%2F2%20%D1%91")).GetProperty("data")[0].GetProperty("system").GetString(), Is.EqualTo("crm"));

    [TestCase("/subjects/nobody", 404, "person-unknown"), TestCase("/subjects/u-1?known=-1", 400, "bad-parameter"), TestCase("/subjects/u-1?at=yesterday", 400, "bad-parameter")]
    [TestCase("/subjects/u-1?open=yes", 400, "bad-parameter"), TestCase("/subjects/u-1?At=2025-01-01", 400, "bad-parameter"), TestCase("/subjects/u-1?known=1&known=2", 400, "bad-parameter")]
    public async Task What_cannot_be_answered_is_refused_and_leaves_no_trace(string path, int status, string code)
    {
        await (await _served.Client(Role.Officer)).Read(path).Refuses(status, code);
        Assert.That(await _served.Recorded(), Is.Empty);
    }

    [Test]
    public async Task The_past_is_shown_as_it_was_known()
    {
        var officer = await _served.Client(Role.Officer);
        Assert.That((await officer.Json("/subjects/u-1?known=0")).GetProperty("messaging").GetArrayLength(), Is.Zero);
        Assert.That((await officer.Json("/subjects/u-1?at=2025-06-02T15:00:00%2B03:00")).GetProperty("messaging").GetArrayLength(), Is.EqualTo(1));
    }

    [Test]
    public async Task Where_the_reading_cannot_be_recorded_nothing_is_shown()
    {
        var officer = await _served.Client(Role.Officer);
        await _served.Ledger.Get<Sequencer>().DisposeAsync();
        using var answer = await officer.Read("/subjects/u-1");
        Assert.That((int)answer.StatusCode, Is.EqualTo(503));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Not.Contain("messaging"));
        using var narrowed = await officer.Read("/duties?person=u-1");
        Assert.That((int)narrowed.StatusCode, Is.EqualTo(503));
    }
}
