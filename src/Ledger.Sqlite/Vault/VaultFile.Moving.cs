using Ledger.Migration;
using Ledger.Sealing;
using Ledger.Sqlite.Engine;

namespace Ledger.Sqlite;

/// <content>All of it, to go to another vault or to come from one.</content>
sealed partial class VaultFile
{
    /// <summary>Reading connection: the secrets, wrapped; none that was removed.</summary>
    public List<(string Name, byte[] Wrapped)> Secrets() =>
        Rows($"SELECT id, name, wrapped FROM secrets WHERE name NOT GLOB '{Removed}*' AND id > ? ORDER BY id LIMIT ?", 0, int.MaxValue, row => (row.Text(1), row.Blob(2).ToArray())).Rows;

    /// <summary>Reading connection: tokens behind a row, as many as asked for, and the last one's row.</summary>
    public (List<MovedToken> Rows, long Last) Tokens(long after, int most) => Rows("SELECT id, lookup, token FROM tokens WHERE id > ? ORDER BY id LIMIT ?", after, most,
        row => new MovedToken(Lookup.Read(row.Blob(1)), VaultForms.Token(row.Blob(2))));

    /// <summary>Reading connection: keys behind a row, as many as asked for, and the last one's row; each wrapped, or with the event that destroyed it.</summary>
    public (List<(KeyName Name, byte[] Wrapped, long? Destroyed)> Rows, long Last) Keys(long after, int most) => Rows(
        "SELECT keys.id, owner, class, category, generation, wrapped, event FROM keys LEFT JOIN destroyed USING (id) WHERE keys.id > ? ORDER BY keys.id LIMIT ?", after, most,
        row => (new KeyName(row.Text(1), (KeyClass)row.Int64(2), row.Text(3), (int)row.Int64(4)), row.Blob(5).ToArray(), row.IsNull(6) ? (long?)null : row.Int64(6)));

    /// <summary>Reading connection: contacts of living keys behind a row, as many as asked for, and the last one's row.</summary>
    public (List<MovedContact> Rows, long Last) ContactsOfLiving(long after, int most) => Rows(
        """
        SELECT contacts.id, owner, class, category, generation, lookup FROM contacts JOIN keys ON keys.id = contacts.key
        WHERE contacts.id > ? AND NOT EXISTS (SELECT 1 FROM destroyed WHERE destroyed.id = keys.id) ORDER BY contacts.id LIMIT ?
        """, after, most,
        row => new MovedContact(new(row.Text(1), (KeyClass)row.Int64(2), row.Text(3), (int)row.Int64(4)), Lookup.Read(row.Blob(5))));

    /// <summary>Writing connection: takes everything out but the key of lookups, which the file cannot be without.</summary>
    public void Empty() => _writer.InTransaction(() => _writer.Execute($"""
        DELETE FROM contacts; DELETE FROM destroyed; DELETE FROM keys; DELETE FROM tokens; DELETE FROM secrets WHERE name <> '{VaultForms.LookupSecret}';
        UPDATE meta SET value = 0
        """));

    /// <summary>Writing connection, in a transaction: a secret, in the place of what goes by its name.</summary>
    public void Put(string name, byte[] wrapped)
    {
        using var put = _writer.Once("INSERT INTO secrets (name, wrapped) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET wrapped = excluded.wrapped");
        put.Bind(1, name).Bind(2, wrapped).Run();
    }

    /// <summary>Writing connection, in a transaction: the name of a key that an event destroyed.</summary>
    public void AddDestroyed(KeyName name, long index) => Destroy(name, index, static () => []);

    (List<TRow> Rows, long Last) Rows<TRow>(string sql, long after, int most, Func<Statement, TRow> current)
    {
        using var page = _reader.Once(sql);
        page.Bind(1, after).Bind(2, (long)most);
        List<TRow> rows = [];
        var last = after;
        while (page.Step())
        {
            last = page.Int64(0);
            rows.Add(current(page));
        }
        return (rows, last);
    }
}
