using System.Text.Json;
using Ledger.Host.Tests.Serve;

namespace Ledger.Host.Tests.Server;

/// <summary>kill -9 of the real server when a recipient has heard and nothing is recorded yet: it hears the same once more, and it is recorded once.</summary>
public sealed class RecipientKillTests
{
    const int Persons = 5;

    [Test]
    public async Task Killed_between_telling_and_recording_it_tells_the_same_again_and_records_it_once()
    {
        await using var receiver = await Receiver.Start();
        using var place = new Workspace();
        place.Environment["LEDGER_WEBHOOK_HOSTS"] = "127.0.0.1";
        place.Publish([
            Lines.Event("r-1", null, "ledger.recipient.registered.v1", """{"recipient":"sms-gateway","name":"SMS","kind":"processor","country":"RU"}"""),
            .. Enumerable.Range(0, Persons).SelectMany(n => new[] { Reads.Disclosed($"d-{n}-x", $"user{n}", "sms-gateway"), Published.Withdrawn($"w-{n}-x", $"user{n}") }),
        ]);
        place.Run("webhooks", "add", "sms", receiver.Url, "--recipient", "sms-gateway").Exits(0);
        Assert.That(place.Run("webhooks", "list").Exits(0).Output, Does.Contain("sms-gateway"));

        for (var round = 1; round <= 2; round++)
        {
            var (started, killed) = (new TaskCompletionSource<ServingProcess>(), new TaskCompletionSource());
            receiver.Answer = async (_, _) =>
            {
                var running = await started.Task;   // it delivers as soon as it runs
                if (receiver.All.Count >= 2 * round && killed.TrySetResult()) running.Kill();
            };
            using var server = ServingProcess.Start(place);
            started.SetResult(server);
            await killed.Task.WaitAsync(Receiver.Patience);
        }
        receiver.Answer = (_, _) => Task.CompletedTask;
        using (var server = ServingProcess.Start(place))
        {
            await receiver.Until(all => all.Select(a => a.Index).Distinct().Count() == Persons);
            server.Stop().Exits(0);
        }

        Assert.That(receiver.All, Has.Count.GreaterThan(Persons), "what was heard and not recorded is told again");
        foreach (var same in receiver.All.GroupBy(a => a.Index))
            Assert.That(same.Select(a => (a.Id, a.Event.GetProperty("id").GetString())).Distinct().ToList(), Has.Count.EqualTo(1), "under one id");
        var notices = place.Run("notices", "--state", "all", "--json").Exits(0).Documents;
        Assert.That(notices.Select(n => n.GetProperty("state").GetString()), Is.EqualTo(Enumerable.Repeat("told", Persons)));
        Assert.That(notices.Select(n => n.GetProperty("toldIndex").GetInt64()), Is.Unique, "each by an event of its own");
        Assert.That(Told(place), Is.EqualTo(Persons));
        place.Check();
    }

    static int Told(Workspace place)
    {
        place.Run("export", "--type", "recipient.notified", "--format", "jsonl", "--out", place.At("told.jsonl")).Exits(0);
        return File.ReadLines(place.At("told.jsonl")).Select(line => JsonDocument.Parse(line)).Select(e => e.RootElement.GetProperty("id").GetString()).Distinct().Count();
    }
}
