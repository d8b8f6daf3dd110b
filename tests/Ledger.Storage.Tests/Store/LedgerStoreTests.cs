using System.Runtime.Versioning;
using Ledger.Journal;
using Ledger.Sealing;
using Ledger.Sqlite;
using NUnit.Framework.Constraints;

namespace Ledger.Storage.Tests;

/// <summary>The data folder as a whole: made, opened again, refused.</summary>
sealed class LedgerStoreTests
{
    static readonly CancellationToken None = CancellationToken.None;

    TempFolder _folder = null!;

    string Data => _folder.File("data");

    [SetUp]
    public void MakeFolder() => _folder = new();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public async Task A_new_folder_becomes_a_ledger_that_opens_again_under_its_first_origin()
    {
        await using (var store = await Open()) await store.Journal.Append(Entries.Run(0, "a", 0, 3), None);
        await using var again = await Open("another.example/origin");
        Assert.That(again.Journal.Origin, Is.EqualTo("ledger.example/test"));
        Assert.That(await again.Journal.Count(None), Is.EqualTo(3));
        if (!OperatingSystem.IsWindows()) Assert.That(File.GetUnixFileMode(Data), Is.EqualTo((UnixFileMode)0b111_000_000));
    }

    [Test, Platform(Exclude = "Win"), UnsupportedOSPlatform("windows")]
    public async Task Every_file_that_tells_something_is_its_owners_alone_whatever_the_folder_is()
    {
        Directory.CreateDirectory(Data, (UnixFileMode)0b111_101_101);
        await using var store = await Open();
        await store.Journal.Append(Entries.Run(0, "a", 0, 3), None);
        var files = Directory.GetFiles(Data).Where(file => Path.GetFileName(file) is not ("format" or "lock")).ToList();
        Assert.That(files.Select(Path.GetFileName), Does.Contain("journal.db-wal"));
        Assert.That(files.Where(file => File.GetUnixFileMode(file) != (UnixFileMode.UserRead | UnixFileMode.UserWrite)), Is.Empty);
    }

    [Test]
    public async Task A_closed_ledger_leaves_no_write_ahead_log_behind()
    {
        await using (var store = await Open())
        {
            await store.Journal.Append(Entries.Run(0, "a", 0, 3), None);
            await store.Journal.ReadAll(0, None).ToList();
            await store.ReadModels.Current.Commit(RowSet.Put(new CountRow("a", 1)), 3, None);
            await store.ReadModels.Current.Query<CountRow>(rows => rows, None);
        }
        Assert.That(Directory.GetFiles(Data).Select(Path.GetFileName), Is.EquivalentTo(
            new[] { "format", "lock", "journal.db", "vault.db", "master.key", "checkpoints.db", "service.db", "models-1.db" }));
    }

    /// <summary>The files in the order in which they are made: whatever a crash cut off is what is missing from some place on.</summary>
    [Test]
    public async Task A_making_that_was_cut_off_anywhere_goes_on([Range(0, 7)] int made, [Values] bool emptyNext)
    {
        string[] order = ["master.key", "vault.db", "checkpoints.db", "journal.db", "service.db", "models-1.db", "format"];
        await (await Open()).DisposeAsync();
        foreach (var name in order.Skip(made)) File.Delete(Path.Combine(Data, name));
        if (emptyNext && made < order.Length)
            await File.WriteAllBytesAsync(Path.Combine(Data, order[made] + (made is 0 or 6 ? ".unfinished" : "")), []);

        await using (var store = await Open())
        {
            store.Vault.CurrentKey("ledger", KeyClass.Content, "contact");
            await store.Vault.Commit(None);
            Assert.That(await store.Journal.Append(Entries.Run(0, "a", 0, 3), None), Is.EqualTo(Appended.Yes));
        }
        await using var again = await Open();
        Assert.That(await again.Journal.Count(None), Is.EqualTo(3));
        Assert.That(again.Vault.KeysOf("ledger"), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_second_holder_is_refused_until_the_first_is_gone()
    {
        await using (var first = await Open()) Assert.That(async () => await Open(), Refused(StoreRefusedException.InUse));
        await using var second = await Open();
        Assert.That(await second.Journal.Count(None), Is.Zero);
    }

    [Test]
    public async Task Another_process_is_kept_out_and_keeps_out()
    {
        var held = Path.Combine(Data, "lock");
        await using (await Open()) Assert.That(Tool.Run("flock", "--nonblock", held, "true"), Is.EqualTo(1));
        Assert.That(Tool.Run("flock", "--nonblock", held, "true"), Is.Zero);

        using var holder = Tool.Start("flock", held, "sh", "-c", "echo held; sleep 60");
        Assert.That(await holder.StandardOutput.ReadLineAsync(), Is.EqualTo("held"));
        Assert.That(async () => await Open(), Refused(StoreRefusedException.InUse));
        holder.Kill(entireProcessTree: true);
        await holder.WaitForExitAsync();
    }

    [Test]
    public async Task A_folder_of_a_newer_format_is_left_as_it_was()
    {
        await (await Open()).DisposeAsync();
        await File.WriteAllTextAsync(Path.Combine(Data, "format"), "ledger 2\n");
        await RefusedUntouched(StoreRefusedException.NewerFormat);
    }

    [TestCase("hello\n"), TestCase(""), TestCase("ledger two\n")]
    public async Task A_format_file_that_is_not_a_ledgers_is_left_as_it_was(string format)
    {
        Directory.CreateDirectory(Data);
        await File.WriteAllTextAsync(Path.Combine(Data, "format"), format);
        await RefusedUntouched(StoreRefusedException.NotALedger);
    }

    [Test]
    public async Task A_folder_with_other_files_is_left_as_it_was()
    {
        Directory.CreateDirectory(Data);
        await File.WriteAllTextAsync(Path.Combine(Data, "letter.txt"), "not yours");
        await RefusedUntouched(StoreRefusedException.NotALedger);
    }

    [TestCase("journal.db"), TestCase("vault.db"), TestCase("checkpoints.db")]
    public async Task A_ledger_that_lost_a_file_does_not_begin_a_new_one(string name)
    {
        await (await Open()).DisposeAsync();
        File.Delete(Path.Combine(Data, name));
        await RefusedUntouched(StoreRefusedException.Damaged);
        await File.WriteAllBytesAsync(Path.Combine(Data, name), []);
        await RefusedUntouched(StoreRefusedException.Damaged);
    }

    [Test]
    public async Task A_ledger_that_lost_its_master_key_is_refused()
    {
        await (await Open()).DisposeAsync();
        File.Delete(Path.Combine(Data, "master.key"));
        Assert.That(async () => await Open(), Refused(StoreRefusedException.MasterKeyMissing));
        Assert.That(File.Exists(Path.Combine(Data, "master.key")), Is.False);
        await File.WriteAllTextAsync(Path.Combine(Data, "master.key"), Convert.ToBase64String(new byte[32]));
        Assert.That(async () => await Open(), Refused(StoreRefusedException.MasterKeyWrong));
    }

    [Test, NonParallelizable]
    public async Task A_master_key_from_the_environment_is_kept_in_no_file()
    {
        Environment.SetEnvironmentVariable(SqliteLedgerStore.MasterKeyVariable, Convert.ToBase64String(new byte[32]));
        try
        {
            await (await Open()).DisposeAsync();
            Assert.That(File.Exists(Path.Combine(Data, "master.key")), Is.False);
        }
        finally
        {
            Environment.SetEnvironmentVariable(SqliteLedgerStore.MasterKeyVariable, null);
        }
        Assert.That(async () => await Open(), Refused(StoreRefusedException.MasterKeyMissing));
    }

    [Test]
    public async Task A_read_only_folder_is_refused()
    {
        using var disk = new SmallDisk(8192);
        await (await SqliteLedgerStore.Open(disk.File("data"), "o", RowSet.All, Randomness.System, None)).DisposeAsync();
        disk.MakeReadOnly();
        foreach (var folder in new[] { "data", "new" })
        {
            Assert.That(async () => await SqliteLedgerStore.Open(disk.File(folder), "o", RowSet.All, Randomness.System, None),
                Refused(StoreRefusedException.ReadOnly));
        }
    }

    static EqualStringConstraint Refused(string code) => Throws.InstanceOf<StoreRefusedException>().With.Property("Code").EqualTo(code);

    ValueTask<SqliteLedgerStore> Open(string origin = "ledger.example/test") =>
        SqliteLedgerStore.Open(Data, origin, RowSet.All, Randomness.System, None);

    async Task RefusedUntouched(string code)
    {
        var before = await Contents();
        Assert.That(async () => await Open(), Refused(code));
        Assert.That(await Contents(), Is.EqualTo(before));
    }

    async Task<Dictionary<string, string>> Contents()
    {
        var contents = new Dictionary<string, string>();
        foreach (var path in Directory.GetFiles(Data)) contents[path] = Convert.ToHexString(await File.ReadAllBytesAsync(path));
        return contents;
    }
}
