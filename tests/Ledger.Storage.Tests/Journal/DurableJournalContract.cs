using Ledger.Journal;

namespace Ledger.Storage.Tests;

/// <summary>What a journal that outlives the process must do besides.</summary>
abstract class DurableJournalContract : JournalReadersContract
{
    /// <summary>Opens the same journal, closed before.</summary>
    protected abstract IJournal OpenAgain();

    [Test]
    public async Task A_journal_opened_again_is_what_it_was_and_goes_on()
    {
        await Journal.Append([Entries.Of(0, "a", 0), Entries.Of(1, "b", 0), Entries.Of(2, "a", 1)], None);
        await Reopen();

        Assert.That(Journal.Origin, Is.EqualTo(Origin));
        Assert.That(await Journal.Count(None), Is.EqualTo(3));
        Assert.That((await Journal.Read("a", 0, None).ToList()).Select(entry => entry.Text()),
            Is.EqualTo(new[] { """{"id":"0"}""", """{"id":"2"}""" }));
        Assert.That(await Journal.Append([Entries.Of(3, "a", 1, "x")], None), Is.EqualTo(Appended.Conflict));
        Assert.That(await Journal.Append([Entries.Of(3, "b", 0, "x")], None), Is.EqualTo(Appended.Conflict));
        Assert.That(await Journal.Append([Entries.Of(3, "c", 0, "1")], None), Is.EqualTo(Appended.Conflict));
        Assert.That(await Journal.Append([Entries.Of(3, "a", 2)], None), Is.EqualTo(Appended.Yes));
    }

    [Test]
    public async Task A_conflict_leaves_nothing_behind_after_opening_again()
    {
        await Journal.Append(Entries.Run(0, "a", 0, 2), None);
        await Journal.Append([Entries.Of(2, "b", 0, "x"), Entries.Of(3, "b", 1, "1")], None);
        await Reopen();
        Assert.That(await Journal.Count(None), Is.EqualTo(2));
        Assert.That(await Journal.Length("b", None), Is.Zero);
    }

    [Test]
    public async Task A_journal_that_was_continued_stays_so_however_often_it_is_opened()
    {
        await Journal.Append(Entries.Run(0, "a", 0, 2), None);
        await Reopen();
        await Journal.Continue("ledger.example/next", Entries.Of(2, "a", 2), None);
        for (var time = 0; time < 2; time++)
        {
            await Reopen();
            Assert.That(Journal.Origins.All, Is.EqualTo(new LogOrigin[] { new(0, Origin), new(2, "ledger.example/next") }));
            Assert.That(await Journal.Append([Entries.Of(3 + time, "a", 3 + time)], None), Is.EqualTo(Appended.Yes));
        }
        await Journal.Continue("ledger.example/last", Entries.Of(5, "a", 5), None);
        await Reopen();
        Assert.That((Journal.Origin, Journal.Origins.At(4), Journal.Origins.At(1)), Is.EqualTo(("ledger.example/last", "ledger.example/next", Origin)));
    }

    protected async Task Reopen()
    {
        await Journal.DisposeAsync();
        Journal = OpenAgain();
    }
}
