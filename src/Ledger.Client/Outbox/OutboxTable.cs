using System.Globalization;
using Ledger.Client.Sending;
using Microsoft.Data.Sqlite;

namespace Ledger.Client.Outbox;

/// <summary>A row that waits. Without an event where it cannot be opened: it is damaged.</summary>
sealed record OutboxRow(long Number, string Id, Outgoing? Event);

/// <summary>How much an outbox may hold.</summary>
sealed record OutboxLimits(long EventsMax, long BytesMax);

/// <summary>What is in the outbox.</summary>
/// <param name="Waiting">Rows that wait.</param>
/// <param name="Refused">Rows set aside.</param>
/// <param name="Bytes">Bytes of all rows.</param>
sealed record OutboxCounts(long Waiting, long Refused, long Bytes);

/// <summary>The rows of the outbox. Belongs to one thread at a time, inside a transaction; what it counts is loaded anew after one that failed.</summary>
sealed class OutboxTable(SqliteConnection connection, OutboxSeal seal, OutboxLimits limits) : IDisposable
{
    /// <summary>The code of a row that cannot be opened.</summary>
    public const string RowDamaged = "outbox-row-damaged";

    const string Schema = """
        CREATE TABLE fact (number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, sealed BLOB NOT NULL, code TEXT, path TEXT) STRICT;
        CREATE INDEX fact_waiting ON fact (number) WHERE code IS NULL;
        CREATE TABLE sealing (proof BLOB NOT NULL) STRICT;
        PRAGMA user_version = 1;
        """;

    /// <summary>What the row of <c>sealing</c> says, sealed: whether the key is the one the outbox was made with.</summary>
    const string Proof = "ledger outbox";

    readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);
    long _last;

    /// <summary>The highest number there was.</summary>
    public long Newest => _last;

    /// <summary>What is in it.</summary>
    public OutboxCounts Counts { get; private set; } = new(0, 0, 0);

    /// <summary>Makes the tables where there are none, and proves the key.</summary>
    public void Make()
    {
        if (Number("PRAGMA user_version") == 0)
        {
            Run(Schema).ExecuteNonQuery();
            Run("INSERT INTO sealing VALUES ($proof)", ("$proof", seal.Seal(0, Proof, "{}"u8))).ExecuteNonQuery();
        }
        using var reader = Run("SELECT proof FROM sealing").ExecuteReader();
        if (!reader.Read() || seal.Open(0, Proof, reader.GetFieldValue<byte[]>(0)) is null)
            throw new LedgerOutboxException(LedgerOutboxException.WrongKey, "The outbox was made with another OutboxKey.");
    }

    /// <summary>Counts what there is.</summary>
    public void Load()
    {
        Counts = new(Number("SELECT count(*) FROM fact WHERE code IS NULL"), Number("SELECT count(*) FROM fact WHERE code IS NOT NULL"),
            Number("SELECT coalesce(sum(length(sealed)), 0) FROM fact"));
        _last = Number("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'fact'");
    }

    /// <summary>Adds all or none; the number of the last.</summary>
    /// <exception cref="LedgerOutboxException">It is full.</exception>
    public long Add(IReadOnlyList<Outgoing> events)
    {
        if (Counts.Waiting + Counts.Refused + events.Count > limits.EventsMax || Counts.Bytes + events.Sum(e => (long)e.Json.Length) > limits.BytesMax)
        {
            throw new LedgerOutboxException(LedgerOutboxException.Full,
                $"The outbox holds {Counts.Waiting} events that wait and {Counts.Refused} that were refused: it takes no more.");
        }
        foreach (var one in events) Insert(one);
        return _last;
    }

    /// <summary>The first that wait, as many as travel together; at least one where there is one.</summary>
    public List<OutboxRow> Take(int events, int bytes)
    {
        List<OutboxRow> rows = [];
        using var reader = Run("SELECT number, id, sealed FROM fact WHERE code IS NULL ORDER BY number LIMIT $limit", ("$limit", events)).ExecuteReader();
        for (var taken = 0; reader.Read();)
        {
            var row = Open(reader);
            taken += row.Event?.Json.Length ?? 0;
            if (rows.Count > 0 && taken > bytes) break;
            rows.Add(row);
        }
        return rows;
    }

    /// <summary>Whose permissions the rows that wait may change.</summary>
    public List<Concern> Concerns()
    {
        List<Concern> concerns = [];
        using var reader = Run("SELECT number, id, sealed FROM fact WHERE code IS NULL").ExecuteReader();
        while (reader.Read())
            if (Open(reader).Event is { } waiting) concerns.Add(waiting.Concern);
        return concerns;
    }

    /// <summary>The lowest number that waits, or one above every number there was.</summary>
    public long Lowest() => Number("SELECT coalesce(min(number), 0) FROM fact WHERE code IS NULL") is > 0 and var lowest ? lowest : _last + 1;

    /// <summary>Removes one that the ledger has recorded.</summary>
    public void Remove(long number) => Delete("DELETE FROM fact WHERE number = $number AND code IS NULL RETURNING length(sealed)", number, recorded: true);

    /// <summary>Removes one that was refused; false where there is none.</summary>
    public bool Discard(long number) => Delete("DELETE FROM fact WHERE number = $number AND code IS NOT NULL RETURNING length(sealed)", number, recorded: false);

    /// <summary>Sets one aside that was refused.</summary>
    public void SetAside(long number, string code, string? path)
    {
        if (Run("UPDATE fact SET code = $code, path = $path WHERE number = $number AND code IS NULL", ("$code", code), ("$path", path), ("$number", number)).ExecuteNonQuery() == 0) return;
        Counts = Counts with { Waiting = Counts.Waiting - 1, Refused = Counts.Refused + 1 };
    }

    /// <summary>Puts a refused one behind all that wait; null where there is none, or it is damaged.</summary>
    public Outgoing? Requeue(long number)
    {
        Outgoing? again;
        using (var reader = Run("SELECT number, id, sealed FROM fact WHERE number = $number AND code IS NOT NULL", ("$number", number)).ExecuteReader())
            again = reader.Read() ? Open(reader).Event : null;
        if (again is null) return null;
        Discard(number);
        Insert(again);
        return again;
    }

    /// <summary>What was refused.</summary>
    public List<RefusedEvent> ListRefused()
    {
        List<RefusedEvent> refused = [];
        using var reader = Run("SELECT number, id, code, path FROM fact WHERE code IS NOT NULL ORDER BY number").ExecuteReader();
        while (reader.Read()) refused.Add(new(reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetString(3)));
        return refused;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var command in _commands.Values) command.Dispose();
    }

    void Insert(Outgoing one)
    {
        var row = seal.Seal(_last + 1, one.Id, one.Json.Span);
        Run("INSERT INTO fact (number, id, sealed) VALUES ($number, $id, $sealed)", ("$number", _last + 1), ("$id", one.Id), ("$sealed", row)).ExecuteNonQuery();
        _last++;
        Counts = Counts with { Waiting = Counts.Waiting + 1, Bytes = Counts.Bytes + row.Length };
    }

    bool Delete(string sql, long number, bool recorded)
    {
        using var reader = Run(sql, ("$number", number)).ExecuteReader();
        if (!reader.Read()) return false;
        var bytes = Counts.Bytes - reader.GetInt64(0);
        Counts = recorded ? Counts with { Waiting = Counts.Waiting - 1, Bytes = bytes } : Counts with { Refused = Counts.Refused - 1, Bytes = bytes };
        return true;
    }

    OutboxRow Open(SqliteDataReader reader)
    {
        var (number, id) = (reader.GetInt64(0), reader.GetString(1));
        return new(number, id, seal.Open(number, id, reader.GetFieldValue<byte[]>(2)) is { } json ? Outgoing.Of(id, json) : null);
    }

    long Number(string sql) => Convert.ToInt64(Run(sql).ExecuteScalar() ?? 0L, CultureInfo.InvariantCulture);

    SqliteCommand Run(string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            _commands[sql] = command;
        }
        command.Parameters.Clear();
        foreach (var (name, value) in values) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }
}
