using System.Buffers.Binary;
using Ledger.Journal;
using Ledger.Sqlite;
using NUnit.Framework.Constraints;

namespace Ledger.Storage.Tests;

/// <summary>Files that are not what the ledger wrote, and disks that end.</summary>
sealed class SqliteJournalFaultTests
{
    static readonly CancellationToken None = CancellationToken.None;

    TempFolder _folder = null!;

    string JournalPath => _folder.File("journal.db");

    [SetUp]
    public void MakeFolder() => _folder = new();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [TestCase(1), TestCase(50), TestCase(4096), TestCase(20_000)]
    public async Task A_journal_that_was_cut_short_is_damaged(int length)
    {
        await WithEntries(100);
        using (var file = File.OpenWrite(JournalPath)) file.SetLength(length);
        RefusedUntouched(StoreRefusedException.Damaged);
    }

    [Test]
    public async Task A_file_of_garbage_is_damaged([Values(1, 99, 100, 50_000)] int length)
    {
        var garbage = new byte[length];
        new Random(length).NextBytes(garbage);
        await File.WriteAllBytesAsync(JournalPath, garbage);
        RefusedUntouched(StoreRefusedException.Damaged);
    }

    [Test]
    public async Task A_journal_of_a_newer_format_is_refused()
    {
        await WithEntries(1);
        Overwrite(60, 3);
        RefusedUntouched(StoreRefusedException.NewerFormat);
    }

    /// <summary>A version that knew the first origin alone would sign under it, and open nothing sealed under the other.</summary>
    [Test]
    public async Task Only_a_journal_that_was_continued_is_of_the_second_format()
    {
        await WithEntries(1);
        Assert.That(Format(), Is.EqualTo(1));
        await using (var journal = SqliteJournal.Open(JournalPath, "o")) await journal.Continue("next", Entries.Of(1, "b", 0), None);
        Assert.That(Format(), Is.EqualTo(2));

        int Format() => BinaryPrimitives.ReadInt32BigEndian(File.ReadAllBytes(JournalPath).AsSpan(60));
    }

    /// <summary>The write-ahead log cut anywhere, as a power loss leaves it: the entry and the origin are both there, or neither is.</summary>
    [Test]
    public async Task A_continuation_that_was_cut_off_anywhere_is_whole_or_never_was()
    {
        await WithEntries(100);
        byte[] file, log;
        await using (var journal = SqliteJournal.Open(JournalPath, "o"))
        {
            await journal.Continue("next", Entries.Of(100, "a", 100), None);
            (file, log) = (Shared(JournalPath), Shared(JournalPath + "-wal"));
        }
        Assert.That(log, Is.Not.Empty);
        HashSet<(int, long)> seen = [];
        var path = _folder.File("cut.db");
        foreach (var length in Enumerable.Range(0, (log.Length / 613) + 1).Select(step => step * 613).Append(log.Length))
        {
            await File.WriteAllBytesAsync(path, file);
            await File.WriteAllBytesAsync(path + "-wal", log[..length]);
            await using (var journal = SqliteJournal.Open(path, "o"))
            {
                var there = (journal.Origins.All.Count, await journal.Count(None));
                Assert.That(there, Is.EqualTo((1, 100L)).Or.EqualTo((2, 101L)));
                seen.Add(there);
            }
            File.Delete(path);
        }
        Assert.That(seen, Has.Count.EqualTo(2));

        static byte[] Shared(string path)
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
    }

    [Test]
    public async Task Another_programs_database_is_refused([Values(0, 0x4C646756, 77)] int applicationId)
    {
        await WithEntries(1);
        Overwrite(68, applicationId);
        RefusedUntouched(StoreRefusedException.NotALedger);
    }

    [Test]
    public async Task An_entry_that_was_removed_is_found_when_it_is_read()
    {
        await WithEntries(100);
        Execute("DELETE FROM events WHERE idx = 42");
        await using var journal = SqliteJournal.Open(JournalPath, "o");
        Assert.That((await journal.ReadAll(43, None).ToList()), Has.Count.EqualTo(57));
        Assert.That(async () => await journal.ReadAll(0, None).ToList(), Failed(StoreFailedException.Damaged));
    }

    [Test]
    public void A_place_that_cannot_be_durable_is_refused() =>
        Assert.That(() => SqliteJournal.Open(":memory:", "o"),
            Throws.InstanceOf<StoreRefusedException>().With.Property("Code").EqualTo(StoreRefusedException.NotDurable));

    [Test]
    public void A_read_only_disk_is_refused()
    {
        using var disk = new SmallDisk(4096);
        SqliteJournal.Open(disk.File("journal.db"), "o").DisposeAsync().AsTask().Wait();
        disk.MakeReadOnly();
        Assert.That(() => SqliteJournal.Open(disk.File("journal.db"), "o"),
            Throws.InstanceOf<StoreRefusedException>().With.Property("Code").EqualTo(StoreRefusedException.ReadOnly));
    }

    /// <summary>What a power cut leaves: the file as it was, and the write-ahead log up to some byte.</summary>
    [Test]
    public async Task A_log_torn_anywhere_opens_with_whole_batches_and_an_untorn_one_with_all()
    {
        const int batches = 12, batchLength = 5;
        await using var journal = SqliteJournal.Open(JournalPath, "o");
        var lengths = new List<long>();
        for (var batch = 0; batch < batches; batch++)
        {
            await journal.Append(Batch(batch * batchLength, batchLength, 700), None);
            lengths.Add(new FileInfo(JournalPath + "-wal").Length);
        }
        var (file, wal) = (OpenFile.Bytes(JournalPath), OpenFile.Bytes(JournalPath + "-wal"));
        Assert.That(lengths, Is.Ordered.And.Unique);

        for (var length = 0; length <= wal.Length; length += length == wal.Length ? 1 : Math.Min(1237, wal.Length - length))
        {
            using var torn = new TempFolder();
            await File.WriteAllBytesAsync(torn.File("journal.db"), file);
            await File.WriteAllBytesAsync(torn.File("journal.db-wal"), wal[..length]);
            await using var opened = SqliteJournal.Open(torn.File("journal.db"), "o");
            var durable = lengths.Count(end => end <= length) * batchLength;
            Assert.That(await opened.Count(None), Is.EqualTo(durable));
            Assert.That(await opened.ReadAll(0, None).ToList(), Has.Count.EqualTo(durable));
            Assert.That(await opened.Append([Entries.Of(durable, "a", durable, "next")], None), Is.EqualTo(Appended.Yes));
        }
    }

    [Test]
    public async Task A_full_disk_loses_nothing_that_was_acknowledged_and_the_journal_goes_on_when_there_is_room()
    {
        using var disk = new SmallDisk(3072);
        await File.WriteAllBytesAsync(disk.File("ballast"), new byte[1_500_000]);
        var journal = SqliteJournal.Open(disk.File("journal.db"), "o");
        var acknowledged = 0;
        Assert.That(async () =>
        {
            for (; ; acknowledged += 10) Assert.That(await journal.Append(Batch(acknowledged, 10, 2000), None), Is.EqualTo(Appended.Yes));
        }, Failed(StoreFailedException.Full));
        Assert.That(acknowledged, Is.GreaterThan(50));
        Assert.That(async () => await journal.Append([Entries.Of(acknowledged, "b", 0)], None), Failed(StoreFailedException.Reopen));
        Assert.That(await journal.ReadAll(0, None).ToList(), Has.Count.EqualTo(acknowledged), "readers go on");
        await journal.DisposeAsync();

        File.Delete(disk.File("ballast"));
        await using var again = SqliteJournal.Open(disk.File("journal.db"), "o");
        Assert.That(await again.Count(None), Is.EqualTo(acknowledged));
        Assert.That(await again.ReadAll(0, None).ToList(), Has.Count.EqualTo(acknowledged));
        Assert.That(await again.Length("a", None), Is.EqualTo(acknowledged));
        Assert.That(await again.Append(Batch(acknowledged, 10, 2000), None), Is.EqualTo(Appended.Yes));
    }

    static EqualStringConstraint Failed(string code) => Throws.InstanceOf<StoreFailedException>().With.Property("Code").EqualTo(code);

    static Entry[] Batch(int from, int length, int bytes) =>
        [.. Enumerable.Range(from, length).Select(index => Entries.Of(index, "a", index, body: new byte[bytes]))];

    async Task WithEntries(int count)
    {
        await using var journal = SqliteJournal.Open(JournalPath, "o");
        await journal.Append(Entries.Run(0, "a", 0, count), None);
    }

    void Overwrite(int offset, int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        using var file = File.OpenWrite(JournalPath);
        file.Position = offset;
        file.Write(bytes);
    }

    void Execute(string sql)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={JournalPath};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.That(command.ExecuteNonQuery(), Is.EqualTo(1));
    }

    void RefusedUntouched(string code)
    {
        var before = File.ReadAllBytes(JournalPath);
        Assert.That(() => SqliteJournal.Open(JournalPath, "o"),
            Throws.InstanceOf<StoreRefusedException>().With.Property("Code").EqualTo(code));
        Assert.That(File.ReadAllBytes(JournalPath), Is.EqualTo(before));
        Assert.That(Directory.GetFiles(_folder.Path), Is.EqualTo(new[] { JournalPath }));
    }
}
