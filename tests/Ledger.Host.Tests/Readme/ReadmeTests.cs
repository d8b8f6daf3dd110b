using System.Text.RegularExpressions;

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

        var data = Path.GetDirectoryName(Directory.EnumerateFiles(place.Root, "journal.db", SearchOption.AllDirectories).First())!;
        place.Environment["LEDGER_DATA"] = data;
        place.Write("events.jsonl", Lines.Registered("readme-1", "u-1001"), Lines.Consented("readme-2", "u-1001"));
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

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("\"[^\"]*\"|\\S+")]
    private static partial Regex Word();
}
