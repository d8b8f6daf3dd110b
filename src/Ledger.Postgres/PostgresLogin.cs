namespace Ledger.Postgres;

/// <summary>
/// How to reach the database, and as whom. The <em>application</em> role reads and appends; the <em>owner</em> role makes the tables and brings them up to
/// date. Where only the first is given, it does both. A class and no record, so that nothing prints a password by chance.
/// </summary>
/// <param name="application">Npgsql connection string of the role the ledger works as. Its <c>Search Path</c> names the schema, <c>ledger</c> where it names none.</param>
/// <param name="owner">Npgsql connection string of the role that owns the schema, to the same database; null where the first is that role.</param>
/// <param name="setting">What a message calls the first, such as the variable it is set in; the second is called that with <c>_OWNER</c> behind it.</param>
public sealed class PostgresLogin(string application, string? owner = null, string setting = "the connection string")
{
    internal string Setting { get; } = setting;

    internal string Application { get; } = application;

    internal string? Owner { get; } = owner;
}
