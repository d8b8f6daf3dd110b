namespace Ledger.Host.Tests.Commands;

/// <summary>What works on a data folder alone, asked of a database.</summary>
public sealed class FolderCommandTests
{
    Workspace _place = null!;

    [SetUp]
    public void Fresh() => _place = new();

    [TearDown]
    public void Gone() => _place.Dispose();

    [TestCase("postgres", "demo")]
    [TestCase("postgres", "drill", "resurrection")]
    [TestCase("cluster", "drill", "resurrection")]
    public void It_is_refused_by_option_and_by_setting_whatever_else_is_set_and_makes_nothing(string profile, params string[] command)
    {
        string[] words = ["[input]", $"not on the profile {profile}", "--profile embedded"];
        _place.Run([.. command, "--profile", profile]).Fails(2, words);
        _place.Environment["LEDGER_PROFILE"] = profile;
        _place.Run(command).Fails(2, words);
        Assert.That(Directory.Exists(_place.Data), Is.False);
        _place.Run("drill", "resurrection", "--profile", "embedded").Fails(2, "There is no ledger in");
    }

    [Test]
    public void The_demo_keeps_to_its_folder_whatever_the_setting_says()
    {
        _place.Publish(Lines.Registered("f-1", "u-1"));
        _place.Environment["LEDGER_PROFILE"] = "postgres";
        _place.Run("demo", "--profile", "embedded", "--data", _place.Data).Fails(2, "the demo did not make");
    }
}
