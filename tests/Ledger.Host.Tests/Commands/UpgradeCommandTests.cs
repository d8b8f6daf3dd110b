using Ledger.Storage.Tests.Postgres;
using Npgsql;

namespace Ledger.Host.Tests.Commands;

/// <summary>Tables are made by their owner, once; what serves afterwards is given the application role alone.</summary>
public sealed class UpgradeCommandTests
{
    [Test]
    public async Task After_an_upgrade_the_application_role_needs_no_owner()
    {
        using var place = new Workspace();
        var owner = await TestProfile.Postgres(place);
        var role = new NpgsqlConnectionStringBuilder(owner).Database!;
        await TestPostgres.Execute(owner, $"CREATE ROLE {role} LOGIN PASSWORD 'apart'");
        place.Environment["LEDGER_POSTGRES"] = new NpgsqlConnectionStringBuilder(owner) { Username = role, Password = "apart" }.ConnectionString;
        place.Run("key").Fails(3, "store-read-only");

        place.Environment["LEDGER_POSTGRES_OWNER"] = owner;
        Assert.That(place.Run("upgrade", "--json").Exits(0).Documents.Single().GetProperty("upgraded").GetBoolean(), Is.True);
        Assert.That(place.Run("upgrade", "--json").Exits(0).Documents.Single().GetProperty("upgraded").GetBoolean(), Is.False);
        place.Environment.Remove("LEDGER_POSTGRES_OWNER");
        place.Run("publish", place.Write("events.jsonl", Lines.Registered("m-1", "u-1"))).Exits(0);
        place.Run("check").Exits(0);
        place.Run("upgrade").Fails(3, "store-read-only");
        await TestPostgres.Execute(owner, $"DROP OWNED BY {role}; DROP ROLE {role}");
    }

    [Test]
    public void The_embedded_engine_needs_none()
    {
        using var place = new Workspace();
        place.Run("upgrade").Fails(2, "by itself");
        Assert.That(Directory.Exists(place.Data), Is.False);
    }
}
