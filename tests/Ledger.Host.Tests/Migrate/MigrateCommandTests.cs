using System.Diagnostics;
using Npgsql;
using Ledger.Storage.Tests.Postgres;

namespace Ledger.Host.Tests.Migrate;

/// <summary>The command as people run it: killed, begun again, misused.</summary>
public sealed class MigrateCommandTests
{
    const int Events = 6000;

    static readonly string Master = Convert.ToBase64String([.. Enumerable.Range(3, 32).Select(n => (byte)n)]);

    Workspace _place = null!;
    string _key = "";
    long _events;

    [OneTimeSetUp]
    public void Filled()
    {
        _place = new();
        _place.Publish(Lines.Many("k", Events));
        _place.Run("export", "--subject", "userk00001", "--reason", "case-7", "--out", _place.At("before.zip")).Exits(0);
        _key = _place.Run("key").Exits(0).Output;
        _events = _place.Run("check", "--json").Exits(0).Documents.Single().GetProperty("events").GetInt64();
    }

    [OneTimeTearDown]
    public void Gone() => _place.Dispose();

    [Test]
    public async Task Killed_while_it_copies_into_PostgreSQL_it_goes_on_and_nothing_serves_what_is_half_there()
    {
        var login = await TestPostgres.NewDatabase();
        string[] move = ["migrate", "--to", "postgres", "--to-data", _place.At("answers"), "--json"];
        _place.Environment["LEDGER_TO_POSTGRES_VAULT"] = login;
        _place.Run(move).Fails(2, "LEDGER_TO_POSTGRES_VAULT is set, and LEDGER_TO_POSTGRES is not");
        _place.Environment.Remove("LEDGER_TO_POSTGRES_VAULT");
        (_place.Environment["LEDGER_TO_POSTGRES"], _place.Environment["LEDGER_TO_MASTER_KEY"]) = (login, Master);
        using (var process = _place.Start(move))
        {
            for (var watch = Stopwatch.StartNew(); !process.HasExited && await Copied(login) == 0 && watch.Elapsed < Workspace.Patience;) await Task.Delay(5);
            process.Kill();
            process.Wait();
        }
        Assert.That(await Copied(login), Is.GreaterThan(0));
        using var there = new Workspace();
        (there.Environment["LEDGER_PROFILE"], there.Environment["LEDGER_POSTGRES"], there.Environment["LEDGER_MASTER_KEY"], there.Environment["LEDGER_DATA"]) = ("postgres", login, Master, _place.At("answers"));
        there.Run("check").Fails(3, "migration-unfinished");
        there.Run("serve", "--urls", "http://127.0.0.1:0").Fails(3, "migration-unfinished");
        there.Run("migrate", "--to", "embedded", "--to-data", _place.At("third")).Fails(3, "migration-unfinished");
        Assert.That(Directory.Exists(_place.At("third")), Is.False);
        var moved = _place.Run(move).Exits(0).Documents.Single();
        Assert.That(moved.GetProperty("events").GetInt64(), Is.EqualTo(_events));
        Assert.That(there.Run("key").Exits(0).Output, Is.EqualTo(_key));
        there.Check();
        there.Run("verify", _place.At("before.zip"), "--key", _key.Trim()).Exits(0);
        _place.Run(move).Fails(2, "migration-done");
        _place.Run("check").Fails(3, "ledger-moved");
        _place.Run("migrate", "--undo", "--to", "embedded").Fails(2, "--undo");
        _place.Run("migrate", "--undo").Exits(0);
        _place.Run(move).Fails(2, "migration-target-taken");
        Assert.That(_place.Run("key").Exits(0).Output, Is.EqualTo(_key));
        _place.Run("migrate", "--undo").Fails(2, "nothing to undo");
    }

    [Test]
    public void Killed_at_any_moment_it_leaves_what_is_refused_or_whole_and_goes_on()
    {
        var random = new Random(20261123);
        var before = Untouched();
        string[] move = ["migrate", "--to", "embedded", "--to-data", _place.At("other"), "--json"];
        for (var round = 0; round < 2; round++)
        {
            using var process = _place.Start(move);
            Thread.Sleep(random.Next(200, 1500));
            process.Kill();
            if (process.Wait().ExitCode == 0) break;
            if (!Directory.Exists(_place.At("other"))) continue;
            var opened = _place.Run("check", "--json", "--data", _place.At("other"));
            if (opened.ExitCode == 0) Assert.That(opened.Documents.Single().GetProperty("events").GetInt64(), Is.Zero.Or.EqualTo(_events), "nothing of it was there yet, or all of it");
            else opened.Fails(3, "migration-unfinished");
        }
        if (_place.Run(move) is { ExitCode: not 0 } done) done.Fails(2, "migration-done");   // killed when all was done
        Assert.That(_place.Run("check", "--json", "--data", _place.At("other")).Exits(0).Documents.Single().GetProperty("events").GetInt64(), Is.EqualTo(_events));
        Assert.That(_place.Run("key", "--data", _place.At("other")).Exits(0).Output, Is.EqualTo(_key));
        Assert.That(Untouched(), Is.EqualTo(before));
        _place.Run("serve", "--urls", "http://127.0.0.1:0").Fails(3, "ledger-moved");
        _place.Run("migrate", "--undo").Exits(0);

        string[] Untouched() => [.. _place.Fingerprint().Where(file => !file.Contains("service.db", StringComparison.Ordinal))];   // where it is noted that it was moved
    }

    [Test]
    public void What_cannot_be_meant_is_refused()
    {
        _place.Run("migrate", "--to-data", _place.At("x")).Fails(2, "--to");
        _place.Run("migrate", "--to", "embedded").Fails(2, "--to-data");
        _place.Run("migrate", "--to", "paper", "--to-data", _place.At("x")).Fails(2, "profile");
        _place.Run("migrate", "--to", "embedded", "--to-data", Path.Combine(_place.Data, "inside")).Fails(2, "apart");
        _place.Run("migrate", "--to", "embedded", "--to-data", _place.At("x"), "--data", _place.At("nowhere")).Fails(2, "no ledger");
        Assert.That(Directory.Exists(_place.At("x")), Is.False);
    }

    [Test]
    public async Task The_sources_vault_is_never_taken_for_the_targets()
    {
        var (ledger, vault, other) = (await TestPostgres.NewDatabase(), await TestPostgres.NewDatabase(), await TestPostgres.NewDatabase());
        using var place = new Workspace();
        (place.Environment["LEDGER_PROFILE"], place.Environment["LEDGER_POSTGRES"], place.Environment["LEDGER_POSTGRES_VAULT"], place.Environment["LEDGER_MASTER_KEY"]) = ("postgres", ledger, vault, Master);
        place.Publish(Lines.OptedIn("v-1", "u-vera", "vera@example.com"));
        var key = place.Run("key").Exits(0).Output;
        place.Environment["LEDGER_TO_POSTGRES"] = other;
        place.Environment["LEDGER_TO_POSTGRES_VAULT"] = vault;
        // As an attempt before would have left it, which had gone on to the vault.
        place.Run("migrate", "--to", "postgres").Fails(2, "migration-target-taken");
        await TestPostgres.Execute(other, """INSERT INTO ledger_service."UnfinishedRow" VALUES ('migration', 'x')""");
        place.Run("migrate", "--to", "postgres").Fails(2, "migration-same-vault");
        place.Environment.Remove("LEDGER_TO_POSTGRES_VAULT");   // not the source's then, but one beside the target
        place.Run("migrate", "--to", "postgres").Exits(0);
        place.Run("migrate", "--undo").Exits(0);
        Assert.That(place.Run("key").Exits(0).Output, Is.EqualTo(key));
        Assert.That(place.Run("subject", "u-vera", "--open", "--reason", "test").Exits(0).Output, Does.Contain("vera@example.com"));
    }

    [Test]
    public async Task What_holds_no_event_is_not_moved()
    {
        using var place = new Workspace();
        (place.Environment["LEDGER_PROFILE"], place.Environment["LEDGER_POSTGRES"], place.Environment["LEDGER_MASTER_KEY"]) = ("postgres", await TestPostgres.NewDatabase(), Master);
        place.Run("migrate", "--to", "embedded", "--to-data", _place.At("of-nothing")).Fails(2, "migration-source-empty");
        Assert.That(Directory.Exists(_place.At("of-nothing")), Is.False);
    }

    static async Task<long> Copied(string login)
    {
        try
        {
            return await TestPostgres.Ask<long>(login, "SELECT count FROM ledger.head");
        }
        catch (PostgresException)   // no such table yet
        {
            return 0;
        }
    }
}
