using Ledger.Postgres.Engine;
using Ledger.Sealing;
using Npgsql;
using NpgsqlTypes;
using static Ledger.Postgres.Engine.Sql;

namespace Ledger.Postgres;

/// <summary>What of the things used was not in the tables as it was.</summary>
/// <param name="Tokens">How many tokens.</param>
/// <param name="Keys">Keys by their place, and what is there instead, null for nothing. It may be the same key wrapped anew.</param>
sealed record Missed(long Tokens, IReadOnlyList<(int Place, byte[]? Wrapped)> Keys);

/// <summary>
/// What a vault writes durably: every transaction here is synced, whatever the role's settings are, and doing it twice changes nothing, so that one whose answer
/// was lost is simply done again.
/// </summary>
/// <param name="session">The vault's database.</param>
/// <param name="byIndex">The same over connections whose plans, once made, go through an index however the tables grow.</param>
/// <param name="gate">The advisory lock of the vault.</param>
sealed class VaultWrites(Session session, Session byIndex, long gate)
{
    /// <summary>The transaction's number: its dead rows are gone from a table that was written anew when no older one was alive.</summary>
    internal const string Remain = "UPDATE meta SET value = pg_current_xact_id()::text::bigint WHERE name = 'remains'";

    /// <summary>
    /// A table that is written anew keeps the dead rows some transaction may still see, and has for its <c>relfrozenxid</c> the number they begin at. Numbers are compared by
    /// their age, since they go round.
    /// </summary>
    const string NothingRemains = """
        UPDATE meta SET value = 0 WHERE name = 'remains' AND age(mod(value, 4294967296)::text::xid)
        > (SELECT max(age(relfrozenxid)) FROM pg_class WHERE oid IN ('wrapped'::regclass, 'tokens'::regclass, 'contacts'::regclass, 'secrets'::regclass))
        """;

    const string Names = "unnest($1, $2, $3, $4) AS gone (owner, class, category, generation)";
    const string Gone = $"{Names} JOIN keys USING (owner, class, category, generation)";

    const string AddContacts = """
        INSERT INTO contacts (key, lookup) SELECT id, lookup FROM unnest($1, $2, $3, $4, $5) AS noted (owner, class, category, generation, lookup)
        JOIN keys USING (owner, class, category, generation) JOIN wrapped USING (id) ON CONFLICT DO NOTHING
        """;

    /// <summary>Whoever was forgotten meanwhile is missing by right: with the lookup went keys, and those are known to have been destroyed.</summary>
    const string LostTokens = """
        SELECT count(*) FROM unnest($1, $2, $3) AS used (lookup, token, owner)
        WHERE NOT EXISTS (SELECT FROM tokens WHERE tokens.lookup = used.lookup AND tokens.token = used.token)
        AND NOT EXISTS (SELECT FROM keys JOIN destroyed USING (id) WHERE keys.owner = used.owner)
        """;

    const string OtherKeys = """
        SELECT place, wrapped.bytes FROM unnest($1, $2, $3, $4, $5) WITH ORDINALITY AS used (owner, class, category, generation, bytes, place)
        LEFT JOIN keys USING (owner, class, category, generation) LEFT JOIN wrapped USING (id)
        WHERE wrapped.bytes IS DISTINCT FROM used.bytes AND NOT EXISTS (SELECT FROM destroyed WHERE destroyed.id = keys.id)
        """;

    /// <summary>
    /// Writes contacts, of keys that live, looks for all that was used since, and syncs all that was ever written before: PostgreSQL writes one log, in order, so that a
    /// commit that is flushed (and confirmed by the standbys that are waited for) takes with it every earlier commit, whoever made it; what is seen in it is durable after it.
    /// </summary>
    public ValueTask<Missed> Commit(IReadOnlyCollection<NewContact> contacts, UsedSince used, CancellationToken cancel) => byIndex.InBatch(async connection =>
    {
        await using var batch = connection.CreateBatch()
            .Then(LostTokens, Value(used.Tokens.Select(token => token.Lookup.ToArray()).ToArray()), Value(used.Tokens.Select(token => VaultForms.TokenBytes(token.Token)).ToArray()),
                Value(used.Tokens.Select(token => token.Token).ToArray()))
            .Then(OtherKeys, [.. Columns([.. used.Keys.Select(key => key.Key.Name)]), Value(used.Keys.Select(key => key.Wrapped).ToArray())])
            .Then(Session.Synced);
        if (contacts.Count > 0)
            batch.Then("SELECT pg_advisory_xact_lock_shared($1)", Value(gate))
                .Then(AddContacts, [.. Columns([.. contacts.Select(contact => contact.Key)]), Value(contacts.Select(contact => contact.Lookup.ToArray()).ToArray())]);
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        var tokens = reader.GetInt64(0);
        await reader.NextResultAsync(cancel);
        var keys = new List<(int, byte[]?)>();
        while (await reader.ReadAsync(cancel)) keys.Add(((int)reader.GetInt64(0) - 1, reader.IsDBNull(1) ? null : (byte[])reader.GetValue(1)));
        while (await reader.NextResultAsync(cancel))
        {
        }
        return new Missed(tokens, keys);
    }, cancel);

    /// <summary>Destroys keys, those that never were as well, with the contacts under them, and takes persons' lookups away.</summary>
    public ValueTask<bool> Destroy(IReadOnlyList<DueDestruction> due, string[] forgotten, CancellationToken cancel) => Exclusively(async connection =>
    {
        var events = due.SelectMany(one => one.Keys, (one, key) => (Key: key, one.Index)).DistinctBy(one => one.Key).ToList();
        if (events.Count > 0)
        {
            var names = events.ConvertAll(one => one.Key);
            await connection.Run($"INSERT INTO keys (owner, class, category, generation) SELECT * FROM {Names} ON CONFLICT DO NOTHING", cancel, Columns(names));
            await connection.Run($"""
                INSERT INTO destroyed (id, event) SELECT id, event FROM unnest($1, $2, $3, $4, $5) AS gone (owner, class, category, generation, event)
                JOIN keys USING (owner, class, category, generation) ON CONFLICT DO NOTHING
                """, cancel, [.. Columns(names), Value(events.Select(one => one.Index).ToArray())]);
            await connection.Run($"DELETE FROM contacts WHERE key IN (SELECT id FROM {Gone})", cancel, Columns(names));
            await connection.Run($"DELETE FROM wrapped WHERE id IN (SELECT id FROM {Gone})", cancel, Columns(names));
        }
        if (forgotten.Length > 0)
            await connection.Run("DELETE FROM tokens WHERE token = ANY ($1)", cancel, Value(forgotten.Select(VaultForms.TokenBytes).ToArray()));
        await connection.Run(Remain, cancel);
        return true;
    }, cancel);

    /// <summary>Every key that was destroyed.</summary>
    public ValueTask<HashSet<KeyName>> Destroyed(CancellationToken cancel) => session.Ask(async connection =>
    {
        await using var command = connection.Command("SELECT owner, class, category, generation FROM destroyed JOIN keys USING (id)");
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var names = new HashSet<KeyName>();
        while (await reader.ReadAsync(cancel)) names.Add(new(reader.GetString(0), (KeyClass)reader.GetInt16(1), reader.GetString(2), reader.GetInt32(3)));
        return names;
    }, cancel);

    /// <summary>A number the vault keeps about itself.</summary>
    public ValueTask<long> Meta(string name, CancellationToken cancel) =>
        session.Ask(connection => connection.Scalar<long>("SELECT value FROM meta WHERE name = $1", cancel, Value(name)), cancel);

    /// <summary>Changes it; the number as it is then.</summary>
    public ValueTask<long> Meta(string name, string value, long argument, CancellationToken cancel) => session.InTransaction(async connection =>
    {
        await connection.Run(Session.Synced, cancel);
        return await connection.Scalar<long>($"UPDATE meta SET value = {value} WHERE name = $2 RETURNING value", cancel, Value(argument), Value(name));
    }, cancel);

    /// <summary>A secret's wrapped bytes, or null.</summary>
    public ValueTask<byte[]?> Secret(string name, CancellationToken cancel) =>
        session.Ask(connection => connection.Scalar<byte[]>("SELECT wrapped FROM secrets WHERE name = $1", cancel, Value(name)), cancel);

    /// <summary>
    /// Adds a secret, unless one of that name is there; the wrapped bytes that are there then. Null where everything is under another master key by now.
    /// </summary>
    public ValueTask<byte[]?> Secret(string name, byte[] wrapped, long master, CancellationToken cancel) => session.InTransaction(async connection =>
    {
        await connection.Run(Session.Synced, cancel);
        await Lock(connection, "pg_advisory_xact_lock_shared", cancel);
        await connection.Run("""
            INSERT INTO secrets (name, wrapped) SELECT $1, $2 WHERE $3 = (SELECT value FROM meta WHERE name = 'master') ON CONFLICT DO NOTHING
            """, cancel, Value(name), Value(wrapped), Value(master));
        return await connection.Scalar<byte[]>("SELECT wrapped FROM secrets WHERE name = $1 AND $2 = (SELECT value FROM meta WHERE name = 'master')", cancel, Value(name), Value(master));
    }, cancel);

    /// <summary>Removes a secret; false where there is none.</summary>
    public ValueTask<bool> RemoveSecret(string name, CancellationToken cancel) => Exclusively(async connection =>
    {
        var removed = await connection.Run("DELETE FROM secrets WHERE name = $1", cancel, Value(name)) > 0;
        if (removed) await connection.Run(Remain, cancel);
        return removed;
    }, cancel);

    /// <summary>Writes the tables anew without their dead rows; false where nothing remains of what was destroyed.</summary>
    public ValueTask<bool> Scrub(CancellationToken cancel) => Exclusively(async connection =>
    {
        if (await connection.Scalar<long>("SELECT value FROM meta WHERE name = 'remains'", cancel) == 0) return false;
        await connection.Run("SELECT set_config('statement_timeout', '0', true)", cancel);
        await using var command = connection.Command("SELECT scrub()");
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancel);
        await connection.Run(NothingRemains, cancel);
        return true;
    }, cancel);

    /// <summary>Runs the work in a synced transaction that no other replica adds to the vault in.</summary>
    public ValueTask<T> Exclusively<T>(Func<NpgsqlConnection, ValueTask<T>> work, CancellationToken cancel) => session.InTransaction(async connection =>
    {
        await connection.Run(Session.Synced, cancel);
        await Lock(connection, "pg_advisory_xact_lock", cancel);
        return await work(connection);
    }, cancel);

    internal static NpgsqlParameter[] Columns(IReadOnlyCollection<KeyName> names) =>
    [
        Value(names.Select(name => name.Owner).ToArray()),
        new() { Value = names.Select(name => (short)name.Class).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Smallint },
        Value(names.Select(name => name.Category).ToArray()),
        Value(names.Select(name => name.Generation).ToArray()),
    ];

    async ValueTask Lock(NpgsqlConnection connection, string how, CancellationToken cancel) => await connection.Run($"SELECT {how}($1)", cancel, Value(gate));
}
