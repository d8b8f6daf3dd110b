using System.Text.Json;
using Ledger.Host.Tests.Backup;
using Ledger.Sqlite;
using Microsoft.Data.Sqlite;

namespace Ledger.Host.Tests.Stamps;

/// <summary>ledger stamp, export and verify --tsa, by the executable itself.</summary>
public sealed class StampCommandTests
{
    [Test]
    public async Task What_is_stamped_is_exported_and_checked_against_the_authority()
    {
        await using var authority = await OpensslAuthority.Start();
        using var place = new Workspace();
        place.Environment["LEDGER_TSA"] = authority.Address.ToString();
        place.Publish(Lines.Registered("r-1", "u-1"));
        var stamp = JsonDocument.Parse(place.Run("stamp", "--json").Exits(0).Output).RootElement;
        Assert.That(stamp.GetProperty("authority").GetString(), Is.EqualTo("Openssl TSA"));
        place.Publish(Lines.OptedIn("o-1", "u-1", "a@example.org"));
        authority.Behaves = Manner.Failing;
        Assert.That(place.Run("export", "--subject", "u-1", "--out", place.At("trail.zip")).Exits(0).Errors, Does.Contain("(timestamp-authority-no-answer)"));
        place.Run("stamp").Fails(3, "[timestamp-authority-no-answer]");

        var key = place.Run("key").Exits(0).Output.Trim();
        var checkedBy = place.Run("verify", place.At("trail.zip"), "--key", key, "--tsa", authority.Root).Exits(0).Output;
        Assert.That(checkedBy, Does.Contain("timestamps: 1 of 2 events existed by one").And.Contain("not stamped: 1 events").And.Contain("says Openssl TSA").And.Not.Contain("not checked"));
        Assert.That(place.Run("verify", place.At("trail.zip"), "--key", key).Exits(0).Output, Does.Contain("Who made the timestamps was not checked"));
        place.Run("verify", place.At("trail.zip"), "--tsa", place.Write("none.pem", "no certificate")).Fails(2, "[input]");
    }

    [Test]
    public async Task A_restore_brings_back_the_timestamps_of_the_list_that_is_left_and_a_check_names_one_that_went_bad()
    {
        await using var authority = await OpensslAuthority.Start();
        using var place = new Workspace();
        place.Environment["LEDGER_TSA"] = authority.Address.ToString();
        place.Publish(Lines.Registered("r-1", "u-1"));
        place.Run("stamp").Exits(0);
        TakenBackup.Of(place).Restore(place, "restored", "--checkpoints", Path.Combine(place.Data, "checkpoints.db")).Exits(0);
        var restored = Path.Combine(place.At("restored"), "checkpoints.db");
        Assert.That(CheckpointsCopy.Stamps(restored), Has.Count.EqualTo(1));
        place.Run("check", "--data", place.At("restored")).Exits(0);
        using (var database = new SqliteConnection($"Data Source={restored};Pooling=False"))
        {
            database.Open();
            using var command = database.CreateCommand();
            command.CommandText = "UPDATE stamps SET token = CAST(substr(token, 1, length(token) - 1) || x'00' AS BLOB)";
            command.ExecuteNonQuery();
        }
        Assert.That(place.Run("check", "--data", place.At("restored")).Exits(1).Output, Does.Contain("[timestamp-wrong]"));
    }

    [Test]
    public void Without_an_authority_it_says_how_to_name_one()
    {
        using var place = new Workspace();
        place.Publish(Lines.Registered("r-1", "u-1"));
        place.Run("stamp").Fails(2, "[no-timestamp-authority]", "LEDGER_TSA");
    }
}
