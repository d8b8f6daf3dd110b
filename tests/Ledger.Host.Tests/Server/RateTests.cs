using System.Net;
using System.Text.Json;
using Ledger.Access;
using Ledger.Host.Server;

namespace Ledger.Host.Tests.Server;

/// <summary>Rates: by key, and by address without one.</summary>
public sealed class RateTests
{
    [Test]
    public async Task Who_asks_too_often_is_told_when_to_come_back_and_nobody_else_is()
    {
        await using var served = await Served.Start(new() { Rate = 2 });
        var (eager, calm) = (await Client(served, "eager", null), await Client(served, "calm", null));
        using var refused = await UntilRefused(eager);
        Assert.That(refused.Headers.RetryAfter?.Delta, Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(1)));
        Assert.That(JsonElement.Parse(await refused.Content.ReadAsStringAsync()).GetProperty("code").GetString(), Is.EqualTo(HttpRefusals.TooManyRequests));
        Assert.That((await calm.GetAsync("/checkpoint")).StatusCode, Is.Not.EqualTo(HttpStatusCode.TooManyRequests));
    }

    [Test]
    public async Task After_the_wait_it_is_answered_again()
    {
        await using var served = await Served.Start(new() { Rate = 10 });
        var client = await Client(served, "eager", null);
        using var refused = await UntilRefused(client);
        using var limit = new CancellationTokenSource(Workspace.Patience);
        var status = HttpStatusCode.TooManyRequests;
        while (status == HttpStatusCode.TooManyRequests)
        {
            using var answer = await client.GetAsync("/checkpoint", limit.Token);
            status = answer.StatusCode;
        }
        Assert.That(status, Served.Answered);
    }

    [Test]
    public async Task A_keys_own_rate_goes_before_the_installations_and_0_is_none()
    {
        await using var served = await Served.Start(new() { Rate = 1 });
        var free = await Client(served, "free", 0);
        for (var i = 0; i < 50; i++) Assert.That((await free.GetAsync("/checkpoint")).StatusCode, Served.Answered);
    }

    [Test]
    public async Task Guessing_keys_is_limited_by_address_and_probes_never_are()
    {
        await using var served = await Served.Start(new() { Rate = 2 });
        var guesser = served.Anonymous();
        guesser.DefaultRequestHeaders.Authorization = new("Bearer", "ledger_000000000000_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        using var refused = await UntilRefused(guesser, HttpStatusCode.Unauthorized);
        Assert.That((await served.Anonymous().GetAsync("/health/live")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var keyed = await Client(served, "calm", null);
        Assert.That((await keyed.GetAsync("/checkpoint")).StatusCode, Is.Not.EqualTo(HttpStatusCode.TooManyRequests), "the guesser does not use up what a key may");
    }

    [Test]
    public void A_network_of_IPv6_is_one_caller_and_IPv4_is_the_same_either_way()
    {
        static UInt128 Of(string address) => RateLimits.Network(IPAddress.Parse(address));
        Assert.That(Of("2001:db8::1"), Is.EqualTo(Of("2001:db8::ffff:2")).And.Not.EqualTo(Of("2001:db8:0:1::1")));
        Assert.That(Of("10.0.0.1"), Is.EqualTo(Of("::ffff:10.0.0.1")).And.Not.EqualTo(Of("10.0.0.2")));
    }

    static Task<HttpClient> Client(Served served, string name, long? rate) => served.Client(new ApiKeyTerms(name, Role.Auditor) { Rate = rate });

    /// <summary>Asks until the answer is 429, at most so often that a limit must have been met.</summary>
    static async Task<HttpResponseMessage> UntilRefused(HttpClient client, HttpStatusCode? before = null)
    {
        for (var i = 0; i < 1000; i++)
        {
            var answer = await client.GetAsync("/checkpoint");
            if (answer.StatusCode == HttpStatusCode.TooManyRequests) return answer;
            Assert.That(answer.StatusCode, before is null ? Served.Answered : Is.EqualTo(before));
            answer.Dispose();
        }
        throw new AssertionException("No limit was met.");
    }
}
