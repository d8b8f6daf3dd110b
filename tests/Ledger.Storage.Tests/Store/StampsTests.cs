using Ledger.Sqlite;
using Ledger.Stamps;
using Microsoft.Data.Sqlite;

namespace Ledger.Storage.Tests;

[TestFixture]
sealed class SqliteStampsTests : StampsContract
{
    TempFolder _folder = null!;
    SqliteCheckpoints _kept = null!;

    protected override async Task<ICheckpointStamps> Open(bool again)
    {
        if (again) await _kept.DisposeAsync();
        else _folder = new();
        return _kept = SqliteCheckpoints.Open(_folder.File("checkpoints.db"));
    }

    [TearDown]
    public async Task Close()
    {
        await _kept.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task A_list_from_before_there_were_timestamps_opens_and_takes_them()
    {
        await _kept.DisposeAsync();
        using (var database = new SqliteConnection($"Data Source={_folder.File("checkpoints.db")};Pooling=False"))
        {
            database.Open();
            using var command = database.CreateCommand();
            command.CommandText = "DROP TABLE stamps";
            command.ExecuteNonQuery();
        }
        Assert.That(CheckpointsCopy.Stamps(_folder.File("checkpoints.db")), Is.Empty);
        _kept = SqliteCheckpoints.Open(_folder.File("checkpoints.db"));
        Assert.That((await _kept.Newest(None))!.Size, Is.EqualTo(8));
        await _kept.AddStamp(Stamped(8, 1), None);
        Assert.That(await _kept.Stamps(8, None), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_list_that_is_left_is_read_with_its_timestamps()
    {
        foreach (var size in new long[] { 8, 3 }) await _kept.AddStamp(Stamped(size, (byte)size), None);
        await _kept.DisposeAsync();
        Assert.That(CheckpointsCopy.Read(_folder.File("checkpoints.db")).Select(signed => signed.Size), Is.EqualTo(new[] { 3L, 5L, 8L }));
        Assert.That(CheckpointsCopy.Stamps(_folder.File("checkpoints.db")).Select(stamp => (stamp.Checkpoint.Note, stamp.Time)),
            Is.EqualTo(new[] { (Of(3).Note, Stamped(3, 3).Time), (Of(8).Note, Stamped(8, 8).Time) }));
        _kept = SqliteCheckpoints.Open(_folder.File("checkpoints.db"));
    }
}
