using Ledger.Host.Demo;

namespace Ledger.Host.Tests.SameStory;

/// <summary>
/// The same story gives the same ledger on every engine: byte for byte the same events, the same tree, the same rows, answers and reports as on the embedded one.
/// </summary>
/// <param name="tale">Which story: the year to its end, with what is destroyed and forgotten, or the one with work open today.</param>
public abstract class SameStoryContract(string tale)
{
    protected const string ToItsEnd = "to its end", UntilToday = "until today";

    static readonly DateTimeOffset Now = new(2026, 11, 23, 6, 53, 0, TimeSpan.Zero);

    LedgerPicture _expected = null!, _told = null!;

    /// <summary>The settings of a new ledger on the engine.</summary>
    internal abstract Task<PostgresSettings> Fresh();

    [OneTimeSetUp]
    public async Task Tell() => (_expected, _told) = (await Told(null), await Told(await Fresh()));

    [Test]
    public void Every_event_is_the_same_byte_for_byte()
    {
        Assert.That(_told.Entries, Has.Count.GreaterThan(50));
        Assert.That(_told.Entries, Is.EqualTo(_expected.Entries));
    }

    [Test]
    public void The_tree_has_the_same_root() => Assert.That(_told.Root, Is.EqualTo(_expected.Root));

    [Test]
    public void Every_row_of_every_read_model_is_the_same()
    {
        Assert.That(_told.Rows, Has.Count.GreaterThan(80));
        Assert.That(_told.Rows, Is.EqualTo(_expected.Rows));
    }

    [Test]
    public void Registers_persons_files_and_reports_are_answered_alike()
    {
        Assert.That(_told.Answers.Keys, Is.EqualTo(_expected.Answers.Keys));
        Assert.That(_told.Answers.Values.Count(answer => answer.StartsWith("200 ", StringComparison.Ordinal)), Is.GreaterThan(100));
        Assert.Multiple(() =>
        {
            foreach (var (asked, answer) in _told.Answers) Assert.That(answer, Is.EqualTo(_expected.Answers[asked]), asked);
        });
    }

    async Task<LedgerPicture> Told(PostgresSettings? profile)
    {
        await using var told = await (tale == ToItsEnd
            ? ToldLedger.Tell(Story.Beginning, Story.Chapters.Concat(Story.Later), profile)
            : ToldLedger.Tell(TodayStory.BeginningOf(Now), TodayStory.EndingAt(Now).Chapters, profile));
        return await LedgerPicture.Of(told);
    }
}
