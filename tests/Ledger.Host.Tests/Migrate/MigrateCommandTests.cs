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
        var moved = _place.Run(move).Exits(0).Documents.Single();
        Assert.That(moved.GetProperty("events").GetInt64(), Is.EqualTo(_events));
        Assert.That(there.Run("key").Exits(0).Output, Is.EqualTo(_key));
        there.Check();
        there.Run("verify", _place.At("before.zip"), "--key", _key.Trim()).Exits(0);
        _place.Run(move).Fails(2, "migration-target-taken");
    }

    [Test]
    public void Killed_at_any_moment_it_leaves_what_is_refused_or_whole_and_goes_on()
    {
        var random = new Random(20261123);
        var before = _place.Fingerprint();
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
        if (_place.Run(move) is { ExitCode: not 0 } done) done.Fails(2, "migration-target-taken");   // killed when all was done
        Assert.That(_place.Run("check", "--json", "--data", _place.At("other")).Exits(0).Documents.Single().GetProperty("events").GetInt64(), Is.EqualTo(_events));
        Assert.That(_place.Run("key", "--data", _place.At("other")).Exits(0).Output, Is.EqualTo(_key));
        Assert.That(_place.Fingerprint(), Is.EqualTo(before));
    }

    [Test]
    public void What_cannot_be_meant_is_refused()
    {
        _place.Run("migrate", "--to", "embedded").Fails(2, "--to-data");
        _place.Run("migrate", "--to", "paper", "--to-data", _place.At("x")).Fails(2, "profile");
        _place.Run("migrate", "--to", "embedded", "--to-data", Path.Combine(_place.Data, "inside")).Fails(2, "apart");
        _place.Run("migrate", "--to", "embedded", "--to-data", _place.At("x"), "--data", _place.At("nowhere")).Fails(2, "no ledger");
        Assert.That(Directory.Exists(_place.At("x")), Is.False);
    }

    static async Task<long> Copied(string login)
    {
        try
        {
            await using var connection = new NpgsqlConnection(login + ";Pooling=false;Search Path=ledger");
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand("SELECT count FROM head", connection);
            return (long)(await command.ExecuteScalarAsync())!;
        }
        catch (PostgresException)   // no such table yet
        {
            return 0;
        }
    }
}
