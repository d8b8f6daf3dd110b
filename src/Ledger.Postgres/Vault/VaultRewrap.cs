using Ledger.Postgres.Engine;
using Ledger.Sealing;
using Npgsql;
using static Ledger.Postgres.Engine.Sql;

namespace Ledger.Postgres;

/// <summary>Wraps everything a vault holds anew, page by page, in the transaction of a connection that holds the vault alone.</summary>
/// <param name="connection">In a transaction.</param>
/// <param name="wrap">Makes new wrapped bytes of a name and the old ones.</param>
sealed class VaultRewrap(NpgsqlConnection connection, Func<string, byte[], byte[]> wrap)
{
    const int PageRows = 5000;

    /// <summary>All of it; the number that counts master keys rises.</summary>
    public async ValueTask Run(CancellationToken cancel)
    {
        for (var after = 0L; await Page(after, cancel) is { Count: > 0 } page; after = page[^1].Id)
            await connection.Run("UPDATE wrapped SET bytes = given.bytes FROM unnest($1, $2) AS given (id, bytes) WHERE wrapped.id = given.id", cancel,
                Value(page.Select(row => row.Id).ToArray()), Value(page.Select(row => wrap(row.Name, row.Wrapped)).ToArray()));
        foreach (var (name, wrapped) in await Secrets(cancel))
            await connection.Run("UPDATE secrets SET wrapped = $1 WHERE name = $2", cancel, Value(wrap(VaultForms.SecretName(name), wrapped)), Value(name));
        await connection.Run("UPDATE meta SET value = value + 1 WHERE name = 'master'", cancel);
        await connection.Run(VaultWrites.Remain, cancel);
    }

    async ValueTask<List<(long Id, string Name, byte[] Wrapped)>> Page(long after, CancellationToken cancel)
    {
        await using var command = connection.Command(
            "SELECT id, owner, class, category, generation, bytes FROM wrapped JOIN keys USING (id) WHERE id > $1 ORDER BY id LIMIT $2", Value(after), Value(PageRows));
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var page = new List<(long, string, byte[])>();
        while (await reader.ReadAsync(cancel))
        {
            var name = new KeyName(reader.GetString(1), (KeyClass)reader.GetInt16(2), reader.GetString(3), reader.GetInt32(4));
            page.Add((reader.GetInt64(0), name.ToString(), (byte[])reader.GetValue(5)));
        }
        return page;
    }

    async ValueTask<List<(string Name, byte[] Wrapped)>> Secrets(CancellationToken cancel)
    {
        await using var command = connection.Command("SELECT name, wrapped FROM secrets");
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var secrets = new List<(string, byte[])>();
        while (await reader.ReadAsync(cancel)) secrets.Add((reader.GetString(0), (byte[])reader.GetValue(1)));
        return secrets;
    }
}
