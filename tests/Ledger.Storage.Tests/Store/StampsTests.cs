using Ledger.Journal;
using Ledger.Sqlite;
using Ledger.Stamps;
using Microsoft.Data.Sqlite;

namespace Ledger.Storage.Tests;

sealed class StampsTests
{
    static readonly CancellationToken None = CancellationToken.None;
    static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, 123, TimeSpan.Zero);

    TempFolder _folder = null!;
    SqliteCheckpoints _kept = null!;

    [SetUp]
    public async Task Open()
    {
        _kept = SqliteCheckpoints.Open((_folder = new()).File("checkpoints.db"));
        foreach (var size in new long[] { 3, 5, 8 }) await _kept.Add(Of(size), None);
    }

    [TearDown]
    public async Task Close()
    {
        await _kept.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task A_timestamp_is_kept_beside_its_checkpoint_also_after_opening_again()
    {
        Assert.That(await _kept.NewestStamp(None), Is.Null);
        await _kept.AddStamp(Stamped(5, 1), None);
        await _kept.AddStamp(Stamped(3, 2), None);
        await _kept.DisposeAsync();
        _kept = SqliteCheckpoints.Open(_folder.File("checkpoints.db"));
        var newest = (await _kept.NewestStamp(None))!;
        Assert.That((newest.Checkpoint.Size, newest.Checkpoint.Note, newest.Time, newest.Token.ToArray()), Is.EqualTo((5L, Of(5).Note, Noon.AddHours(1), new byte[] { 1, 1 })));
        Assert.That((await _kept.Stamp(3, None))!.Token.ToArray(), Is.EqualTo(new byte[] { 2, 2 }));
        Assert.That(await _kept.Stamp(8, None), Is.Null);
    }

    [Test]
    public async Task A_size_keeps_its_first_timestamp()
    {
        await _kept.AddStamp(Stamped(5, 1), None);
        Assert.That((await _kept.AddStamp(Stamped(5, 2), None)).Token.ToArray(), Is.EqualTo(new byte[] { 1, 1 }));
        Assert.That((await _kept.Stamp(5, None))!.Time, Is.EqualTo(Noon.AddHours(1)));
    }

    [Test]
    public void What_was_not_signed_here_is_not_stamped_here()
    {
        Assert.That(async () => await _kept.AddStamp(Stamped(4, 1), None), Throws.InvalidOperationException);
        Assert.That(async () => await _kept.AddStamp(Stamped(5, 1) with { Checkpoint = Of(5) with { Note = "another" } }, None), Throws.InvalidOperationException);
    }

    [Test]
    public async Task Marks_are_listed_by_size_up_to_a_size()
    {
        foreach (var (size, hours) in new[] { (8L, 1), (3L, 9), (5L, 4) }) await _kept.AddStamp(Stamped(size, (byte)hours), None);
        Assert.That((await _kept.Stamps(7, None)).Select(mark => (mark.Size, mark.Time)), Is.EqualTo(new[] { (3L, Noon.AddHours(9)), (5L, Noon.AddHours(4)) }));
        Assert.That(await _kept.Stamps(2, None), Is.Empty);
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
            Is.EqualTo(new[] { (Of(3).Note, Noon.AddHours(3)), (Of(8).Note, Noon.AddHours(8)) }));
        _kept = SqliteCheckpoints.Open(_folder.File("checkpoints.db"));
    }

    static SignedCheckpoint Of(long size) => new(size, [.. Enumerable.Repeat((byte)size, 32)], $"note {size}\n\n— signed\n");

    static StampedCheckpoint Stamped(long size, byte hours) => new(Of(size), Noon.AddHours(hours), new byte[] { hours, hours });
}
