using System.Diagnostics;
using Ledger.Access;
using Ledger.Host.Tests.Server;

namespace Ledger.Host.Tests.Client;

/// <summary>A service is killed with -9 while it enqueues and sends.</summary>
public sealed class OutboxKillTests
{
    [Test]
    public async Task What_was_acknowledged_by_the_outbox_of_a_killed_service_is_in_the_ledger_once()
    {
        await using var served = await Served.Start();
        var key = await served.Ledger.Get<ApiKeys>().Issue(new("registration", Role.Publisher) { Rate = 0 }, default);
        var path = Path.Combine(served.Folder, "outbox.db");
        HashSet<string> acknowledged = [];
        for (var kill = 1; kill <= 3; kill++)
        {
            var before = acknowledged.Count;
            await RunAndKill(served.Address, key, path, acknowledged, atLeast: 60 * kill);
            Assert.That(acknowledged, Has.Count.GreaterThan(before));
        }
        await using var service = await Service.Start(served.Address, key, o => (o.OutboxPath, o.OutboxKey) = (path, Service.OutboxKey));
        await service.Ledger.Outbox.DrainAsync().WaitAsync(TimeSpan.FromSeconds(60));
        var recorded = await Service.Recorded(served);
        Assert.That(recorded, Is.Unique);
        Assert.That(acknowledged.Except(recorded), Is.Empty);
        Assert.That(service.Ledger.Outbox.State, Is.EqualTo(new Ledger.Client.OutboxState(0, 0, 0, null)));
    }

    static async Task RunAndKill(Uri address, string key, string path, HashSet<string> acknowledged, int atLeast)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in (string[])["exec", typeof(OutboxKillTests).Assembly.Location, address.AbsoluteUri, key, path]) start.ArgumentList.Add(argument);
        using var child = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Workspace.Patience);
        try
        {
            for (var read = 0; read < atLeast && await child.StandardOutput.ReadLineAsync(limit.Token) is { Length: 32 } id; read++) acknowledged.Add(id);
        }
        finally
        {
            child.Kill();   // SIGKILL
        }
        while (await child.StandardOutput.ReadLineAsync(limit.Token) is { } id)   // what it had printed by then; a line cut short is none
            if (id.Length == 32) acknowledged.Add(id);
        await child.WaitForExitAsync(limit.Token);
    }
}
