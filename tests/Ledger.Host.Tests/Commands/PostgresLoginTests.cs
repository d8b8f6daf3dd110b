using Ledger.Storage.Tests.Postgres;
using Npgsql;

namespace Ledger.Host.Tests.Commands;

/// <summary>A PostgreSQL that asks for passwords: whose login is refused is told so in one line, by the name of the setting and never by what is in it.</summary>
public sealed class PostgresLoginTests
{
    const string Right = "right-7d31", Wrong = "wrong-52c8";

    PostgresServer _server = null!;
    Workspace _place = null!;

    [OneTimeSetUp]
    public async Task Started()
    {
        _server = await PostgresServer.Start();
        await TestPostgres.Execute(_server.Login(), $"CREATE ROLE app_u1 LOGIN PASSWORD '{Right}'; GRANT CREATE ON DATABASE postgres TO app_u1; CREATE ROLE barred_u1 NOLOGIN PASSWORD '{Right}'");
        await File.WriteAllTextAsync(Path.Combine(_server.Data, "pg_hba.conf"), "local all postgres trust\nlocal all all scram-sha-256\n");
        await TestPostgres.Execute(_server.Login(), "SELECT pg_reload_conf()");
        Assert.That(() => LetsIn(As("app_u1", Wrong)).Result, Is.False.After(10_000, 50), "it asks for passwords");
    }

    [OneTimeTearDown]
    public async Task Stopped() => await _server.DisposeAsync();

    [SetUp]
    public void Fresh()
    {
        _place = new();
        (_place.Environment["LEDGER_PROFILE"], _place.Environment["LEDGER_MASTER_KEY"]) = ("postgres", Convert.ToBase64String(new byte[32]));
        _place.Environment["LEDGER_POSTGRES"] = As("app_u1", Right);
    }

    [TearDown]
    public void Gone() => _place.Dispose();

    [TestCase("app_u1", Wrong, "its user or its password is wrong")]
    [TestCase("unknown_u1", Wrong, "its user or its password is wrong")]
    [TestCase("app_u1", null, "it holds no password")]
    [TestCase("barred_u1", Right, "its user may not connect to this database")]
    public void A_login_that_is_refused_is_told_by_its_setting(string user, string? password, string why)
    {
        _place.Environment["LEDGER_POSTGRES"] = As(user, password);
        Refused("LEDGER_POSTGRES", why);
    }

    [TestCase("LEDGER_POSTGRES_OWNER")]
    [TestCase("LEDGER_POSTGRES_VAULT")]
    public void Of_several_logins_the_one_is_named_that_is_refused(string setting)
    {
        _place.Environment[setting] = As("app_u1", Wrong);
        if (setting.EndsWith("_OWNER", StringComparison.Ordinal)) _place.Environment["LEDGER_POSTGRES"] += ";Search Path=apart";   // where there is no schema yet, its owner is asked
        Refused(setting, "its user or its password is wrong");
    }

    void Refused(string setting, string why)
    {
        var ran = _place.Run("serve", "--urls", "http://127.0.0.1:0").Exits(3);
        Assert.That((ran.Output, ran.Errors), Is.EqualTo(("", $"ledger: PostgreSQL refuses the login of {setting}: {why}. [store-login-refused]\n")));
    }

    static async Task<bool> LetsIn(string login)
    {
        try
        {
            await TestPostgres.Execute(login, "SELECT 1");
            return true;
        }
        catch (PostgresException)
        {
            return false;
        }
    }

    string As(string user, string? password) => _server.Login().Replace("Username=postgres", $"Username={user}", StringComparison.Ordinal) + (password is null ? "" : $";Password={password}");
}
