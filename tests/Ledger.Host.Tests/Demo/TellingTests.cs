using System.Text.Json;
using Ledger.Host.Demo;
using Spectre.Console;

namespace Ledger.Host.Tests.Demo;

/// <summary>How the demo is told: to a person, to a file, to a program, and a second time.</summary>
public sealed class TellingTests
{
    [TestCase("en")]
    [TestCase("ru")]
    public async Task Outside_a_terminal_it_is_plain_text_within_80_columns(string language)
    {
        var (code, text) = await Tell(new PaperStage(), language);
        Assert.That(code, Is.Zero);
        Assert.That(text, Does.Not.Contain('\u001b'));
        // A command to be copied and a path are whole lines of their own, however long.
        Assert.That(text.Split('\n').Where(line => line.TrimEnd().Length > 80), Is.Empty);
    }

    [Test]
    public async Task The_term_that_ends_on_a_day_off_shows_its_last_day_by_law_and_the_safe_one()
    {
        var (_, english) = await Tell(new PaperStage(), "en");
        var (_, russian) = await Tell(new PaperStage(), "ru");
        Assert.That(english, Does.Contain("12 Jan 2026").And.Contain("30 Dec 2025"));
        Assert.That(russian, Does.Contain("12.01.2026").And.Contain("30.12.2025"));
    }

    [Test]
    public async Task Told_again_it_says_that_nothing_was_added()
    {
        var stage = new PaperStage();
        var (_, first) = await Tell(stage, "en");
        var (code, second) = await Tell(stage, "en");
        Assert.That(code, Is.Zero);
        Assert.That(first, Does.Not.Contain("holds the story already"));
        Assert.That(second, Does.Contain("holds the story already").And.Not.Contain("Anna registers"));
    }

    [Test]
    public async Task A_refusal_ends_it_with_its_code()
    {
        var (code, text) = await Tell(new PaperStage { RefusesAt = 3 }, "en");
        Assert.That(code, Is.EqualTo(2));
        Assert.That(text, Does.Contain("publication-differs").And.Not.Contain("What remains"));
    }

    [Test]
    public async Task An_export_that_is_not_genuine_is_exit_1()
    {
        var (code, text) = await Tell(new PaperStage { Genuine = false }, "en");
        Assert.That(code, Is.EqualTo(1));
        Assert.That(text, Does.Contain("Not every export proved genuine"));
    }

    [Test]
    public async Task A_program_gets_one_JSON_object_a_line()
    {
        using var output = new StringWriter();
        var code = await new DemoPlay(new PaperStage(), new DemoJson(output, Language.Ru)).Play("ledger-demo", CancellationToken.None);
        var kinds = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("what").GetString()).ToList();
        Assert.That(code, Is.Zero);
        Assert.That(kinds[0], Is.EqualTo("opened"));
        Assert.That(kinds[^1], Is.EqualTo("ended"));
        Assert.That(kinds, Is.SupersetOf(new[] { "chapter", "published", "answer", "duties", "findings", "file", "remains", "exported" }));
    }

    [Test]
    public void The_clock_goes_on_and_never_back()
    {
        var clock = new StoryClock(Story.Beginning);
        clock.MoveTo(Story.End);
        clock.MoveTo(Story.Beginning);
        Assert.That(clock.GetUtcNow(), Is.EqualTo(Story.End));
    }

    static async Task<(int Code, string Text)> Tell(PaperStage stage, string language)
    {
        using var output = new StringWriter();
        var console = AnsiConsole.Create(new() { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = 80;
        var code = await new DemoPlay(stage, new DemoTeller(console, language == "ru" ? Language.Ru : Language.En)).Play("ledger-demo", CancellationToken.None);
        return (code, output.ToString());
    }
}
