namespace Ledger.Host.Tests.Commands;

/// <summary>What commands say to an officer: true, and enough to go on.</summary>
public sealed class OfficerWordsTests
{
    Workspace _place = null!;

    [SetUp]
    public void Begin() => _place = new();

    [TearDown]
    public void Gone() => _place.Dispose();

    [Test]
    public void Nothing_is_called_unreadable_for_good_while_a_copy_of_the_vault_can_hold_the_keys()
    {
        _place.Publish(Lines.OptedIn("o-1", "u-1", "a@example.org"), Lines.OptedIn("o-2", "u-2", "b@example.org"));
        Assert.That(Certified("u-1"), Does.Contain("unreadable for good: ").And.Contain("no backup of the key vault on record"));
        _place.Run("backup", _place.At("backups"), "--vault", _place.At("vaults")).Exits(0);
        Assert.That(Certified("u-2"), Does.Contain("unreadable once no backup holds the keys: ").And.Contain("expires").And.Not.Contain("for good"));
    }

    [Test]
    public void A_shredding_that_comes_before_the_reports_is_told_what_to_do()
    {
        _place.Publish(Lines.Consented("c-1", "u-1"), Lines.Event("w-1", "u-1", "ledger.consent.withdrawn.v1", """{"purposes":[],"channel":"web"}"""));
        _place.Run("destruction", "shred", "u-1", "--reason", "withdrawal", "--answers", "WDR-01").Fails(2, "[duty-open]", "ledger destruction show ID", "continue ID");
    }

    string Certified(string person)
    {
        _place.Run("destruction", "shred", person, "--reason", "purpose-achieved").Exits(0);
        var file = _place.At($"{person}.json");
        _place.Run("certificate", person, "--out", file).Exits(0);
        return _place.Run("verify", file, "--key", _place.Run("key").Exits(0).Output.Trim()).Exits(0).Output;
    }
}
