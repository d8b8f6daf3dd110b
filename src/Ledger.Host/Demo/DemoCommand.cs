using System.CommandLine;
using Ledger.Host.Commands;
using Spectre.Console;

namespace Ledger.Host.Demo;

/// <summary>Opens the stage in a folder: a real ledger that lives by the clock and takes its events as an officer.</summary>
delegate ValueTask<IDemoStage> OpenDemoStage(string folder, StoryClock clock, CancellationToken cancel);

/// <summary>`ledger demo`: a year of the operator's life, told end to end.</summary>
static class DemoCommand
{
    /// <summary>The demo keeps to a folder of its own, whatever the settings say of a real one; each of its stories to one of them.</summary>
    const string Folder = "ledger-demo", TodayFolder = "ledger-demo-today";

    public static Command Create(CommandSet set, OpenDemoStage open)
    {
        var language = new Option<string>("--lang") { Description = "The language it is told in: en or ru.", DefaultValueFactory = _ => "en" };
        language.AcceptOnlyFromAmong("en", "ru");
        var until = new Option<string>("--until")
        {
            Description = "Where it ends: 'end', in 2029, when the evidence has had its terms, or 'today', with work open to try the console on.", DefaultValueFactory = _ => "end",
        };
        until.AcceptOnlyFromAmong("end", "today");
        return set.Command(
            "demo", "A year of an operator's life on a real ledger, told end to end; it ends with verified audit trails. Telling it again is fine.",
            ["ledger demo", "ledger demo --until today", "ledger demo --lang ru --data /tmp/ledger-demo", "ledger demo --json | jq 'select(.what == \"exported\")'"],
            [language, until], session => Run(open, session, session.Value(set.Data), session.Value(until) == "today", session.Value(language) == "ru" ? Language.Ru : Language.En));
    }

    static async Task<int> Run(OpenDemoStage open, Session session, string? data, bool today, Language language)
    {
        session.DemandFiles();
        session.DemandFolder();
        var folder = data ?? (today ? TodayFolder : Folder);
        IDemoAudience audience = session.Screen.Json ? new DemoJson(Console.Out, language) : new DemoTeller(Screen(), language);
        var now = session.Clock.GetUtcNow();
        await using var stage = await open(folder, new StoryClock(today ? TodayStory.BeginningOf(now) : Story.Beginning), session.Cancel);
        var tale = Tale.For(await stage.First(session.Cancel), today, now);
        return await new DemoPlay(stage, audience, tale).Play(folder, session.Cancel);
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
