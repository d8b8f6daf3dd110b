using System.Globalization;
using System.Text;
using Ledger.Sealing;
using Ledger.Sqlite.Engine;

namespace Ledger.Sqlite;

/// <summary>A key that waits to be written: its name and its wrapped bytes.</summary>
readonly record struct NewKey(KeyName Name, byte[] Wrapped);

/// <summary>A person that waits to be written: the keyed hash of the operator's user id, and the token.</summary>
readonly record struct NewToken(Lookup Lookup, string Token);

/// <summary>
/// The tables of vault.db. What may have to vanish (wrapped keys, tokens) lies in rows of one fixed size that are only ever appended and
/// overwritten in place, never deleted: SQLite then never moves a row to another page, so that no copy of it stays behind where overwriting
/// does not reach.
/// </summary>
sealed partial class VaultFile : IDisposable
{
    /// <summary>Begins the name of a secret that was removed.</summary>
    const char Removed = '~';

    const int WriterKibibytes = 16_384, ReaderKibibytes = 8192;

    readonly Database _writer, _reader;
    readonly Statement _token, _newest, _wrapped, _living;
    readonly Statement _addToken, _addKey, _idOf, _overwrite, _destroyed, _forget, _upTo, _backTo;

    VaultFile(Database writer, string path)
    {
        _writer = writer;
        _reader = Database.Reader(path, ReaderKibibytes);
        Contacts = new(writer, _reader);
        const string slot = "owner = ? AND class = ? AND category = ?";
        _token = _reader.Prepare("SELECT token FROM tokens WHERE lookup = ?");
        _newest = _reader.Prepare($"SELECT generation, wrapped FROM keys WHERE {slot} ORDER BY generation DESC LIMIT 1");
        _wrapped = _reader.Prepare($"SELECT wrapped FROM keys WHERE {slot} AND generation = ?");
        _living = _reader.Prepare(
            "SELECT class, category, generation FROM keys WHERE owner = ? AND NOT EXISTS (SELECT 1 FROM destroyed WHERE destroyed.id = keys.id)");
        _addToken = writer.Prepare("INSERT INTO tokens (lookup, token) VALUES (?, ?)");
        _addKey = writer.Prepare("INSERT INTO keys (owner, class, category, generation, wrapped) VALUES (?, ?, ?, ?, ?)");
        _idOf = writer.Prepare($"SELECT id FROM keys WHERE {slot} AND generation = ?");
        _overwrite = writer.Prepare("UPDATE keys SET wrapped = ? WHERE id = ?");
        _destroyed = writer.Prepare("INSERT OR IGNORE INTO destroyed (id, event) VALUES (?, ?)");
        _forget = writer.Prepare("UPDATE tokens SET lookup = ?, token = ? WHERE id = ?");
        _upTo = writer.Prepare("UPDATE meta SET value = ? WHERE name = 'destroyed-up-to' AND value < ?");
        _backTo = writer.Prepare("UPDATE meta SET value = ? WHERE name = 'destroyed-up-to' AND value > ?");
    }

    /// <summary>By whom a contact was named.</summary>
    public VaultContacts Contacts { get; }

    /// <summary>Format 2 has the hashes of contacts, which an older version would leave behind when it destroys a key.</summary>
    internal static StoreFile File(string path) => new(path, StoreFile.Id("LdgV"u8), Version: 2);

    /// <summary>Opens or makes the file; <paramref name="lookupKey"/> gives the wrapped lookup key of a new one.</summary>
    public static VaultFile Open(string path, Func<byte[]> lookupKey)
    {
        var writer = File(path).Open(Durability.Full, WriterKibibytes, made => Make(made, lookupKey()));
        try
        {
            writer.Execute("PRAGMA secure_delete=ON");
            if (writer.Number("PRAGMA user_version") < 2) Upgrade(writer);
            return new(writer, path);
        }
        catch (SqliteFailure failure)
        {
            writer.Dispose();
            throw failure.AsRefused(Path.GetFileName(path));
        }
    }

    /// <summary>Reading connection: the token of a lookup, or null.</summary>
    public string? Token(Lookup lookup)
    {
        Span<byte> bytes = stackalloc byte[Lookup.Length];
        lookup.CopyTo(bytes);
        if (!_token.Bind(1, bytes).Step()) return null;
        var token = "s-" + Convert.ToHexStringLower(_token.Blob(0));
        _token.Reset();
        return token;
    }

    /// <summary>Reading connection: the newest key of a slot, living or destroyed, or null.</summary>
    public NewKey? Newest(KeySlot slot)
    {
        if (!Bind(_newest, slot.Owner, slot.Class, slot.Category).Step()) return null;
        var found = new NewKey(new(slot.Owner, slot.Class, slot.Category, (int)_newest.Int64(0)), _newest.Blob(1).ToArray());
        _newest.Reset();
        return found;
    }

    /// <summary>Reading connection: the wrapped bytes of a key, or null.</summary>
    public byte[]? Wrapped(KeyName name)
    {
        if (!Bind(_wrapped, name).Step()) return null;
        var wrapped = _wrapped.Blob(0).ToArray();
        _wrapped.Reset();
        return wrapped;
    }

    /// <summary>Reading connection: the names of an owner's living keys.</summary>
    public List<KeyName> Living(string owner)
    {
        var names = new List<KeyName>();
        _living.Bind(1, owner);
        while (_living.Step()) names.Add(new(owner, (KeyClass)_living.Int64(0), _living.Text(1), (int)_living.Int64(2)));
        return names;
    }

    /// <summary>Writing connection: every key that was destroyed.</summary>
    public HashSet<KeyName> Destroyed()
    {
        var names = new HashSet<KeyName>();
        using var all = _writer.Once("SELECT owner, class, category, generation FROM destroyed JOIN keys USING (id)");
        while (all.Step()) names.Add(new(all.Text(0), (KeyClass)all.Int64(1), all.Text(2), (int)all.Int64(3)));
        return names;
    }

    /// <summary>Writing connection: runs the work in one transaction.</summary>
    public void InTransaction(Action work) => _writer.InTransaction(work);

    /// <summary>Writing connection: empties the WAL, so that what was overwritten is in no file any more.</summary>
    public void Truncate() => _writer.Truncate();

    public void Add(NewToken added)
    {
        Span<byte> bytes = stackalloc byte[Lookup.Length];
        added.Lookup.CopyTo(bytes);
        _addToken.Bind(1, bytes).Bind(2, Convert.FromHexString(added.Token.AsSpan(2))).Run();
    }

    public void Add(NewKey added) => Bind(_addKey, added.Name).Bind(5, added.Wrapped).Run();

    /// <summary>A contact under a key that is here.</summary>
    public void Add(NewContact added) => Contacts.Add(Bind(_idOf, added.Key).Number() ?? throw new InvalidOperationException("A contact is noted under a key the vault never had."), added.Lookup);

    /// <summary>
    /// Overwrites a key with zeros, and with noise the hashes of the contacts under it, and remembers the event that did it. A name that was never here is kept
    /// as destroyed.
    /// </summary>
    public void Destroy(KeyName name, long index, Func<byte[]> noise)
    {
        var zeros = new byte[MasterKey.Length + MasterKey.Overhead];
        if (Bind(_idOf, name).Number() is not { } id)
        {
            Add(new NewKey(name, zeros));
            id = Bind(_idOf, name).Number()!.Value;
        }
        _overwrite.Bind(1, zeros).Bind(2, id).Run();
        _destroyed.Bind(1, id).Bind(2, index).Run();
        Contacts.Overwrite(id, noise);
    }

    /// <summary>
    /// Overwrites persons' rows with noise. They are found by reading all rows, once for all of them: an index over tokens would keep what has to vanish. So can
    /// the one over lookups: where its entries were moved from page to page a copy may stay behind, for all that secure_delete does. It is made anew.
    /// </summary>
    public void Forget(HashSet<string> tokens, Func<byte[]> noise)
    {
        List<long> found = [];
        using (var all = _writer.Once("SELECT id, token FROM tokens"))
            while (all.Step())
                if (tokens.Contains("s-" + Convert.ToHexStringLower(all.Blob(1)))) found.Add(all.Int64(0));
        foreach (var id in found)
        {
            var bytes = noise();
            _forget.Bind(1, bytes.AsSpan(0, Lookup.Length)).Bind(2, bytes.AsSpan(Lookup.Length, 16)).Bind(3, id).Run();
        }
        if (found.Count > 0) _writer.Execute("REINDEX tokens");
    }

    public long DestroyedUpTo() => _writer.Number("SELECT value FROM meta WHERE name = 'destroyed-up-to'");

    public bool ContactsNoted() => _writer.Number($"SELECT value FROM meta WHERE name = '{VaultContacts.Noted}'") == 1;

    public void Advance(long index) => _upTo.Bind(1, index).Bind(2, index).Run();

    public void Retreat(long index) => _backTo.Bind(1, index).Bind(2, index).Run();

    public byte[]? Secret(string name)
    {
        using var find = _writer.Once("SELECT wrapped FROM secrets WHERE name = ?");
        return find.Bind(1, name).Step() ? find.Blob(0).ToArray() : null;
    }

    public void AddSecret(string name, byte[] wrapped) => AddSecret(_writer, name, wrapped);

    /// <summary>
    /// Writing connection, in a transaction: overwrites a secret with zeros and its name with one of the same length that says so. The row stays where it
    /// is, so that no row beside it moves either. False where there is none.
    /// </summary>
    public bool RemoveSecret(string name)
    {
        using var find = _writer.Once("SELECT id, length(wrapped) FROM secrets WHERE name = ?");
        if (!find.Bind(1, name).Step()) return false;
        var (id, length) = (find.Int64(0), (int)find.Int64(1));
        find.Reset();
        using var overwrite = _writer.Once("UPDATE secrets SET name = ?, wrapped = ? WHERE id = ?");
        overwrite.Bind(1, Removed + id.ToString(CultureInfo.InvariantCulture).PadLeft(Encoding.UTF8.GetByteCount(name) - 1, Removed))
            .Bind(2, new byte[length]).Bind(3, id).Run();
        return true;
    }

    /// <summary>
    /// Writing connection, in a transaction: replaces all wrapped bytes that are still there by what <paramref name="wrap"/> makes of them.
    /// </summary>
    public void Rewrap(Func<string, byte[], byte[]> wrap)
    {
        using var nextKey = _writer.Once("""
            SELECT id, owner, class, category, generation, wrapped FROM keys
            WHERE id > ? AND NOT EXISTS (SELECT 1 FROM destroyed WHERE destroyed.id = keys.id) ORDER BY id LIMIT 1
            """);
        for (var id = 0L; nextKey.Bind(1, id).Step();)
        {
            id = nextKey.Int64(0);
            var name = new KeyName(nextKey.Text(1), (KeyClass)nextKey.Int64(2), nextKey.Text(3), (int)nextKey.Int64(4));
            var wrapped = nextKey.Blob(5).ToArray();
            nextKey.Reset();
            _overwrite.Bind(1, wrap(name.ToString(), wrapped)).Bind(2, id).Run();
        }
        using var secrets = _writer.Once($"SELECT name FROM secrets WHERE name NOT GLOB '{Removed}*'");
        using var replace = _writer.Once("UPDATE secrets SET wrapped = ? WHERE name = ?");
        var names = new List<string>();
        while (secrets.Step()) names.Add(secrets.Text(0));
        foreach (var name in names) replace.Bind(1, wrap(VaultForms.SecretName(name), Secret(name)!)).Bind(2, name).Run();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _reader.Dispose();
        _writer.Dispose();
    }

    static Statement Bind(Statement statement, KeyName name) =>
        Bind(statement, name.Owner, name.Class, name.Category).Bind(4, name.Generation);

    static Statement Bind(Statement statement, string owner, KeyClass keyClass, string category) =>
        statement.Bind(1, owner).Bind(2, (long)keyClass).Bind(3, category);

    static void AddSecret(Database database, string name, byte[] wrapped)
    {
        using var add = database.Once("INSERT INTO secrets (name, wrapped) VALUES (?, ?)");
        add.Bind(1, name).Bind(2, wrapped).Run();
    }

    static void Make(Database database, byte[] lookupKey)
    {
        MakeTables(database, contactsNoted: true);
        AddSecret(database, VaultForms.LookupSecret, lookupKey);
    }

    /// <summary>A vault from before contacts were noted gets their table; what was recorded then is noted by whoever opens it with its journal.</summary>
    static void Upgrade(Database database)
    {
        database.InTransaction(() =>
        {
            VaultContacts.MakeTable(database, noted: false);
            database.Execute("PRAGMA user_version=2");
        });
        database.Truncate();   // so that the header alone tells an older version
    }

    /// <summary>The tables, empty.</summary>
    internal static void MakeTables(Database database, bool contactsNoted)
    {
        database.Execute("""
            CREATE TABLE meta (name TEXT PRIMARY KEY NOT NULL, value INTEGER NOT NULL) STRICT;
            CREATE TABLE secrets (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, wrapped BLOB NOT NULL) STRICT;
            CREATE TABLE tokens (id INTEGER PRIMARY KEY, lookup BLOB NOT NULL UNIQUE, token BLOB NOT NULL) STRICT;
            CREATE TABLE keys (
              id INTEGER PRIMARY KEY, owner TEXT NOT NULL, class INTEGER NOT NULL, category TEXT NOT NULL, generation INTEGER NOT NULL,
              wrapped BLOB NOT NULL, UNIQUE (owner, class, category, generation)) STRICT;
            CREATE TABLE destroyed (id INTEGER PRIMARY KEY REFERENCES keys, event INTEGER NOT NULL) STRICT;
            INSERT INTO meta VALUES ('destroyed-up-to', 0)
            """);
        VaultContacts.MakeTable(database, contactsNoted);
    }
}
