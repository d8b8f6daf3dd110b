using Ledger.Postgres.Engine;
using Ledger.Sealing;
using Npgsql;
using static Ledger.Postgres.Engine.Sql;

namespace Ledger.Postgres;

/// <summary>A key as the vault keeps it; without its bytes where it was destroyed.</summary>
readonly record struct KeptKey(KeyName Name, byte[]? Wrapped);

/// <summary>A contact that waits to be written: the key it is sealed under, and the keyed hash of its form.</summary>
readonly record struct NewContact(KeyName Key, Lookup Lookup);

/// <summary>
/// What a vault asks its tables while somebody waits on a thread, and the two things it writes then: a token and a key. Those are settled by the unique index,
/// so that of several replicas that make one at once all get the same; their transaction is not synced, since <see cref="VaultWrites.Commit"/> follows, which looks for them.
/// </summary>
/// <param name="session">The vault's database.</param>
/// <param name="gate">The advisory lock of the vault: shared by whoever adds to it, exclusive for whoever destroys or wraps anew.</param>
sealed class VaultTables(Session session, long gate)
{
    const string ShareGate = $"{Session.Unsynced}, pg_advisory_xact_lock_shared($1)";
    const string FindToken = "SELECT token FROM tokens WHERE lookup = $1";
    const string AddToken = "INSERT INTO tokens (lookup, token) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    const string OfSlot = "owner = $1 AND class = $2 AND category = $3";
    const string FindNewest = $"SELECT generation, bytes FROM keys LEFT JOIN wrapped USING (id) WHERE {OfSlot} ORDER BY generation DESC LIMIT 1";
    const string FindKey = $"SELECT generation, bytes FROM keys LEFT JOIN wrapped USING (id) WHERE {OfSlot} AND generation = $4";

    const string AddKey = """
        WITH named AS (
          INSERT INTO keys (owner, class, category, generation) SELECT $1, $2, $3, $4 WHERE $5 = (SELECT value FROM meta WHERE name = 'master')
          ON CONFLICT DO NOTHING RETURNING id)
        INSERT INTO wrapped (id, bytes) SELECT id, $6 FROM named
        """;

    /// <summary>The token of a lookup, or null.</summary>
    public string? Token(Lookup lookup) => session.Ask(connection =>
    {
        using var command = connection.Command(FindToken, Value(lookup.ToArray()));
        return command.ExecuteScalar() is byte[] token ? VaultForms.Token(token) : null;
    });

    /// <summary>The token of a lookup, <paramref name="fresh"/> where there was none; null where another replica took it away in this very moment.</summary>
    public string? Token(Lookup lookup, byte[] fresh) => session.Ask(connection =>
    {
        var bytes = lookup.ToArray();
        using var batch = connection.CreateBatch().Then(Session.Unsynced).Then(AddToken, Value(bytes), Value(fresh)).Then(FindToken, Value(bytes));
        using var reader = batch.ExecuteReader();
        reader.NextResult();
        return reader.Read() ? VaultForms.Token((byte[])reader.GetValue(0)) : null;
    });

    /// <summary>The newest key of a slot, living or destroyed, or null.</summary>
    public KeptKey? Newest(KeySlot slot) => session.Ask(connection =>
    {
        using var command = connection.Command(FindNewest, Slot(slot));
        using var reader = command.ExecuteReader();
        return Kept(reader, slot);
    });

    /// <summary>
    /// Adds a key, unless one of that name is there; the newest of its slot afterwards. Nothing is added, and null may be the answer, where everything is wrapped
    /// under another master key than <paramref name="master"/> counts.
    /// </summary>
    public KeptKey? Newest(KeyName name, byte[] wrapped, long master) => session.Ask(connection =>
    {
        var slot = KeySlot.Of(name);
        using var batch = connection.CreateBatch().Then(ShareGate, Value(gate))
            .Then(AddKey, [.. Slot(slot), Value(name.Generation), Value(master), Value(wrapped)]).Then(FindNewest, Slot(slot));
        using var reader = batch.ExecuteReader();
        reader.NextResult();
        return Kept(reader, slot);
    });

    /// <summary>A key by its name, or null where it never was.</summary>
    public KeptKey? Key(KeyName name) => session.Ask(connection =>
    {
        var slot = KeySlot.Of(name);
        using var command = connection.Command(FindKey, [.. Slot(slot), Value(name.Generation)]);
        using var reader = command.ExecuteReader();
        return Kept(reader, slot);
    });

    /// <summary>The names of an owner's living keys.</summary>
    public List<KeyName> Living(string owner) => session.Ask(connection =>
    {
        using var command = connection.Command("SELECT class, category, generation FROM keys JOIN wrapped USING (id) WHERE owner = $1", Value(owner));
        using var reader = command.ExecuteReader();
        var names = new List<KeyName>();
        while (reader.Read()) names.Add(new(owner, (KeyClass)reader.GetInt16(0), reader.GetString(1), reader.GetInt32(2)));
        return names;
    });

    /// <summary>Whose keys a contact is sealed under.</summary>
    public List<string> Owners(Lookup contact) => session.Ask(connection =>
    {
        using var command = connection.Command("SELECT DISTINCT owner FROM contacts JOIN keys ON keys.id = contacts.key WHERE lookup = $1", Value(contact.ToArray()));
        using var reader = command.ExecuteReader();
        var owners = new List<string>();
        while (reader.Read()) owners.Add(reader.GetString(0));
        return owners;
    });

    /// <summary>Whether this is written already.</summary>
    public bool Has(NewContact contact) => session.Ask(connection =>
    {
        using var command = connection.Command($"SELECT true FROM contacts JOIN keys ON keys.id = contacts.key WHERE {OfSlot} AND generation = $4 AND lookup = $5",
            [.. Slot(KeySlot.Of(contact.Key)), Value(contact.Key.Generation), Value(contact.Lookup.ToArray())]);
        return command.ExecuteScalar() is not null;
    });

    /// <summary>How often everything was wrapped under another master key.</summary>
    public long Master() => session.Ask(connection =>
    {
        using var command = connection.Command("SELECT value FROM meta WHERE name = 'master'");
        return (long)command.ExecuteScalar()!;
    });

    static NpgsqlParameter[] Slot(KeySlot slot) => [Value(slot.Owner), Value((short)slot.Class), Value(slot.Category)];

    static KeptKey? Kept(NpgsqlDataReader reader, KeySlot slot) =>
        reader.Read() ? new(new(slot.Owner, slot.Class, slot.Category, reader.GetInt32(0)), reader.IsDBNull(1) ? null : (byte[])reader.GetValue(1)) : null;
}
