using Ledger.Access;
using Ledger.Reading;
using Ledger.Sqlite;

namespace Ledger.Storage.Tests;

[TestFixture]
sealed class MemoryServiceTablesTests : ServiceTablesContract
{
    protected override IServiceTables NewTables() => new MemoryServiceTables();
}

[TestFixture]
sealed class SqliteServiceTablesTests : ServiceTablesContract
{
    readonly TempFolder _folder = new();

    [OneTimeTearDown]
    public void Remove() => _folder.Dispose();

    protected override IServiceTables NewTables()
    {
        foreach (var file in Directory.GetFiles(_folder.Path)) File.Delete(file);
        return At(_folder);
    }

    [Test]
    public async Task What_was_committed_is_on_the_disk_and_there_after_opening_again()
    {
        await Tables.Commit([Put(Key("p1", "in-the-file"))], None);
        var written = Directory.GetFiles(_folder.Path).SelectMany(OpenFile.Bytes).ToArray();
        Assert.That(written.AsSpan().IndexOf("in-the-file"u8), Is.GreaterThan(0), "in the file or its log before the commit is answered");
        await Tables.DisposeAsync();
        Tables = At(_folder);
        Assert.That(await Tables.Find<ApiKeyRow>("p1", None), Is.EqualTo(Key("p1", "in-the-file")));
    }

    static SqliteServiceTables At(TempFolder folder) => SqliteServiceTables.Open(folder.File("service.db"));
}
