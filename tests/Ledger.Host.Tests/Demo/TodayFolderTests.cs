using Ledger.Access;
using Ledger.Host.Check;
using Ledger.Host.Demo;
using Ledger.Journal;
using Ledger.Sealing;
using Spectre.Console;

namespace Ledger.Host.Tests.Demo;

/// <summary>`ledger demo --until today`: what its folder is good for, as the demo leaves it and as the console shows it.</summary>
public sealed class TodayFolderTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 23, 6, 53, 20, TimeSpan.Zero);

    string _folder = null!, _told = null!;

    [OneTimeSetUp]
    public async Task Told()
    {
        _folder = Directory.CreateTempSubdirectory("ledger-today-").FullName;
        _told = await Tell();
    }

    [OneTimeTearDown]
    public void Gone() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task It_ends_with_the_lines_to_serve_it_and_a_key_that_works()
    {
        var lines = _told.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.That(lines[^2], Is.EqualTo($"ledger serve --data {Data}"));
        await using var ledger = await Open();
        var key = await ledger.Get<ApiKeys>().Identify(lines[^1], default);
        Assert.That(key?.Actor.Role, Is.EqualTo(Role.Officer));
    }

    [Test]
    public async Task Nothing_in_the_journal_is_later_than_the_clock_and_the_store_is_whole()
    {
        await using var ledger = await Open();
        var latest = DateTimeOffset.MinValue;
        await foreach (var entry in ledger.Get<IJournal>().ReadAll(0, default))
        {
            var recorded = RecordedCodec.Read(entry);
            Assert.That((recorded.RecordedTime <= Now, recorded.Time <= recorded.RecordedTime), Is.EqualTo((true, true)), recorded.Id);
            latest = recorded.RecordedTime;
        }
        Assert.That(Now - latest, Is.LessThan(TimeSpan.FromMinutes(2)), "it ends now");
        Assert.That((await ledger.Get<StoreCheck>().Run((_, _) => { }, null, default)).Faults, Is.Empty);
    }

    [Test]
    public async Task Told_again_it_adds_nothing_but_what_is_looked_at()
    {
        long Stories(IEnumerable<string> ids) => ids.Count(id => id.StartsWith(Tale.TodayPrefix, StringComparison.Ordinal));
        var before = Stories(await Ids());
        Assert.That(await Tell(), Does.Contain("This folder holds the story already"));
        Assert.That(Stories(await Ids()), Is.EqualTo(before));
    }

    string Data => Path.Combine(_folder, "data");

    async Task<string> Tell()
    {
        using var output = new StringWriter();
        var console = AnsiConsole.Create(new() { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = 80;
        await using var stage = await LedgerStage.Open(Data, new StoryClock(TodayStory.BeginningOf(Now)), default);
        var first = await stage.First(default);
        var tale = Tale.For(first, today: true, first is null ? Now : Now.AddDays(3));
        Assert.That(await new DemoPlay(stage, new DemoTeller(console, Language.En), tale).Play(Data, default), Is.Zero);
        return output.ToString();
    }

    async Task<List<string>> Ids()
    {
        await using var ledger = await Open();
        List<string> ids = [];
        await foreach (var entry in ledger.Get<IJournal>().ReadAll(0, default)) ids.Add(RecordedCodec.Read(entry).Id);
        return ids;
    }

    Task<EmbeddedLedger> Open() => EmbeddedLedger.Open(Settings.Read(Data), new StoryClock(Now), Randomness.System, default);
}
