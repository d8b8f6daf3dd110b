using Ledger.Journal;
using Ledger.Sqlite;

namespace Ledger.Storage.Tests;

[TestFixture]
sealed class MemoryJournalTests : JournalReadersContract
{
    protected override IJournal NewJournal() => new MemoryJournal(Origin);
}

[TestFixture]
sealed class SqliteJournalTests : DurableJournalContract
{
    TempFolder _folder = null!;

    [OneTimeSetUp]
    public void MakeFolder() => _folder = new();

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();

    protected override IJournal NewJournal()
    {
        foreach (var file in Directory.GetFiles(_folder.Path)) File.Delete(file);
        return OpenAgain();
    }

    protected override IJournal OpenAgain() => SqliteJournal.Open(_folder.File("journal.db"), Origin);
}
