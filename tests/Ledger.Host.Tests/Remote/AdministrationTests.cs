using Ledger.Host.Tests.Serve;

namespace Ledger.Host.Tests.Remote;

/// <summary>Keys and webhooks of a running server, by the command line.</summary>
public sealed class AdministrationTests
{
    Workspace place = null!;
    ServingProcess server = null!;

    [SetUp]
    public void Serve()
    {
        place = new();
        server = ServingProcess.Start(place);
        place.Environment["LEDGER_SERVER"] = server.Address.ToString();
        place.Environment["LEDGER_API_KEY"] = server.Key!;
        place.Environment.Remove("LEDGER_DATA");
    }

    [TearDown]
    public void Stop()
    {
        server.Dispose();
        place.Dispose();
    }

    [Test]
    public void A_key_is_made_changed_and_taken_back_and_works_meanwhile()
    {
        var key = place.Run("keys", "add", "audit", "--role", "auditor", "--ground", "order 12").Exits(0).Output.Trim();
        Assert.That(Duties(key), Is.Zero);
        var next = place.Run("keys", "rotate", Prefix(key)).Exits(0).Output.Trim();
        Assert.That(new[] { Duties(key), Duties(next) }, Is.EqualTo(new[] { 2, 0 }));
        place.Run("keys", "revoke", Prefix(next), "--reason", "договор расторгнут").Exits(0);
        Assert.That(Duties(next), Is.EqualTo(2));
        Assert.That(place.Run("keys", "list").Exits(0).Output, Does.Contain(Prefix(next)).And.Contain("3 keys"));
        Assert.That(place.Run("keys", "add", "cabinet", "--role", "publisher", "--ground", "order 12", "--own-links", "--json").Exits(0).Output, Does.Contain("\"ownLinks\":true"));
        place.Run("keys", "revoke", "000000000000").Fails(2, "[key-unknown]");
    }

    [Test]
    public void A_webhook_is_added_listed_and_removed()
    {
        var added = place.Run("webhooks", "add", "billing", "https://billing.example/ledger", "--type", "consent.withdrawn", "--purpose", "contact").Exits(0).Output.Trim().Split(' ');
        Assert.That(added[1], Does.StartWith("whsec_"));
        Assert.That(place.Run("webhooks", "list", "--json").Exits(0).Output,
            Does.Contain($"\"id\":\"{added[0]}\"").And.Contain("\"purposes\":[\"contact\"]").And.Contain("\"paused\":false").And.Not.Contain("billing.example"));
        place.Run("webhooks", "remove", added[0]).Exits(0);
        place.Run("webhooks", "remove", added[0]).Fails(2, "[webhook-unknown]");
        Assert.That(place.Run("webhooks", "list").Exits(0).Output, Does.Contain("0 webhooks"));
    }

    static string Prefix(string key) => key.Split('_')[1];

    /// <summary>The exit code of a command that only some roles may give, with that key.</summary>
    int Duties(string key)
    {
        place.Environment["LEDGER_API_KEY"] = key;
        var code = place.Run("duties").ExitCode;
        place.Environment["LEDGER_API_KEY"] = server.Key!;
        return code;
    }
}
