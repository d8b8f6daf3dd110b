using Microsoft.Data.Sqlite;

namespace Ledger.Host.Tests.Faults;

/// <summary>A store whose bytes somebody changed: the check names the first bad index; a log shorter than what was signed is not opened at all.</summary>
public sealed class ChangedStoreTests
{
    const int Events = 300;

    Workspace place = null!;

    [SetUp]
    public void A_small_ledger()
    {
        place = new();
        place.Publish(Lines.Many("s", Events));
        place.Check();
    }

    [TearDown]
    public void Gone() => place.Dispose();

    [Test]
    public void One_changed_byte_of_an_event_is_found_at_its_index()
    {
        var index = Number("journal.db", "SELECT idx FROM events WHERE CAST(body AS TEXT) LIKE '%\"s-00100\"%'");
        Execute("journal.db", "UPDATE events SET body = CAST(replace(CAST(body AS TEXT), '\"s-00100\"', '\"s-99100\"') AS BLOB) WHERE idx = $i", index);
        Assert.That(FirstFault(), Is.EqualTo(index));
    }

    [Test]
    public void A_flipped_byte_in_the_file_itself_is_found_at_its_index()
    {
        var path = Path.Combine(place.Data, "journal.db");
        var index = Number("journal.db", "SELECT idx FROM events WHERE CAST(body AS TEXT) LIKE '%\"s-00200\"%'");
        var bytes = File.ReadAllBytes(path);
        var at = bytes.AsSpan().IndexOf("\"s-00200\""u8);
        Assert.That(bytes.AsSpan(at + 1).IndexOf("\"s-00200\""u8), Is.EqualTo(-1), "the event lies in the file once");
        bytes[at + 4] ^= 1;
        File.WriteAllBytes(path, bytes);
        Assert.That(FirstFault(), Is.EqualTo(index));
    }

    [Test]
    public void Of_several_changed_events_the_first_is_named()
    {
        foreach (var index in (long[])[250, 40, 120]) Execute("journal.db", "UPDATE events SET body = CAST(replace(CAST(body AS TEXT), '2025-06-02', '2025-06-03') AS BLOB) WHERE idx = $i", index);
        Assert.That(FirstFault(), Is.EqualTo(40));
    }

    [Test]
    public void Two_events_in_each_others_place_are_found()
    {
        Execute("journal.db", """
            CREATE TEMP TABLE two AS SELECT idx, body FROM events WHERE idx IN (60, 61);
            UPDATE events SET body = (SELECT body FROM two WHERE two.idx <> events.idx) WHERE idx IN (60, 61);
            """);
        Assert.That(FirstFault(), Is.EqualTo(60));
    }

    [Test]
    public void A_changed_row_of_a_read_model_is_found_and_a_rebuild_mends_it()
    {
        var models = Path.GetFileName(Directory.EnumerateFiles(place.Data, "models*.db").Order(StringComparer.Ordinal).First());   // the live one, older than what a check built
        var table = Text(models, "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%person%' AND name LIKE '%Person%' LIMIT 1");
        Execute(models, $"DELETE FROM \"{table}\" WHERE rowid = (SELECT min(rowid) FROM \"{table}\")");
        var report = place.Run("check", "--json").Exits(1).Documents.Single();
        Assert.That(report.GetProperty("faults").GetArrayLength(), Is.GreaterThan(0));
        place.Run("rebuild").Exits(0);
        place.Check();
    }

    [Test]
    public void An_older_copy_of_the_journal_is_refused_at_start()
    {
        var journal = Path.Combine(place.Data, "journal.db");
        var older = File.ReadAllBytes(journal);
        place.Publish(Lines.Many("later", 20));
        place.Run("export", "--out", place.At("signed.zip")).Exits(0);   // shows a checkpoint that covers them
        File.WriteAllBytes(journal, older);
        foreach (var arguments in (string[][])[["check"], ["key"], ["publish", place.Write("more.jsonl", Lines.Registered("x-1", "xavier"))], ["rebuild"]])
            place.Run(arguments).Fails(1, "[log-shorter-than-signed]");
        Assert.That(File.ReadAllBytes(journal), Is.EqualTo(older), "nothing was added to it");
    }

    [Test]
    public void Last_events_that_somebody_deleted_are_missed_at_start()
    {
        place.Run("key").Exits(0);
        place.Run("export", "--out", place.At("signed.zip")).Exits(0);
        Execute("journal.db", "DELETE FROM events WHERE idx > (SELECT max(idx) - 3 FROM events)");
        place.Run("check").Fails(1, "[log-shorter-than-signed]");
    }

    [Test]
    public void A_key_that_somebody_deleted_is_told_from_one_that_was_destroyed()
    {
        Execute("vault.db", "DELETE FROM keys WHERE id = (SELECT id FROM keys WHERE category = 'contact' LIMIT 1)");
        var report = place.Run("check", "--json").Exits(1).Documents.Single();
        Assert.That(report.GetProperty("faults").EnumerateArray().Select(f => f.GetProperty("code").GetString()), Does.Contain("key-missing"));
    }

    [Test]
    public void A_changed_event_is_caught_in_an_export_too()
    {
        Execute("journal.db", "UPDATE events SET body = CAST(replace(CAST(body AS TEXT), '2025-06-02', '2025-06-03') AS BLOB) WHERE idx = 40");
        var key = place.Run("key");
        if (key.ExitCode != 0) return;   // refused even earlier
        var export = place.Run("export", "--out", place.At("changed.zip"));
        if (export.ExitCode == 0) place.Run("verify", place.At("changed.zip"), "--key", key.Output.Trim()).Exits(1);
    }

    /// <summary>The index that the check names in its first fault.</summary>
    long FirstFault()
    {
        var report = place.Run("check", "--json").Exits(1).Documents.Single();
        var faults = report.GetProperty("faults").EnumerateArray().Where(f => f.TryGetProperty("index", out _)).ToArray();
        Assert.That(faults, Is.Not.Empty, report.ToString());
        return faults.Min(f => f.GetProperty("index").GetInt64());
    }

    long Number(string file, string question)
    {
        using var connection = Open(file);
        using var command = connection.CreateCommand();
        command.CommandText = question;
        return (long)command.ExecuteScalar()!;
    }

    string Text(string file, string question)
    {
        using var connection = Open(file);
        using var command = connection.CreateCommand();
        command.CommandText = question;
        return (string)command.ExecuteScalar()!;
    }

    void Execute(string file, string change, long? index = null)
    {
        using var connection = Open(file);
        using var command = connection.CreateCommand();
        command.CommandText = change;
        if (index is { } at) command.Parameters.AddWithValue("$i", at);
        Assert.That(command.ExecuteNonQuery(), Is.Not.Zero, "the change changed nothing");
    }

    SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(place.Data, file)};Pooling=False;Foreign Keys=False");   // whoever changes a file minds no constraint
        connection.Open();
        return connection;
    }
}
