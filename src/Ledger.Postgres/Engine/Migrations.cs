using System.Globalization;
using System.Text;
using Ledger.Journal;
using Npgsql;

namespace Ledger.Postgres.Engine;

/// <summary>
/// Makes the schema, or brings it up to date: the numbered scripts of each part that have not run yet, in one transaction, under a lock, so that of several
/// replicas that start together one does it. What is up to date is left alone, and what is newer than this version knows is refused untouched.
/// </summary>
/// <param name="connection">Of the role that owns the schema; its search path is the schema.</param>
/// <param name="schema">The schema.</param>
/// <param name="parts">What it is made of.</param>
/// <param name="application">The role to be given what it needs, where it is another one; or null.</param>
sealed class Migrations(NpgsqlConnection connection, string schema, IReadOnlyList<SchemaPart> parts, string? application)
{
    /// <summary>Runs what has not run, and gives the application role what it needs; true where something ran.</summary>
    /// <exception cref="StoreRefusedException">A newer version of the ledger made it.</exception>
    public async ValueTask<bool> Run(CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await Execute($"SELECT pg_advisory_xact_lock(hashtextextended('ledger schema {schema}', 0))", cancel);
        if (await Number($"SELECT count(*) FROM pg_namespace WHERE nspname = '{schema}'", cancel) == 0) await Execute($"CREATE SCHEMA {schema}", cancel);
        await Execute($"SET LOCAL search_path = {schema}, pg_temp", cancel);   // what FROM CURRENT in a script keeps: nobody's temporary table comes before ours
        await Execute("CREATE TABLE IF NOT EXISTS parts (part text PRIMARY KEY, version int NOT NULL)", cancel);
        var ran = false;
        foreach (var part in parts) ran |= await BringUp(part, cancel);
        if (application is { } role) await Grant(role, cancel);
        await transaction.CommitAsync(cancel);
        return ran;
    }

    /// <summary>Whether no script is left to be run, as a role sees it that may not make tables.</summary>
    /// <exception cref="StoreRefusedException">A newer version of the ledger made it.</exception>
    public async ValueTask<bool> IsCurrent(CancellationToken cancel)
    {
        if (await Number($"""
            SELECT count(*) FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
            WHERE nspname = '{schema}' AND relname = 'parts' AND has_schema_privilege(relnamespace, 'USAGE') AND has_table_privilege(pg_class.oid, 'SELECT')
            """, cancel) == 0) return false;
        foreach (var part in parts)
            if (await VersionOf(part, cancel) < part.Scripts.Count) return false;
        return true;
    }

    async ValueTask<bool> BringUp(SchemaPart part, CancellationToken cancel)
    {
        var version = await VersionOf(part, cancel);
        if (version == part.Scripts.Count) return false;
        foreach (var script in part.Scripts.Skip(version)) await Execute(script, cancel);
        await Execute(string.Create(CultureInfo.InvariantCulture,
            $"INSERT INTO parts VALUES ('{part.Name}', {part.Scripts.Count}) ON CONFLICT (part) DO UPDATE SET version = excluded.version"), cancel);
        return true;
    }

    async ValueTask<int> VersionOf(SchemaPart part, CancellationToken cancel)
    {
        var version = await Number($"SELECT coalesce(max(version), 0) FROM parts WHERE part = '{part.Name}'", cancel);
        return version <= part.Scripts.Count
            ? (int)version
            : throw new StoreRefusedException(StoreRefusedException.NewerFormat, $"The schema was made by a newer version of the ledger: its part '{part.Name}' is of version {version}.");
    }

    async ValueTask Grant(string role, CancellationToken cancel)
    {
        var quoted = $"\"{role.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        var grants = new StringBuilder($"GRANT USAGE ON SCHEMA {schema} TO {quoted}; GRANT SELECT ON parts TO {quoted};");
        foreach (var part in parts) grants.Append(part.Grants.Replace("{role}", quoted, StringComparison.Ordinal).Replace("{schema}", schema, StringComparison.Ordinal));
        await Execute(grants.ToString(), cancel);
    }

    async ValueTask Execute(string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }

    async ValueTask<long> Number(string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancel), CultureInfo.InvariantCulture);
    }
}
