namespace Ledger.Host.Tests;

/// <summary>What an installation sets is looked at before it is recorded for good.</summary>
[NonParallelizable]
public sealed class SettingsTests
{
    [TearDown]
    public void Unset()
    {
        foreach (var variable in new[] { "LEDGER_ORIGIN", "LEDGER_ACTOR", "LEDGER_LOG_LEVEL", "LEDGER_DISK_FREE_MIN" }) Environment.SetEnvironmentVariable(variable, null);
    }

    [TestCase("LEDGER_ORIGIN", "my ledger")]
    [TestCase("LEDGER_ORIGIN", "a+b")]
    [TestCase("LEDGER_ACTOR", "Ivan Petrov")]
    [TestCase("LEDGER_ACTOR", "a\nb")]
    [TestCase("LEDGER_LOG_LEVEL", "loud")]
    [TestCase("LEDGER_LOG_LEVEL", "2")]
    [TestCase("LEDGER_DISK_FREE_MIN", "1GB")]
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
}
