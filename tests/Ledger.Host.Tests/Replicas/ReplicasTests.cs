using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Ledger.Host.Tests.Serve;

namespace Ledger.Host.Tests.Replicas;

/// <summary>Two replicas over one PostgreSQL: one serves, the other takes over when it is killed or stopped, and nothing that was acknowledged is lost.</summary>
public sealed class ReplicasTests
{
    const int Clients = 16;

    Workspace _place = null!;
    Replica _one = null!, _other = null!;
    HttpClient _http = null!;

    [SetUp]
    public async Task Begin()
    {
        _place = new();
        _place.Environment["LEDGER_RATE"] = "0";
        await TestProfile.Postgres(_place);
        _one = new(_place, ServingProcess.FreePort());
        await _one.Serves();
        _other = new(_place, ServingProcess.FreePort());
        _http = new(new Balancer(_one.Address, _other.Address)) { BaseAddress = _one.Address, Timeout = TimeSpan.FromSeconds(30) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _one.Key);
    }

    [TearDown]
    public void End()
    {
        _http.Dispose();
        _place.Dispose();
    }

    [Test]
    public async Task Either_may_be_killed_under_load_and_every_acknowledged_event_is_there_once()
    {
        var clients = await Loaded(async acknowledged =>
        {
            for (var round = 0; round < 2; round++)
            {
                await acknowledged();
                (await Serving()).Kill();
            }
            await acknowledged();
        });
        await Judge(clients);
    }

    [Test]
    public async Task One_that_was_stopped_finds_its_turn_gone_and_ends()
    {
        var clients = await Loaded(async acknowledged =>
        {
            await acknowledged();
            var stopped = await Serving();
            stopped.Signal("STOP");
            await acknowledged();
            stopped.Signal("CONT");
            Assert.That(stopped.Wait().Errors, Does.Contain("Another replica has taken the ledger over"));
            await acknowledged();
        });
        await Judge(clients);
    }

    [Test]
    public async Task A_key_that_is_taken_back_while_a_replica_is_stopped_stays_so()
    {
        await _other.StandsBy();
        using var administrator = new HttpClient { BaseAddress = _one.Address };
        administrator.DefaultRequestHeaders.Authorization = _http.DefaultRequestHeaders.Authorization;
        using var body = new StringContent("""{"name":"registration","role":"auditor","ground":"order 12"}""", System.Text.Encoding.UTF8, "application/json");
        using var made = JsonDocument.Parse(await (await administrator.PostAsync("/keys", body)).Content.ReadAsStringAsync());
        var (key, prefix) = (made.RootElement.GetProperty("key").GetString()!, made.RootElement.GetProperty("item").GetProperty("prefix").GetString());
        Assert.That(await Ask(_one, key), Is.EqualTo(HttpStatusCode.OK));
        _one.Signal("STOP");   // it remembers that the key was used, and has not written it yet
        await Serves(_other);
        using (var revoke = new HttpRequestMessage(HttpMethod.Delete, new Uri(_other.Address, $"/keys/{prefix}")) { Headers = { { "X-Purpose", "left" } } })
            Assert.That((await administrator.SendAsync(revoke)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        _one.Signal("CONT");
        Assert.That(_one.Wait().Errors, Does.Contain("Another replica has taken the ledger over"));
        _other.Kill();
        _one.Revive();
        await Serves(_one);
        Assert.That(await Ask(_one, key), Is.EqualTo(HttpStatusCode.Unauthorized));

        static async Task<HttpStatusCode> Ask(Replica replica, string key)
        {
            using var http = new HttpClient();
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(replica.Address, "/duties")) { Headers = { Authorization = new("Bearer", key) } };
            using var answer = await http.SendAsync(request);
            return answer.StatusCode;
        }

        static async Task Serves(Replica replica)
        {
            using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
            for (var watch = Stopwatch.StartNew(); !await replica.IsReady(http); await Task.Delay(50)) Assert.That(watch.Elapsed, Is.LessThan(Workspace.Patience));
        }
    }

    /// <summary>The one that serves just now.</summary>
    async Task<Replica> Serving()
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        for (var waited = 0; waited < 1000; waited++)
        {
            if (await _one.IsReady(http)) return _one;
            if (await _other.IsReady(http)) return _other;
            await Task.Delay(50);
        }
        throw new TimeoutException("Nobody serves.");
    }

    async Task Judge(LoadingClient[] clients)
    {
        _one.Kill();
        _other.Kill();
        await Task.Delay(TimeSpan.FromSeconds(6));   // the turn of the one that was killed is over
        KilledServerTests.Judge(_place, [.. clients.SelectMany(c => c.Acknowledged)]);
        _place.Check();
    }

    /// <summary>Publishers that send each event until it is acknowledged, while something happens.</summary>
    async Task<LoadingClient[]> Loaded(Func<Func<Task>, Task> happens)
    {
        var clients = Enumerable.Range(0, Clients).Select(n => new LoadingClient(_http, n, batches: true)).ToArray();
        using var enough = new CancellationTokenSource();
        var load = Task.WhenAll(clients.Select(c => Task.Run(() => c.RunUntil(enough.Token))));
        try
        {
            await happens(async () =>
            {
                var before = clients.Sum(c => c.Acknowledged.Count);
                for (var waited = 0; clients.Sum(c => c.Acknowledged.Count) < before + (40 * Clients); waited++)   // more than may be under way
                {
                    Assert.That(waited, Is.LessThan(6000), "nothing is acknowledged");
                    _one.Revive();
                    _other.Revive();
                    await Task.Delay(20);
                }
            });
        }
        finally
        {
            await enough.CancelAsync();
            await load;
        }
        return clients;
    }
}
