using Ledger.Sealing;
using Ledger.Sqlite.Engine;

namespace Ledger.Sqlite;

/// <summary>A contact that waits to be written: the key it is sealed under, and the keyed hash of its form.</summary>
readonly record struct NewContact(KeyName Key, Lookup Lookup);

/// <summary>
/// The hashes of contacts in vault.db, each with the key the contact is sealed under: rows of one size, appended and overwritten in place. Entries of an index
/// move from page to page, and what one held can stay behind in the old; so the index that finds a hash holds its first two bytes alone.
/// </summary>
sealed class VaultContacts
{
    /// <summary>The name in <c>meta</c> that says whether every contact recorded so far was noted.</summary>
    public const string Noted = "contacts-noted";

    const int PrefixLength = 2;
    const string Found = "substr(contacts.lookup, 1, 2) = ? AND contacts.lookup = ?";

    readonly Statement _owners, _has, _add, _ofKey, _overwrite, _setNoted;

    public VaultContacts(Database writer, Database reader)
    {
        _owners = reader.Prepare($"SELECT DISTINCT keys.owner FROM contacts JOIN keys ON keys.id = contacts.key WHERE {Found} ORDER BY keys.owner");
        _has = reader.Prepare($"""
            SELECT count(*) FROM contacts JOIN keys ON keys.id = contacts.key
            WHERE {Found} AND keys.owner = ? AND keys.class = ? AND keys.category = ? AND keys.generation = ?
            """);
        _add = writer.Prepare("INSERT INTO contacts (key, lookup) VALUES (?, ?)");
        _ofKey = writer.Prepare("SELECT id FROM contacts WHERE key = ?");
        _overwrite = writer.Prepare("UPDATE contacts SET lookup = ? WHERE id = ?");
        _setNoted = writer.Prepare($"UPDATE meta SET value = 1 WHERE name = '{Noted}'");
    }

    /// <summary>The table, empty.</summary>
    public static void MakeTable(Database database, bool noted) =>
        database.Execute($"""
            CREATE TABLE contacts (id INTEGER PRIMARY KEY, key INTEGER NOT NULL REFERENCES keys, lookup BLOB NOT NULL) STRICT;
            CREATE INDEX contacts_by_key ON contacts (key);
            CREATE INDEX contacts_by_hash ON contacts (substr(lookup, 1, {PrefixLength}));
            INSERT INTO meta VALUES ('{Noted}', {(noted ? 1 : 0)})
            """);

    /// <summary>Reading connection: whose keys the contact is sealed under, in ordinal order.</summary>
    public List<string> Owners(Lookup lookup)
    {
        List<string> owners = [];
        Bind(_owners, lookup);
        while (_owners.Step()) owners.Add(_owners.Text(0));
        return owners;
    }

    /// <summary>Reading connection: whether this is written already.</summary>
    public bool Has(NewContact contact) =>
        Bind(_has, contact.Lookup).Bind(3, contact.Key.Owner).Bind(4, (long)contact.Key.Class).Bind(5, contact.Key.Category).Bind(6, contact.Key.Generation).Number() > 0;

    /// <summary>Writing connection, in a transaction: adds one under the row of its key.</summary>
    public void Add(long key, Lookup lookup)
    {
        Span<byte> hash = stackalloc byte[Lookup.Length];
        lookup.CopyTo(hash);
        _add.Bind(1, key).Bind(2, hash).Run();
    }

    /// <summary>
    /// Writing connection, in a transaction: puts noise in the place of all that were sealed under a key. Noise, so that they do not gather under one prefix.
    /// </summary>
    public void Overwrite(long key, Func<byte[]> noise)
    {
        List<long> found = [];
        _ofKey.Bind(1, key);
        while (_ofKey.Step()) found.Add(_ofKey.Int64(0));
        foreach (var id in found) _overwrite.Bind(1, noise()).Bind(2, id).Run();
    }

    /// <summary>Writing connection, in a transaction.</summary>
    public void SetNoted() => _setNoted.Run();

    static Statement Bind(Statement statement, Lookup lookup)
    {
        Span<byte> hash = stackalloc byte[Lookup.Length];
        lookup.CopyTo(hash);
        return statement.Bind(1, hash[..PrefixLength]).Bind(2, hash);
    }
}
