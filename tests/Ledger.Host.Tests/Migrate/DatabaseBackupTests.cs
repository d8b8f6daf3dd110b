using Ledger.Host.Tests.Backup;
using Ledger.Host.Tests.Serve;
using Ledger.Host.Tests.Server;
using Ledger.Storage.Tests.Postgres;

namespace Ledger.Host.Tests.Migrate;

/// <summary>A backup of a ledger on PostgreSQL, taken while it is served, is one like any other: it comes back in a folder or in a database, and brings nobody back.</summary>
public sealed class DatabaseBackupTests
{
    const string Contact = "anna.marked@example.com", Origin = "restored.example/log";

    Workspace _place = null!;
    TakenBackup _yesterday = null!;

    [OneTimeSetUp]
    public async Task Yesterdays_backup_and_todays_destruction()
    {
        _place = new();
        await TestProfile.Postgres(_place);
        Directory.CreateDirectory(_place.Environment["LEDGER_TOMBSTONES"] = _place.At("tombstones"));
        _place.Publish(Lines.OptedIn("a", "u-anna", Contact), Lines.OptedIn("c", "u-clara", "clara@example.com"));
        using (var server = ServingProcess.Start(_place))
        {
            _yesterday = TakenBackup.Of(_place);
            server.Stop().Exits(0);
        }
        _place.Publish(Published.Shredded("s-a", "u-anna"));
        _place.Environment.Remove("LEDGER_TOMBSTONES");
    }

    [OneTimeTearDown]
    public void Gone() => _place.Dispose();

    [Test]
    public void It_is_restored_into_a_folder()
    {
        Restore("--profile", "embedded", "--data", _place.At("folder")).Exits(0);
        IsRestored("--profile", "embedded", "--data", _place.At("folder"));
    }

    [Test]
    public async Task It_is_restored_into_a_database_and_nothing_is_left_beside_it()
    {
        var login = _place.Environment["LEDGER_POSTGRES"];
        _place.Environment["LEDGER_POSTGRES"] = await TestPostgres.NewDatabase();
        try
        {
            Directory.CreateDirectory(_place.At("answers.restoring"));   // as a restore that was killed leaves it
            File.WriteAllText(_place.At("answers.restoring", "unfinished"), "");
            Restore("--data", _place.At("answers")).Exits(0);
            IsRestored("--data", _place.At("answers"));
            Assert.That(Directory.EnumerateDirectories(_place.Root).Select(Path.GetFileName), Has.None.EndsWith(".restoring"));
        }
        finally
        {
            _place.Environment["LEDGER_POSTGRES"] = login;
        }
    }

    [Test]
    public async Task What_cannot_go_into_the_database_leaves_no_vault_beside_it()
    {
        var login = _place.Environment["LEDGER_POSTGRES"];
        _place.Environment["LEDGER_POSTGRES"] = await TestPostgres.NewDatabase();
        try
        {
            _place.Publish(Lines.Registered("taken", "u-taken"));
            Restore("--data", _place.At("others")).Fails(2, "migration-target-taken");
            Assert.That(Directory.EnumerateDirectories(_place.Root).Select(Path.GetFileName), Has.None.EndsWith(".restoring"));
        }
        finally
        {
            _place.Environment["LEDGER_POSTGRES"] = login;
        }
    }

    [Test]
    public void Its_files_hold_no_key_in_the_clear_and_nothing_is_left_of_their_making()
    {
        string[] files = [.. Directory.EnumerateFiles(_place.At("backups"), "*", SearchOption.AllDirectories), .. Directory.EnumerateFiles(_place.At("vaults"), "*", SearchOption.AllDirectories)];
        Assert.That(files.Select(Path.GetFileName).Distinct(), Is.EquivalentTo(["backup.lock", "backup.json", "journal.db", "service.db", "vault.db", "vault.json"]));
        var master = Convert.FromBase64String(_place.Environment["LEDGER_MASTER_KEY"]);
        Assert.That(files.Where(file => File.ReadAllBytes(file).AsSpan().IndexOf(master) >= 0), Is.Empty);
        _place.Run("backup", _place.At("backups"), "--models").Fails(2, "--models");
    }

    Ran Restore(params string[] more) => _place.Run(["restore", _yesterday.Folder, "--vault", _yesterday.Vault!, "--tombstones", _place.At("tombstones"), "--origin", Origin, .. more]);

    void IsRestored(params string[] at)
    {
        _place.Run(["check", .. at]).Exits(0);
        Assert.That(_place.Run(["key", .. at]).Exits(0).Output, Does.StartWith(Origin + "+"));
        Assert.That(_place.Run(["subject", "u-anna", "--open", "--reason", "drill", .. at]).Exits(0).Output, Does.Contain("/data/contact = destroyed").And.Not.Contain(Contact));
        Assert.That(_place.Run(["subject", "find", "Clara@example.com", "--reason", "drill", .. at]).Exits(0).Output, Does.StartWith("u-clara"));
    }
}
