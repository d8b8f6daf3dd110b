using Ledger.Host.Cluster;
using Ledger.Journal;

namespace Ledger.Host.Tests;

/// <summary>What an installation sets is looked at before it is recorded for good.</summary>
[NonParallelizable]
public sealed class SettingsTests
{
    [TearDown]
    public void Unset()
    {
        foreach (var variable in new[] { "LEDGER_ORIGIN", "LEDGER_ACTOR", "LEDGER_LOG_LEVEL", "LEDGER_DISK_FREE_MIN", "LEDGER_PUBLIC_URL", "LEDGER_OIDC_ISSUER", "LEDGER_OIDC_AUDIENCE", "LEDGER_OIDC_CLIENT_ID", "LEDGER_OIDC_CLIENT_SECRET_FILE", "LEDGER_OIDC_SCOPE" }) Environment.SetEnvironmentVariable(variable, null);
    }

    [TestCase("LEDGER_ORIGIN", "my ledger")]
    [TestCase("LEDGER_ORIGIN", "a+b")]
    [TestCase("LEDGER_ACTOR", "Ivan Petrov")]
    [TestCase("LEDGER_ACTOR", "a\nb")]
    [TestCase("LEDGER_LOG_LEVEL", "loud")]
    [TestCase("LEDGER_LOG_LEVEL", "2")]
    [TestCase("LEDGER_DISK_FREE_MIN", "1GB")]
    [TestCase("LEDGER_PUBLIC_URL", "ledger.example.org")]
    [TestCase("LEDGER_PUBLIC_URL", "https://ledger.example.org/console")]
    [TestCase("LEDGER_PUBLIC_URL", "ftp://ledger.example.org")]
    public void A_name_that_cannot_stand_for_ever_is_refused_at_once(string variable, string value)
    {
        Environment.SetEnvironmentVariable(variable, value);
        Assert.That(() => Settings.Read("unused"), Throws.TypeOf<InputException>().With.Message.StartsWith(variable));
    }

    [Test]
    public void A_name_that_can_is_taken()
    {
        Environment.SetEnvironmentVariable("LEDGER_ORIGIN", "ledger.example.org/fleet");
        Environment.SetEnvironmentVariable("LEDGER_ACTOR", "officer-1");
        var settings = Settings.Read("unused");
        Assert.That((settings.Origin, settings.Actor.Name), Is.EqualTo(("ledger.example.org/fleet", "officer-1")));
    }

    [Test]
    public void The_consoles_client_of_the_issuer_has_its_secret_in_a_file_that_must_be_there()
    {
        var file = Path.GetTempFileName();
        try
        {
            foreach (var (name, value) in new[] { ("ISSUER", "https://id.example.org"), ("AUDIENCE", "ledger"), ("CLIENT_ID", "console"), ("CLIENT_SECRET_FILE", file), ("SCOPE", "openid roles") })
                Environment.SetEnvironmentVariable($"LEDGER_OIDC_{name}", value);
            Assert.That(() => Settings.Read("unused"), Throws.TypeOf<InputException>().With.Message.StartsWith("LEDGER_OIDC_CLIENT_SECRET_FILE"), "it is empty");
            File.WriteAllText(file, "s3cr3t\n");
            var oidc = Settings.Read("unused").Server.Oidc!;
            Assert.That((oidc.ClientId, oidc.ClientSecret, oidc.Scope, $"{oidc}"), Is.EqualTo(("console", "s3cr3t", "openid roles", "https://id.example.org/")));
        }
        finally
        {
            File.Delete(file);
        }
        Assert.That(() => Settings.Read("unused"), Throws.TypeOf<InputException>().With.Message.StartsWith("LEDGER_OIDC_CLIENT_SECRET_FILE"), "it is gone");
    }

    [Test]
    public void A_build_without_the_cluster_engine_refuses_its_profile_and_one_with_it_asks_where_the_servers_are()
    {
        if (ClusterEngine.IsBuilt) Assert.That(() => PostgresSettings.Read("cluster"), Throws.TypeOf<InputException>());
        else Assert.That(() => PostgresSettings.Read("cluster"), Throws.TypeOf<StoreRefusedException>().With.Property("Code").EqualTo("store-engine-missing"));
    }
}
