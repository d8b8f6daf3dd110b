using Ledger.Journal;
using Ledger.Migration;
using Ledger.Postgres.Engine;
using Ledger.Sealing;
using Npgsql;
using static Ledger.Postgres.Engine.Sql;

namespace Ledger.Postgres;

/// <summary>All of a vault's tables, to go to another vault or to come from one; keys are wrapped here.</summary>
/// <param name="session">The vault's database.</param>
/// <param name="writes">The same, where nobody else adds to it meanwhile.</param>
sealed class VaultMoving(Session session, VaultWrites writes)
{
    const int PageRows = 5000;

    /// <summary>A move's row stays, so that whoever was overtaken finds it whenever he wakes up.</summary>
    const string Claimed = """
        INSERT INTO meta (name, value) SELECT $1, $2 WHERE NOT EXISTS (SELECT FROM meta WHERE name LIKE 'move %' AND name <> $1)
        ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE meta.value <= excluded.value
        """;

    (string Name, long Turn)? _claim;

    /// <summary>Whose writing it is from here on.</summary>
    public void Claim(string move, long turn) => _claim = ($"move {move}", turn);

    /// <summary>The secrets, wrapped.</summary>
    public ValueTask<List<(string Name, byte[] Wrapped)>> Secrets(CancellationToken cancel) =>
        Rows("SELECT name, wrapped FROM secrets ORDER BY name", [], row => (row.GetString(0), (byte[])row.GetValue(1)), cancel);

    /// <summary>A page of tokens behind a lookup; null begins.</summary>
    public ValueTask<List<MovedToken>> Tokens(byte[] after, CancellationToken cancel) => Rows(
        "SELECT lookup, token FROM tokens WHERE lookup > $1 ORDER BY lookup LIMIT $2", [Value(after), Value(PageRows)],
        row => new MovedToken(Lookup.Read((byte[])row.GetValue(0)), VaultForms.Token((byte[])row.GetValue(1))), cancel);

    /// <summary>A page of keys behind a row: each wrapped, or with the event that destroyed it.</summary>
    public ValueTask<List<(long Id, KeyName Name, byte[]? Wrapped, long? Destroyed)>> Keys(long after, CancellationToken cancel) => Rows(
        """
        SELECT id, owner, class, category, generation, bytes, event FROM keys LEFT JOIN wrapped USING (id) LEFT JOIN destroyed USING (id)
        WHERE id > $1 AND (bytes IS NOT NULL OR event IS NOT NULL) ORDER BY id LIMIT $2
        """, [Value(after), Value(PageRows)],
        row => (row.GetInt64(0), new KeyName(row.GetString(1), (KeyClass)row.GetInt16(2), row.GetString(3), row.GetInt32(4)),
            row.IsDBNull(5) ? null : (byte[])row.GetValue(5), row.IsDBNull(6) ? (long?)null : row.GetInt64(6)), cancel);

    /// <summary>A page of contacts behind one, of keys that live.</summary>
    public ValueTask<List<(long Key, MovedContact Contact)>> Contacts(byte[] lookup, long key, CancellationToken cancel) => Rows(
        """
        SELECT contacts.key, owner, class, category, generation, lookup FROM contacts JOIN keys ON keys.id = contacts.key JOIN wrapped USING (id)
        WHERE (lookup, contacts.key) > ($1, $2) ORDER BY lookup, contacts.key LIMIT $3
        """, [Value(lookup), Value(key), Value(PageRows)],
        row => (row.GetInt64(0), new MovedContact(new(row.GetString(1), (KeyClass)row.GetInt16(2), row.GetString(3), row.GetInt32(4)), Lookup.Read((byte[])row.GetValue(5)))), cancel);

    /// <summary>
    /// Takes everything out that the application role may. The names of keys stay, without bytes: of a ledger that an attempt before began to copy here, which is the one
    /// that is copied now.
    /// </summary>
    public ValueTask<bool> Empty(CancellationToken cancel) => Synced(async connection =>
    {
        await connection.Run("SELECT set_config('statement_timeout', '0', true)", cancel);
        foreach (var table in (string[])["contacts", "wrapped", "tokens", "secrets"])
        {
            await using var command = connection.Command($"DELETE FROM {table}");
            command.CommandTimeout = 0;
            await command.ExecuteNonQueryAsync(cancel);
        }
        await connection.Run("UPDATE meta SET value = 0 WHERE name IN ('destroyed-up-to', 'contacts-noted')", cancel);
        await connection.Run(VaultWrites.Remain, cancel);
    }, cancel);

    public ValueTask<bool> AddSecrets(IReadOnlyList<(string Name, byte[] Wrapped)> secrets, CancellationToken cancel) => Synced(connection => connection.Run(
        "INSERT INTO secrets (name, wrapped) SELECT name, wrapped FROM unnest($1, $2) AS given (name, wrapped) ON CONFLICT (name) DO UPDATE SET wrapped = excluded.wrapped", cancel,
        Value(secrets.Select(one => one.Name).ToArray()), Value(secrets.Select(one => one.Wrapped).ToArray())), cancel);

    public ValueTask<bool> AddTokens(IReadOnlyList<MovedToken> tokens, CancellationToken cancel) => Synced(connection => connection.Run(
        "INSERT INTO tokens (lookup, token) SELECT lookup, token FROM unnest($1, $2) AS given (lookup, token) ON CONFLICT DO NOTHING", cancel,
        Value(tokens.Select(one => one.Lookup.ToArray()).ToArray()), Value(tokens.Select(one => VaultForms.TokenBytes(one.Token)).ToArray())), cancel);

    public ValueTask<bool> AddContacts(IReadOnlyList<MovedContact> contacts, CancellationToken cancel) => Synced(connection => connection.Run(
        """
        INSERT INTO contacts (key, lookup) SELECT id, lookup FROM unnest($1, $2, $3, $4, $5) AS noted (owner, class, category, generation, lookup)
        JOIN keys USING (owner, class, category, generation) ON CONFLICT DO NOTHING
        """, cancel, [.. VaultWrites.Columns([.. contacts.Select(one => one.Key)]), Value(contacts.Select(one => one.Lookup.ToArray()).ToArray())]), cancel);

    /// <summary>Names, and of those that live the wrapped bytes, of the others the event that destroyed them.</summary>
    public ValueTask<bool> AddKeys(IReadOnlyList<(KeyName Name, byte[]? Wrapped, long? Destroyed)> keys, CancellationToken cancel) => Synced(async connection =>
    {
        await connection.Run(
            "INSERT INTO keys (owner, class, category, generation) SELECT * FROM unnest($1, $2, $3, $4) ON CONFLICT DO NOTHING", cancel, VaultWrites.Columns([.. keys.Select(one => one.Name)]));
        const string named = "AS given (owner, class, category, generation, value) JOIN keys USING (owner, class, category, generation) ON CONFLICT DO NOTHING";
        var (living, gone) = (keys.Where(one => one.Wrapped is not null).ToList(), keys.Where(one => one.Wrapped is null).ToList());
        if (living.Count > 0)
            await connection.Run($"INSERT INTO wrapped (id, bytes) SELECT id, value FROM unnest($1, $2, $3, $4, $5) {named}", cancel,
                [.. VaultWrites.Columns(living.ConvertAll(one => one.Name)), Value(living.Select(one => one.Wrapped!).ToArray())]);
        if (gone.Count > 0)
            await connection.Run($"INSERT INTO destroyed (id, event) SELECT id, value FROM unnest($1, $2, $3, $4, $5) {named}", cancel,
                [.. VaultWrites.Columns(gone.ConvertAll(one => one.Name)), Value(gone.Select(one => one.Destroyed!.Value).ToArray())]);
    }, cancel);

    ValueTask<bool> Synced(Func<NpgsqlConnection, ValueTask> work, CancellationToken cancel) => writes.Exclusively(async connection =>
    {
        var (name, turn) = _claim ?? throw new InvalidOperationException("Nobody said which move it is.");
        if (await connection.Run(Claimed, cancel, Value(name), Value(turn)) != 1)
            throw new StoreFailedException(StoreFailedException.Reopen, "Another migration has taken the key vault over: nothing was written. If that one was given up, give the target a vault of its own.");
        await work(connection);
        return true;
    }, cancel);

    ValueTask<bool> Synced(Func<NpgsqlConnection, ValueTask<int>> work, CancellationToken cancel) =>
        Synced(async ValueTask (NpgsqlConnection connection) => await work(connection), cancel);

    ValueTask<List<TRow>> Rows<TRow>(string sql, NpgsqlParameter[] parameters, Func<NpgsqlDataReader, TRow> current, CancellationToken cancel) => session.Ask(async connection =>
    {
        await using var command = connection.Command(sql, [.. parameters.Select(parameter => parameter.Clone())]);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var rows = new List<TRow>();
        while (await reader.ReadAsync(cancel)) rows.Add(current(reader));
        return rows;
    }, cancel);
}
