using System.Security.Cryptography;
using Ledger.Client.Outbox;
using Ledger.Client.Sending;
using Ledger.Host.Tests.Server;
using Ledger.Sealing;
using Microsoft.Data.Sqlite;

namespace Ledger.Host.Tests.Client;

/// <summary>The outbox's rows and its file, by themselves.</summary>
public sealed class OutboxFileTests
{
    string _folder = "";

    string File => Path.Combine(_folder, "outbox.db");

    [SetUp]
    public void Make() => _folder = Directory.CreateTempSubdirectory("ledger-outbox-").FullName;

    [TearDown]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void A_row_opens_at_its_own_place_under_its_own_key_and_unchanged()
    {
        var seal = new OutboxSeal(SHA256.HashData("a"u8), Randomness.Seeded(1));
        var text = "{\"a\":\"я\"}"u8.ToArray();
        var row = seal.Seal(7, "id-7", text);
        Assert.That(seal.Open(7, "id-7", row), Is.EqualTo(text));
        Assert.That(seal.Open(8, "id-7", row), Is.Null);
        Assert.That(seal.Open(7, "id-8", row), Is.Null);
        Assert.That(new OutboxSeal(SHA256.HashData("b"u8), Randomness.Seeded(1)).Open(7, "id-7", row), Is.Null);
        Assert.That(seal.Open(7, "id-7", row.AsSpan(0, 20)), Is.Null);
        for (var at = 0; at < row.Length; at++)
        {
            row[at] ^= 1;
            Assert.That(seal.Open(7, "id-7", row), Is.Null, $"byte {at}");
            row[at] ^= 1;
        }
        Assert.That(seal.Seal(7, "id-7", text), Has.Length.EqualTo(seal.Seal(7, "id-7", "{}"u8).Length).And.Not.EqualTo(row));
    }

    [Test]
    public async Task A_file_left_open_with_a_torn_last_write_holds_all_that_was_acknowledged()
    {
        await using var file = OutboxCopies.Open(File, Service.OutboxKey);
        for (var n = 0; n < 20; n++) await file.Do(table => table.Add([OutboxCopies.Event($"e{n}")]));
        var copy = Path.Combine(_folder, "copy.db");
        System.IO.File.Copy(File, copy);
        var log = System.IO.File.ReadAllBytes(File + "-wal");
        Assert.That(log, Is.Not.Empty);
        await System.IO.File.WriteAllBytesAsync(copy + "-wal", [.. log, .. log.AsSpan(32, 3000)]);   // a frame and a half that no commit ended
        await using var after = OutboxCopies.Open(copy, Service.OutboxKey);
        Assert.That(after.Counts.Waiting, Is.EqualTo(20));
        var rows = await after.Do(table => table.Take(100, 1 << 20));
        Assert.That(rows.Select(r => r.Event!.Id), Is.EqualTo(Enumerable.Range(0, 20).Select(n => $"e{n}")));
    }

    [Test]
    public async Task Numbers_are_never_used_twice_also_after_all_rows_went()
    {
        await using (var file = OutboxCopies.Open(File, Service.OutboxKey))
        {
            await file.Do(table => table.Add([OutboxCopies.Event("a"), OutboxCopies.Event("b")]));
            await file.Do(table =>
            {
                table.Remove(1);
                table.Remove(2);
                return true;
            });
            Assert.That(file.Counts, Is.EqualTo(new OutboxCounts(0, 0, 0)));
        }
        await using var again = OutboxCopies.Open(File, Service.OutboxKey);
        Assert.That(await again.Do(table => table.Add([OutboxCopies.Event("c")])), Is.EqualTo(3));
    }

    [Test]
    public async Task Work_that_fails_fails_alone_or_with_its_group_and_the_counts_stay_true()
    {
        await using var file = OutboxCopies.Open(File, Service.OutboxKey);
        await file.Do(table => table.Add([OutboxCopies.Event("a")]));
        Assert.That(async () => await file.Do(table =>
        {
            table.Add([OutboxCopies.Event("b")]);
            return table.Take(-1, 0).Count / int.Parse("0", System.Globalization.CultureInfo.InvariantCulture);
        }), Throws.InstanceOf<DivideByZeroException>());
        Assert.That(await file.Do(table => table.Counts.Waiting), Is.EqualTo(1));
        Assert.That((await file.Do(table => table.Take(100, 1 << 20))).Select(r => r.Id), Is.EqualTo(["a"]));
    }

    [Test]
    public async Task A_row_that_was_tampered_with_is_set_aside_and_the_others_are_sent()
    {
        await using (var file = OutboxCopies.Open(File, Service.OutboxKey))
            await file.Do(table => table.Add([OutboxCopies.Event("a"), OutboxCopies.Event("b"), OutboxCopies.Event("c")]));
        using (var meddler = new SqliteConnection($"Data Source={File};Pooling=False"))
        {
            meddler.Open();
            using var command = meddler.CreateCommand();
            command.CommandText = "UPDATE fact SET sealed = (SELECT sealed FROM fact WHERE number = 3) WHERE number = 2";
            Assert.That(command.ExecuteNonQuery(), Is.EqualTo(1));
        }
        await using var served = await Served.Start();
        await using var service = await Service.Start(served, o => (o.OutboxPath, o.OutboxKey) = (File, Service.OutboxKey));
        await service.Ledger.Outbox.DrainAsync().WaitAsync(TimeSpan.FromSeconds(20));
        Assert.That(await Service.Recorded(served), Is.EqualTo(["a", "c"]));
        Assert.That((await service.Ledger.Outbox.RefusedAsync()).Select(r => (r.Number, r.Code)), Is.EqualTo([(2L, OutboxTable.RowDamaged)]));
    }

    [Test]
    public void Waiting_grows_to_half_a_minute_scatters_and_heeds_the_server()
    {
        Assert.That(Backoff.After(0, 0, null), Is.EqualTo(TimeSpan.FromMilliseconds(50)));
        Assert.That(Backoff.After(0, 1, null), Is.EqualTo(TimeSpan.FromMilliseconds(100)));
        Assert.That(Backoff.After(4, 1, null), Is.EqualTo(TimeSpan.FromMilliseconds(1600)));
        Assert.That(Backoff.After(1000, 0, null), Is.EqualTo(TimeSpan.FromSeconds(15)));
        Assert.That(Backoff.After(1000, 1, null), Is.EqualTo(TimeSpan.FromSeconds(30)));
        Assert.That(Backoff.After(0, 0, TimeSpan.FromSeconds(7)), Is.EqualTo(TimeSpan.FromSeconds(7)));
        Assert.That(Backoff.After(0, 0, TimeSpan.FromDays(2)), Is.EqualTo(TimeSpan.FromMinutes(10)));
        Assert.That(Backoff.After(0, 0, TimeSpan.FromSeconds(-5)), Is.EqualTo(TimeSpan.FromMilliseconds(50)));
    }
}
