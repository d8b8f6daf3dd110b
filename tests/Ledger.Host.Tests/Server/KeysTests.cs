using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Ledger.Access;
using Ledger.Journal;

namespace Ledger.Host.Tests.Server;

/// <summary>/keys: who manages them, what they open, and that they are shown once.</summary>
public sealed class KeysTests
{
    Served _served = null!;
    HttpClient _administrator = null!;

    [SetUp]
    public async Task Start()
    {
        _served = await Served.Start();
        _administrator = await _served.Client(Role.Administrator);
    }

    [TearDown]
    public async Task Stop() => await _served.DisposeAsync();

    [Test]
    public async Task A_key_is_shown_once_and_to_nobody_on_the_way()
    {
        using var answer = await _administrator.PostAsync("/keys", Json("""{"name":"registration","role":"publisher","ground":"order 12","sources":["/registration"]}"""));
        Assert.That((answer.StatusCode, answer.Headers.CacheControl?.NoStore), Is.EqualTo((HttpStatusCode.Created, true)));
        var made = await Read(answer);
        var key = made.GetProperty("key").GetString()!;
        var list = await _administrator.GetStringAsync("/keys");
        Assert.That(list, Does.Contain("registration").And.Contain(made.GetProperty("item").GetProperty("prefix").GetString()).And.Not.Contain(key.Split('_', 3)[2]));
        Assert.That(list, Does.Not.Contain("sha256").IgnoreCase);
        Assert.That((await With(key).PostAsync("/events", Served.Structured(Registered("/registration")))).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Making_and_revoking_a_key_is_recorded_as_done_by_who_did_it()
    {
        var (_, prefix) = await Make("""{"name":"registration","role":"publisher","ground":"order 12"}""");
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"/keys/{prefix}") { Headers = { { "X-Purpose", "contract ended" } } };
        var revoked = await Read(await _administrator.SendAsync(request));
        Assert.That(revoked.GetProperty("recorded").GetBoolean(), Is.True);
        Assert.That(await Said(), Is.EqualTo(new[] { "administrator-1 grants registration publisher: order 12", "administrator-1 revokes registration: contract ended" }));
    }

    [TestCase(Role.Publisher), TestCase(Role.Officer)]
    public async Task Whoever_knows_a_key_cannot_keep_its_end_from_being_recorded(Role role)
    {
        var (_, prefix) = await Make("""{"name":"registration","role":"publisher","ground":"order 12"}""");
        var taken = $$"""{"specversion":"1.0","id":"revoked-{{prefix}}","source":"/ledger/keys","type":"ledger.subject.registered.v1","time":"2025-06-01T09:00:00Z","subject":"u-1","data":{} }""";
        await (await _served.Client(role)).PostAsync("/events", Served.Structured(taken)).Refuses(403, "source-not-allowed");
        await _administrator.DeleteAsync($"/keys/{prefix}");
        Assert.That(await Said(), Has.Some.EqualTo("administrator-1 revokes registration: key revoked"));
    }

    [Test]
    public async Task A_revoked_key_is_a_401_from_its_very_next_request_also_after_a_restart()
    {
        var (key, prefix) = await Make("""{"name":"auditor-1","role":"auditor","ground":"order 12"}""");
        var auditor = With(key);
        Assert.That(await Status(auditor), Is.Not.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That((await _administrator.DeleteAsync($"/keys/{prefix}")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await Status(auditor), Is.EqualTo(HttpStatusCode.Unauthorized));
        await _served.Restart();
        Assert.That(await Status(With(key)), Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task A_rotated_key_gives_way_to_the_new_one_at_once_or_after_its_grace()
    {
        var (first, prefix) = await Make("""{"name":"auditor-1","role":"auditor","ground":"order 12"}""");
        var second = await Read(await _administrator.PostAsync($"/keys/{prefix}/rotate", Json("""{"graceSeconds":600}""")));
        Assert.That(await Status(With(first)), Is.Not.EqualTo(HttpStatusCode.Unauthorized));
        var third = await Read(await _administrator.PostAsync($"/keys/{second.GetProperty("item").GetProperty("prefix").GetString()}/rotate", null));
        Assert.That(await Status(With(second.GetProperty("key").GetString()!)), Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(await Status(With(third.GetProperty("key").GetString()!)), Is.Not.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That((await _administrator.PostAsync($"/keys/{prefix}/rotate", null)).StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
    }

    [TestCase("""{"name":"Ivan Petrov","role":"officer","ground":"order 12"}""", 422, "$.name")]
    [TestCase("""{"name":"a","role":"king","ground":"order 12"}""", 422, "$.role")]
    [TestCase("""{"name":"a","role":"officer","ground":"order 12","expires":"soon"}""", 422, "$.expires")]
    [TestCase("""{"name":"a","role":"publisher","ground":"order 12","types":[null]}""", 422, "$.types[0]")]
    [TestCase("""{"name":"a","role":"officer","ground":""}""", 422, "$.ground")]
    [TestCase("""{"name":"a","role":"officer"}""", 400, null)]
    [TestCase("""{"name":null,"role":"officer","ground":"g"}""", 400, null)]
    [TestCase("""{"name":"a","name":"b","role":"officer","ground":"g"}""", 400, null)]
    [TestCase("""{"name":"a","role":"officer","ground":"g","admin":true}""", 400, null)]
    [TestCase("""{"name":"\ud800","role":"officer","ground":"g"}""", 400, null)]
    [TestCase("[]", 400, null)]
    [TestCase("", 400, null)]
    public async Task A_key_that_makes_no_sense_is_refused_with_its_place(string body, int status, string? path)
    {
        using var answer = await _administrator.PostAsync("/keys", Json(body));
        Assert.That((int)answer.StatusCode, Is.EqualTo(status));
        var problem = await Read(answer);
        Assert.That(problem.TryGetProperty("path", out var place) ? place.GetString() : null, Is.EqualTo(path));
    }

    [Test]
    public async Task A_publisher_keeps_to_his_sources_and_types()
    {
        var (key, _) = await Make("""{"name":"registration","role":"publisher","ground":"order 12","sources":["/registration"],"types":["ledger.subject.registered"]}""");
        var service = With(key);
        async Task<(int, string?, string?)> Published(string json)
        {
            using var answer = await service.PostAsync("/events", Served.Structured(json));
            var problem = await Read(answer);
            return ((int)answer.StatusCode, problem.TryGetProperty("code", out var code) ? code.GetString() : null, problem.TryGetProperty("path", out var path) ? path.GetString() : null);
        }
        Assert.That(await Published(Registered("/registration")), Is.EqualTo((200, (string?)null, (string?)null)));
        Assert.That(await Published(Registered("/billing")), Is.EqualTo((403, Refusals.SourceNotAllowed, "$.source")));
        Assert.That(await Published(Achieved("/registration")), Is.EqualTo((403, Refusals.TypeNotAllowed, "$.type")));
        Assert.That(await Published(Achieved("/billing")), Is.EqualTo((403, Refusals.SourceNotAllowed, "$.source")));
    }

    [Test]
    public async Task Last_use_is_kept_over_a_restart()
    {
        await _administrator.GetAsync("/keys");
        await _served.Restart();
        var keys = await Read(await (await _served.Client(Role.Administrator)).GetAsync("/keys"));
        Assert.That(keys.GetProperty("items")[0].GetProperty("lastUsed").GetString(), Does.EndWith("Z"));
    }

    async Task<(string Key, string Prefix)> Make(string body)
    {
        using var answer = await _administrator.PostAsync("/keys", Json(body));
        var made = await Read(answer);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created), made.ToString());
        return (made.GetProperty("key").GetString()!, made.GetProperty("item").GetProperty("prefix").GetString()!);
    }

    HttpClient With(string key)
    {
        var client = _served.Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    async Task<List<string>> Said()
    {
        List<string> said = [];
        await foreach (var entry in _served.Ledger.Get<IJournal>().ReadAll(0, default))
        {
            var recorded = RecordedCodec.Read(entry);
            if (recorded.Data is AccessGranted granted) said.Add($"{recorded.Actor} grants {granted.Actor} {granted.Role}: {granted.Ground}");
            if (recorded.Data is AccessRevoked revoked) said.Add($"{recorded.Actor} revokes {revoked.Actor}: {revoked.Reason}");
        }
        return said;
    }

    static async Task<HttpStatusCode> Status(HttpClient client)
    {
        using var answer = await client.GetAsync("/checkpoint");
        return answer.StatusCode;
    }

    static async Task<JsonElement> Read(HttpResponseMessage answer) => JsonElement.Parse(await answer.Content.ReadAsStringAsync());

    static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    static string Registered(string source) =>
        $$$"""{"specversion":"1.0","id":"reg-1","source":"{{{source}}}","type":"ledger.subject.registered.v1","subject":"u-1","time":"2026-01-15T10:00:00Z","data":{}}""";

    static string Achieved(string source) =>
        $$$"""{"specversion":"1.0","id":"a-1","source":"{{{source}}}","type":"ledger.purpose.achieved.v1","subject":"u-1","time":"2026-01-15T10:00:00Z","data":{"purpose":"support","categories":["support"]}}""";
}
