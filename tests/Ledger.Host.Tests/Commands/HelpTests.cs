namespace Ledger.Host.Tests.Commands;

/// <summary>Every command explains itself, and wrong usage is told from everything else.</summary>
public sealed class HelpTests
{
    static readonly string[] All =
        ["publish", "subject", "may", "export", "verify", "key", "keys", "check", "duties", "findings", "inquiries", "notices", "destruction", "rebuild", "generate", "demo", "webhooks", "backup", "restore", "drill", "upgrade",
        "destructions", "acts", "report", "act"];

    [Test]
    public void The_help_names_every_command()
    {
        using var place = new Workspace();
        var help = place.Run("--help").Exits(0).Output;
        foreach (var command in All) Assert.That(help, Does.Match($"(?m)^  {command}\\b"));
    }

    [TestCaseSource(nameof(All))]
    public void The_help_of_a_command_shows_examples(string command)
    {
        using var place = new Workspace();
        var help = place.Run(command, "--help").Exits(0).Output;
        Assert.That(help, Does.Contain("Examples:").And.Match($"(?m)^ +(?:ledger .*\\| )?ledger {command}"));
        Assert.That(Directory.Exists(place.Data), Is.False, "asking for help makes nothing");
    }

    [TestCase("fly")]
    [TestCase("")]
    public void An_unknown_command_is_wrong_usage_with_a_hint(string command)
    {
        using var place = new Workspace();
        place.Run(command).Fails(2, "ledger --help");
    }

    [Test]
    public void No_command_at_all_is_wrong_usage_with_a_hint()
    {
        using var place = new Workspace();
        place.Run().Fails(2, "ledger --help");
    }

    [TestCaseSource(nameof(All))]
    public void An_unknown_option_is_wrong_usage_with_a_hint(string command)
    {
        using var place = new Workspace();
        place.Run(command, "--no-such-option").Fails(2, $"ledger {command} --help");
        Assert.That(Directory.Exists(place.Data), Is.False, "wrong usage makes nothing");
    }

    [TestCase("key")]
    [TestCase("check")]
    [TestCase("duties")]
    [TestCase("findings")]
    [TestCase("inquiries")]
    [TestCase("notices")]
    [TestCase("rebuild")]
    [TestCase("backup", "backups")]
    [TestCase("drill", "resurrection")]
    [TestCase("export", "--out", "none.zip")]
    [TestCase("subject", "u-1", "--reason", "none")]
    [TestCase("may", "u-1", "--purpose", "contact")]
    public void Without_a_ledger_there_is_a_hint_and_none_is_made(params string[] arguments)
    {
        using var place = new Workspace();
        place.Run(arguments).Fails(2, "There is no ledger");
        Assert.That(Directory.Exists(place.Data), Is.False);
    }
}
