using System.Text.RegularExpressions;
using static Ledger.Host.Tests.Deploy.DeployFiles;

namespace Ledger.Host.Tests.Readme;

/// <summary>What the README says can be typed, typed.</summary>
public sealed partial class ReadmeTests
{
    static string Text { get; } = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    static string[] Commands { get; } = [.. Block().Matches(Text).SelectMany(m => m.Groups[1].Value.Split('\n')).Select(l => l.Split(" #")[0].Trim()).Where(l => l.Length > 0)];

    [Test]
    public void It_begins_with_the_two_commands() =>
        Assert.That(Commands[..2], Is.EqualTo((string[])["dotnet run --project src/Ledger.Host -- demo", "dotnet test"]));

    [Test]
    public void The_demo_works_in_a_fresh_folder_and_again_and_every_other_command_works_on_what_it_leaves()
    {
        using var place = new Workspace();
        place.Environment.Remove("LEDGER_DATA");
        place.Run("demo").Exits(0);
        var left = Directory.EnumerateFiles(place.Root, "*", SearchOption.AllDirectories).Select(Path.GetExtension).ToArray();
        Assert.That(left, Has.Member(".zip").And.Member(".csv"));
        place.Run("demo").Exits(0);

        place.Environment["LEDGER_DATA"] = Typed("export LEDGER_DATA=");
        Assert.That(File.Exists(Path.Combine(place.Root, place.Environment["LEDGER_DATA"], "journal.db")), Is.True, "what the demo left");
        Assert.That(Executed("sh", ["-c", $"cd '{place.Root}' && {Commands.Single(command => command.StartsWith("echo ", StringComparison.Ordinal))}"]), Is.EqualTo((0, "")));
        var typed = Commands.Where(c => c.StartsWith("ledger ", StringComparison.Ordinal) && !c.StartsWith("ledger serve", StringComparison.Ordinal)).ToArray();   // ServeTests serve
        Assert.That(typed, Has.Length.GreaterThan(5));
        foreach (var command in typed)
        {
            var typedInto = command.Split(" > ");
            var ran = place.Run(Word().Matches(typedInto[0]).Skip(1).Select(m => m.Value.Trim('"')));
            if (typedInto.Length > 1) File.WriteAllText(place.At(typedInto[1]), ran.Output);
            if (command.StartsWith("ledger may ", StringComparison.Ordinal)) Assert.That(ran.ExitCode, Is.LessThan(2), $"{command}: {ran.Said}");
            else Assert.That(ran.ExitCode, Is.Zero, $"{command}: {ran.Said}");
        }
    }

    [Test]
    public void The_executable_is_where_it_says()
    {
        var said = Typed("alias ledger=").Trim('"');
        Assert.That(said, Does.StartWith("$PWD/").And.Contains("/Debug/"));
        var built = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;   // these tests may be built otherwise than a new user builds
        Assert.That(File.Exists(Path.Combine(Repository.Root, said["$PWD/".Length..].Replace("/Debug/", $"/{built}/", StringComparison.Ordinal))), Is.True, said);
    }

    static string Typed(string start) => Commands.Single(command => command.StartsWith(start, StringComparison.Ordinal))[start.Length..];

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("\"[^\"]*\"|\\S+")]
    private static partial Regex Word();
}
