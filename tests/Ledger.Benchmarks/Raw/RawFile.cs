using SQLitePCL;

namespace Ledger.Benchmarks;

/// <summary>One SQLite connection and nothing around it: what the ledger is compared with.</summary>
sealed class RawFile : IDisposable
{
    readonly sqlite3 _handle;
    readonly Dictionary<string, sqlite3_stmt> _prepared = [];

    static RawFile() => Batteries_V2.Init();

    public RawFile(string path)
    {
        Check(raw.sqlite3_open_v2(path, out _handle, raw.SQLITE_OPEN_NOMUTEX | raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE, null));
        raw.sqlite3_busy_timeout(_handle, 10_000);
    }

    /// <summary>An empty file with the tables and indexes of another, opened as the ledger opens its own: WAL, that sync level, that cache.</summary>
    public static RawFile Like(RawFile model, string path, int synchronous, int cacheKibibytes, bool secureDelete = false)
    {
        foreach (var old in Directory.GetFiles(Path.GetDirectoryName(path)!, Path.GetFileName(path) + "*")) File.Delete(old);
        var file = new RawFile(path);
        file.Execute($"PRAGMA cache_size=-{cacheKibibytes}; PRAGMA temp_store=MEMORY; PRAGMA foreign_keys=ON; PRAGMA journal_mode=WAL");
        file.Execute($"PRAGMA synchronous={synchronous}; PRAGMA wal_autocheckpoint=1000; PRAGMA secure_delete={(secureDelete ? "ON" : "OFF")}");
        foreach (var ddl in model.Rows("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type DESC", 1)) file.Execute(Text(ddl[0]!));
        return file;
    }

    public void Execute(string sql) => Check(raw.sqlite3_exec(_handle, sql));

    public long Number(string sql)
    {
        var statement = Prepared(sql);
        var value = raw.sqlite3_step(statement) == raw.SQLITE_ROW ? raw.sqlite3_column_int64(statement, 0) : 0;
        raw.sqlite3_reset(statement);
        return value;
    }

    /// <summary>All rows of a query: numbers as long, text and blobs as bytes.</summary>
    public List<object?[]> Rows(string sql, int columns)
    {
        List<object?[]> rows = [];
        var statement = Prepared(sql);
        while (raw.sqlite3_step(statement) == raw.SQLITE_ROW) rows.Add([.. Enumerable.Range(0, columns).Select(column => Value(statement, column))]);
        raw.sqlite3_reset(statement);
        return rows;
    }

    /// <summary>Runs a statement with these parameters; a <see cref="Utf8"/> is bound as text, bytes as a blob.</summary>
    public void Run(string sql, ReadOnlySpan<object?> values)
    {
        var statement = Prepared(sql);
        for (var place = 0; place < values.Length; place++) Bind(statement, place + 1, values[place]);
        if (raw.sqlite3_step(statement) != raw.SQLITE_DONE) Check(raw.sqlite3_errcode(_handle));
        raw.sqlite3_reset(statement);
    }

    public void Dispose()
    {
        foreach (var statement in _prepared.Values) statement.Dispose();
        _handle.Dispose();
    }

    static string Text(object value) => System.Text.Encoding.UTF8.GetString(((Utf8)value).Bytes);

    static object? Value(sqlite3_stmt statement, int column) => raw.sqlite3_column_type(statement, column) switch
    {
        raw.SQLITE_INTEGER => raw.sqlite3_column_int64(statement, column),
        raw.SQLITE_TEXT => new Utf8(raw.sqlite3_column_blob(statement, column).ToArray()),
        raw.SQLITE_BLOB => raw.sqlite3_column_blob(statement, column).ToArray(),
        _ => null,
    };

    static void Bind(sqlite3_stmt statement, int place, object? value)
    {
        _ = value switch
        {
            long number => raw.sqlite3_bind_int64(statement, place, number),
            Utf8 text => raw.sqlite3_bind_text(statement, place, text.Bytes),
            byte[] bytes => raw.sqlite3_bind_blob(statement, place, bytes),
            _ => raw.sqlite3_bind_null(statement, place),
        };
    }

    sqlite3_stmt Prepared(string sql)
    {
        if (_prepared.TryGetValue(sql, out var known)) return known;
        Check(raw.sqlite3_prepare_v3(_handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var prepared));
        return _prepared[sql] = prepared;
    }

    void Check(int code)
    {
        if (code != raw.SQLITE_OK) throw new InvalidOperationException($"SQLite: {code} {raw.sqlite3_errmsg(_handle).utf8_to_string()}");
    }
}

/// <summary>Text as it lies in the file, so that binding it costs no encoding.</summary>
sealed record Utf8(byte[] Bytes);
