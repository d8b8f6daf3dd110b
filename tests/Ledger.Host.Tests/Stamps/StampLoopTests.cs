using System.Text.Json;
using Ledger.Access;
using Ledger.Host.Stamping;
using Ledger.Host.Tests.Server;
using Ledger.Journal;
using Ledger.Stamps;

namespace Ledger.Host.Tests.Stamps;

/// <summary>A served ledger that has its newest checkpoint stamped by itself.</summary>
public sealed class StampLoopTests
{
    const int LooksMax = 400;

    static readonly TimeSpan Every = TimeSpan.FromMilliseconds(50);

    [Test]
    public async Task It_stamps_what_is_new_says_when_it_cannot_and_goes_on()
    {
        await using var authority = await OpensslAuthority.Start();
        await using var served = await Served.Start(tsa: TsaSettings.Read(authority.Address.ToString(), Every));
        var auditor = await served.Client(Role.Auditor);
        await served.Publish(Lines.Registered("a", "u-1"));
        await Until(async () => await Stamped(served) >= await served.Ledger.Get<IJournal>().Count(default));
        await Until(async () => Of(await Checks(auditor)) is { } check && check.GetProperty("status").GetString() == "ok" && check.TryGetProperty("ageSeconds", out _));

        authority.Behaves = Manner.NotGranted;
        await served.Publish(Lines.Registered("b", "u-2"));
        await Until(async () => Of(await Checks(auditor)) is { } check && check.GetProperty("status").GetString() == "degraded" && check.GetProperty("failure").GetString() == StampRefusals.Refused);

        authority.Behaves = Manner.Honest;
        await Until(async () => await Stamped(served) >= await served.Ledger.Get<IJournal>().Count(default));
        await Until(async () => Of(await Checks(auditor)) is { } check && check.GetProperty("status").GetString() == "ok");
        Assert.That(await auditor.GetStringAsync("/metrics"), Does.Contain("ledger_timestamp_age_seconds").And.Contain("ledger_timestamp_failures"));
    }

    [Test]
    public async Task It_no_longer_complains_once_an_officer_had_stamped_what_it_could_not()
    {
        await using var authority = await OpensslAuthority.Start();
        authority.Behaves = Manner.NotGranted;
        await using var served = await Served.Start(tsa: TsaSettings.Read(authority.Address.ToString(), TimeSpan.FromSeconds(2)));
        var auditor = await served.Client(Role.Auditor);
        await served.Publish(Lines.Registered("a", "u-1"));
        await Until(async () => Of(await Checks(auditor)) is { } check && check.GetProperty("status").GetString() == "degraded");

        authority.Behaves = Manner.Honest;
        using var stamped = await (await served.Client(Role.Officer)).PostAsync("/stamp", null);
        Assert.That((int)stamped.StatusCode, Is.EqualTo(200));
        await Until(async () => Of(await Checks(auditor)) is { } check && check.GetProperty("status").GetString() == "ok");
    }

    static async Task<long> Stamped(Served served) => (await served.Ledger.Get<ICheckpointStamps>().NewestStamp(default))?.Checkpoint.Size ?? 0;

    static async Task<JsonElement> Checks(HttpClient client) => JsonDocument.Parse(await client.GetStringAsync("/health/ready")).RootElement.GetProperty("checks");

    static JsonElement? Of(JsonElement checks) => checks.EnumerateArray().Cast<JsonElement?>().FirstOrDefault(check => check!.Value.GetProperty("name").GetString() == "timestamps");

    static async Task Until(Func<Task<bool>> so)
    {
        for (var looked = 0; !await so(); looked++)
        {
            Assert.That(looked, Is.LessThan(LooksMax));
            await Task.Delay(50);
        }
    }
}
