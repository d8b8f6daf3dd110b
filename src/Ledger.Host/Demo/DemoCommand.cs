using System.CommandLine;
using Spectre.Console;

namespace Ledger.Host.Demo;

/// <summary>Opens the stage in a folder: a real ledger that lives by the clock and takes its events as an officer.</summary>
public delegate ValueTask<IDemoStage> OpenDemoStage(DirectoryInfo folder, StoryClock clock, CancellationToken cancel);

/// <summary>`ledger demo`: a year of the operator's life, told end to end.</summary>
public static class DemoCommand
{
    public static Command Create(OpenDemoStage open)
    {
        var data = new Option<DirectoryInfo>("--data")
        {
            Description = "The folder the demo's ledger lives in.",
            HelpName = "DIR",
            DefaultValueFactory = _ => new("ledger-demo"),
        };
        var language = new Option<string>("--lang") { Description = "The language it is told in.", DefaultValueFactory = _ => "en" };
        language.AcceptOnlyFromAmong("en", "ru");
        var json = new Option<bool>("--json") { Description = "One JSON object a line instead of a story." };
        var command = new Command("demo", """
            Tells a year of an operator's life on a real ledger, and leaves verified audit trails behind. Telling it again is fine.

            Examples:
              ledger demo
              ledger demo --lang ru --data /tmp/ledger-demo
              ledger demo --json | jq 'select(.what == "exported")'
            """) { data, language, json };
        command.SetAction((parsed, cancel) =>
            Run(open, parsed.GetValue(data)!, parsed.GetValue(language) == "ru" ? Language.Ru : Language.En, parsed.GetValue(json), cancel));
        return command;
    }

    static async Task<int> Run(OpenDemoStage open, DirectoryInfo folder, Language language, bool json, CancellationToken cancel)
    {
        IDemoAudience audience = json ? new DemoJson(Console.Out, language) : new DemoTeller(Screen(), language);
        await using var stage = await open(folder, new StoryClock(Story.Beginning), cancel);
        return await new DemoPlay(stage, audience).Play(folder.FullName, cancel);
    }

    /// <summary>Colours on a terminal alone: elsewhere plain text, 80 columns wide, whatever the environment says of a terminal.</summary>
    static IAnsiConsole Screen()
    {
        if (!Console.IsOutputRedirected) return AnsiConsole.Console;
        var plain = AnsiConsole.Create(new() { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(Console.Out) });
        plain.Profile.Width = 80;
        return plain;
    }
}
