using Ledger.Host.Tests.Serve;
using Ledger.Host.Tests.Server;

namespace Ledger.Host.Tests.Leaks;

/// <summary>
/// Marked personal values and marked ids of persons go into a server and out of it by every path there is over HTTP; they are in the answers that show them,
/// and nowhere else: not in its files, not in what it says at the most talkative level, not in its metrics, not in a refusal.
/// </summary>
public sealed class ServedLeakTests
{
    static readonly string[] Registers = ["/disclosures", "/duties?state=all", "/notices?state=all", "/findings?state=all", "/inquiries"];

    readonly Marks marks = new();
    readonly List<string> said = [];
    string user = "", contact = "", gone = "", key = "", webhook = "";
    Workspace place = null!;

    [SetUp]
    public void Fresh()
    {
        place = new() { Fresh = true };
        foreach (var (name, value) in new[] { ("LOG_LEVEL", "trace"), ("WEBHOOK_HOSTS", "127.0.0.1"), ("RATE", "0") }) place.Environment[$"LEDGER_{name}"] = value;
        (user, contact, gone) = (marks.New(), marks.New(), marks.New());
    }

    [TearDown]
    public void Gone() => place.Dispose();

    [Test]
    public async Task Over_http_no_personal_value_and_no_id_of_a_person_is_left_but_in_the_answers_that_show_them()
    {
        await using var receiver = await Receiver.Start();
        receiver.Answer = (_, context) => Task.FromResult(context.Response.StatusCode = 500);
        using (var server = ServingProcess.Start(place))
        {
            key = server.Key!;
            await Call(server, receiver);
            NothingIsLeft("while it runs");
            said.Add(server.Stop().Exits(0).Said);
        }
        NothingIsLeft("after SIGTERM");
        await DieAtWork();
        NothingIsLeft("as the kill left it");
        using (var server = ServingProcess.Start(place))
        {
            await Again(server);
            NothingIsLeft("after the kill and another start");
            said.Add(server.Stop().Exits(0).Said);
        }
        NothingIsLeft("at the end");
        Assert.That(said.SelectMany(s => marks.In("what the server said", s)).Distinct(), Is.Empty);
        Assert.That(string.Concat(said), Does.Contain("/events").And.Contain("/subjects/{id}"), "it was to say all it can");
        place.Check();
    }

    async Task Call(ServingProcess server, Receiver receiver)
    {
        using var client = ServingProcess.Client(server.Address, key);
        var caller = new MarkedCaller(client, marks);
        var subscribed = await caller.Silent("subscribing", caller.Ask(HttpMethod.Post, "/webhooks", body: $$"""{"name":"crm","url":"{{receiver.Url}}"}"""), 201);
        webhook = subscribed.Json.GetProperty("id").GetString()!;
        await Publish(caller);
        await BeRefused(caller, server.Address);
        await AskWhetherItMay(caller);
        await Read(caller);
        await TakeOut(caller);
        await Listen(client, caller, receiver);
        await WatchIt(caller);
        Assert.That(caller.Found.Distinct(), Is.Empty);
    }

    async Task Publish(MarkedCaller caller)
    {
        await caller.Silent("structured", caller.Publish(Lines.OptedIn("one-0", user, contact), 0), 200);
        await caller.Silent("binary", caller.Publish(Lines.Consented("one-1", user), 1), 200);
        await caller.Silent("batched", caller.Batch([Lines.OptedIn("one-2", user, marks.New()), Reads.Disclosed("one-3", user, "mvd"), Published.Withdrawn("one-5", user), Reads.Inquired("one-4", user, "7").Replace("Кому", marks.New(), StringComparison.Ordinal)]), 200);
        var lines = MarkedLines.Of(marks, gone).ToArray();
        var taken = 0;
        for (var n = 0; n < lines.Length; n++)
        {
            // Officers' commands may be refused where their time has not come; the way there is the same. Most stand.
            var sent = await caller.Silent($"one of every type, {n}", caller.Publish(lines[n], n), 200, 409, 422);
            if ((int)sent.Status == 200) taken++;
        }
        Assert.That(taken, Is.GreaterThan(lines.Length - 8));
    }

    async Task BeRefused(MarkedCaller caller, Uri address)
    {
        string[] bad =
        [
            $"not JSON {marks.New()}", $$"""{"specversion":"1.0","id":"{{marks.New()}}",""", $"\"{marks.New()}\"",
            Lines.Event("bad-1", marks.New(), marks.New(), "{}"), Lines.Event($"with-{user}", user, "ledger.subject.registered.v1", "{}"),
            Lines.Event("bad-2", marks.New(), "ledger.messaging.opted-in.v1", $$"""{"kind":"news","{{marks.New()}}":1}"""),
            Lines.Event("bad-3", user, "ledger.messaging.opted-in.v1", $$"""{"kind":"news","channels":"{{marks.New()}}"}"""),
            Lines.Event("bad-4", user, "ledger.evidence.attached.v1", $$"""{"kind":"act","sha256":"{{marks.New()}}","mediaType":"application/pdf","of":"1"}"""),
            Lines.OptedIn("bad-5", user, string.Concat(Enumerable.Repeat(marks.New(), 5000))), Lines.OptedIn("bad-6", string.Concat(Enumerable.Repeat(marks.New(), 40)), marks.New()),
        ];
        foreach (var line in bad)
        {
            await caller.Silent("refused by shape", caller.Publish(line, 0), 400, 413, 422);
            await caller.Silent("refused in a batch", caller.Batch([Lines.OptedIn("beside", marks.New(), marks.New()), line]), 400, 413, 422);
        }
        foreach (var line in bad[3..8]) await caller.Silent("refused by shape, binary", caller.Publish(line, 1), 400, 422);
        await caller.Silent("the same id, another content", caller.Publish(Lines.OptedIn("one-0", user, marks.New()), 0), 409);
        await caller.Silent("the same id, another person", caller.Publish(Lines.OptedIn("one-0", marks.New(), contact), 1), 409);
        var cut = Lines.OptedIn("cut", marks.New(), marks.New());
        foreach (var chunked in new[] { false, true })
        {
            await caller.CutOff(address, "application/cloudevents+json", "", cut, chunked);
            await caller.CutOff(address, "application/cloudevents-batch+json", "", $"[{cut},", chunked);
            await caller.CutOff(address, "application/json", $"ce-specversion: 1.0\nce-id: cut\nce-source: /t\nce-type: ledger.messaging.opted-in.v1\nce-subject: {marks.New()}\n", $$"""{"contact":"{{marks.New()}}",""", chunked);
        }
    }

    async Task AskWhetherItMay(MarkedCaller caller)
    {
        var path = $"/subjects/{user}/permission";
        await caller.Silent("may", caller.Get($"{path}?purpose=contact"), 200);
        await caller.Silent("may, of nobody known", caller.Get($"/subjects/{marks.New()}/permission?purpose={marks.New()}&category={marks.New()}&recipient={marks.New()}"), 200);
        await caller.Silent("may, wrongly", caller.Get($"{path}?purpose=contact&{marks.New()}={marks.New()}"), 400);
        await caller.Silent("may, wrongly", caller.Get($"{path}?purpose=contact&channel={marks.New()}&at={marks.New()}"), 400);
        await caller.Silent("may, in no UTF-8", caller.Get($"/subjects/{user}%ff/permission?purpose=contact"), 400);
        var recorded = await caller.Silent("a no", caller.Ask(HttpMethod.Post, $"{path}?purpose=contact&recipient=insurer&source=/crm", idempotency: "ask-1"), 200);
        Assert.That(recorded.Json.TryGetProperty("receipt", out _), Is.True, "the no was not recorded");
        await caller.Silent("a no about another", caller.Ask(HttpMethod.Post, $"/subjects/{gone}/permission?purpose=contact&recipient=insurer&source=/crm", idempotency: "ask-1"), 200, 409);
        await caller.Silent("a no under the person's id", caller.Ask(HttpMethod.Post, $"{path}?purpose=contact&recipient=insurer&source=/crm", idempotency: user), 422);
    }

    async Task Read(MarkedCaller caller)
    {
        var (reason, opened) = (marks.New(), marks.New());
        await caller.ComingToShow("file", () => caller.Get($"/subjects/{user}", reason), user);
        var file = caller.Get($"/subjects/{user}?open=true", opened);
        Assert.That((await file).Text, Does.Contain(user).And.Contain(contact), "a file that is opened shows what is in it");
        await caller.ComingToShow("destruction", () => caller.Get($"/subjects/{user}/destruction", reason), user);
        await caller.Silent("file without a reason", caller.Get($"/subjects/{user}"), 422);
        await caller.Silent("file of nobody", caller.Get($"/subjects/{marks.New()}?known=0", marks.New()), 404);
        await caller.Silent("file, wrongly", caller.Get($"/subjects/{user}?at={marks.New()}&{marks.New()}=1", marks.New()), 400);
        foreach (var register in Registers)
        {
            var path = $"{register}{(register.Contains('?', StringComparison.Ordinal) ? '&' : '?')}person={user}";
            await caller.Silent($"{register} without a reason", caller.Get(path), 422);
            foreach (var accept in new[] { "application/json", "text/csv" })
                await caller.ComingToShow($"{register} as {accept}", () => caller.Get(path, reason, accept), user);
        }
        await caller.ComingToShow("readings", () => caller.Get($"/readings?person={user}"), user, reason, opened);
        foreach (var path in new[] { "/events", "/events?type=messaging.opted-in", "/events/1", "/policies", "/recipients", "/systems", "/access", "/statistics", "/tile/entries/000.p/1" })
            await caller.Silent(path, caller.Get(path), 200);
    }

    async Task TakeOut(MarkedCaller caller)
    {
        await caller.Silent("closed bundle", caller.Export($$"""{"subject":"{{user}}"}""", marks.New()), 200);
        await caller.Silent("export of nobody", caller.Export($$"""{"subject":"{{marks.New()}}"}""", marks.New()), 404);
        await caller.Silent("export, wrongly", caller.Export($$"""{"{{marks.New()}}":"{{marks.New()}}","inquiry":"{{marks.New()}}"}""", "order-1"), 400);
        await caller.Silent("export for no code", caller.Export("{}", $"because of {marks.New()}"), 422);
        await caller.Silent("closed bundle of all", caller.Export("{}", "order-2"), 200);
        var opened = await caller.Export($$"""{"subject":"{{user}}","open":true}""", marks.New());
        Assert.That(marks.InZip("open bundle", opened.Body), Has.Some.EndsWith(contact).And.Some.EndsWith(user));
    }

    async Task Listen(HttpClient client, MarkedCaller caller, Receiver receiver)
    {
        await using var feed = await Listener.Open(client, "?after=-1");
        var last = (await caller.Get("/events?limit=1")).Json.GetProperty("known").GetInt64();
        var named = 0;
        for (long index = -1; index < last;)
        {
            var item = await feed.Item();
            index = long.Parse(item!.Value.EventId!, null);
            if (item.Value.Data.Contains(user, StringComparison.Ordinal)) named++;
            Assert.That(marks.In("feed", Nameless(item.Value.Data)), Is.Empty);
        }
        await receiver.Until(all => all.Any(a => a.Event.TryGetProperty("userid", out _)));
        Assert.That(receiver.All.SelectMany(a => marks.In("delivery", Nameless(System.Text.Encoding.UTF8.GetString(a.Body)))), Is.Empty);
        Assert.That(receiver.All.Select(a => a.Event.TryGetProperty("userid", out var told) ? told.GetString() : null), Does.Contain(user));
        Assert.That(named, Is.GreaterThan(4), "the feed names whom it is about");
        var state = (await caller.Silent("webhook", caller.Get($"/webhooks/{webhook}"), 200)).Json;
        Assert.That(state.GetProperty("waiting").GetInt64(), Is.Positive, "no delivery waits to be tried again");
    }

    /// <summary>A listener is told the operator's own id, and nothing else.</summary>
    string Nameless(string delivered) => delivered.Replace($"\"userid\":\"{user}\"", "", StringComparison.Ordinal).Replace($"\"userid\":\"{gone}\"", "", StringComparison.Ordinal);

    async Task WatchIt(MarkedCaller caller)
    {
        await caller.Silent("an unknown path", caller.Get($"/{marks.New()}/%ff{marks.New()}?q={marks.New()}"), 404, 400);
        await caller.Silent("an unknown method", caller.Ask(new HttpMethod(marks.New()), "/events"), 405);
        foreach (var path in new[] { "/metrics", "/key", "/checkpoint", "/health/ready", "/webhooks", $"/webhooks/{webhook}/dead-letters" }) await caller.Silent(path, caller.Get(path), 200);
        await caller.Silent("a check", caller.Ask(HttpMethod.Post, "/check"), 200);
        await caller.Silent("a rebuild", caller.Ask(HttpMethod.Post, "/rebuild"), 200);
    }

    /// <summary>Killed while it exports, reads and publishes: what is half written counts as well.</summary>
    async Task DieAtWork()
    {
        using var server = ServingProcess.Start(place);
        using var client = ServingProcess.Client(server.Address, key);
        var caller = new MarkedCaller(client, marks);
        await HalfTaken.Run(server, caller, key, marks);
        string[] batch = [.. Enumerable.Range(0, 100).Select(n => Lines.OptedIn($"kill-{n}", n % 50 == 0 ? marks.New() : $"k{n}", n % 50 == 1 ? marks.New() : "k"))];
        Task<Sent>[] under = [.. Enumerable.Range(0, 8).Select(n => n % 2 == 0 ? caller.Batch(batch) : caller.Get($"/subjects/{user}?open=true", contact))];
        await Task.WhenAny(under);
        said.Add(server.Kill().Said);
        await Task.WhenAll(under).ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.That(caller.Found.Distinct(), Is.Empty);
    }

    async Task Again(ServingProcess server)
    {
        using var client = ServingProcess.Client(server.Address, key);
        var caller = new MarkedCaller(client, marks);
        var file = await caller.Get($"/subjects/{user}?open=true", marks.New());
        Assert.That(file.Text, Does.Contain(contact).And.Contain(user));
        await caller.Silent("a repeat", caller.Publish(Lines.OptedIn("one-0", user, contact), 1), 200);
        await WatchIt(caller);
        Assert.That(caller.Found.Distinct(), Is.Empty);
    }

    void NothingIsLeft(string when) =>
        Assert.That(marks.InFolder(place.Data).Concat(marks.InFolder(place.Temp)).Distinct(), Is.Empty, when);
}
