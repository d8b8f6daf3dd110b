using System.Buffers;
using System.Text;
using SQLitePCL;

namespace Ledger.Sqlite.Engine;

/// <summary>One prepared statement, bound, stepped and reset again and again. Belongs to one thread at a time.</summary>
sealed class Statement : IDisposable
{
    /// <summary>A lone surrogate throws instead of turning into a question mark, which would make two names one.</summary>
    static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    readonly sqlite3 _database;
    readonly sqlite3_stmt _statement;

    internal Statement(sqlite3 database, sqlite3_stmt statement) => (_database, _statement) = (database, statement);

    /// <summary>Binds a parameter; the first is 1.</summary>
    public Statement Bind(int place, long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, place, value));
        return this;
    }

    /// <inheritdoc cref="Bind(int, long)"/>
    public Statement Bind(int place, long? value) => value is { } number ? Bind(place, number) : BindNull(place);

    /// <inheritdoc cref="Bind(int, long)"/>
    public Statement Bind(int place, bool value) => Bind(place, value ? 1L : 0L);

    /// <inheritdoc cref="Bind(int, long)"/>
    public Statement Bind(int place, bool? value) => value is { } known ? Bind(place, known) : BindNull(place);

    /// <inheritdoc cref="Bind(int, long)"/>
    public Statement Bind(int place, string? value)
    {
        if (value is null) return BindNull(place);
        var most = Utf8.GetMaxByteCount(value.Length);
        var rented = most <= 512 ? null : ArrayPool<byte>.Shared.Rent(most);
        Span<byte> bytes = rented is null ? stackalloc byte[most] : rented;
        try
        {
            Check(raw.sqlite3_bind_text(_statement, place, bytes[..Utf8.GetBytes(value, bytes)]));
        }
        finally
        {
            if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        }
        return this;
    }

    /// <inheritdoc cref="Bind(int, long)"/>
    public Statement Bind(int place, ReadOnlySpan<byte> value)
    {
        Check(raw.sqlite3_bind_blob(_statement, place, value));
        return this;
    }

    /// <summary>Goes to the next row; false (and reset, ready for the next use) where there is none.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(_statement);
        if (code == raw.SQLITE_ROW) return true;
        if (code == raw.SQLITE_DONE)
        {
            Reset();
            return false;
        }
        var failure = SqliteFailure.Of(_database, code);
        Reset();
        throw failure;
    }

    /// <summary>Runs a statement that answers nothing.</summary>
    public void Run()
    {
        while (Step()) { }
    }

    /// <summary>The first column of the first row, or null where there is no row or it is NULL.</summary>
    public long? Number()
    {
        if (!Step()) return null;
        var value = IsNull(0) ? (long?)null : Int64(0);
        Reset();
        return value;
    }

    /// <summary>Ends the current use, and with it the read transaction a SELECT holds.</summary>
    public void Reset() => raw.sqlite3_reset(_statement);

    /// <summary>A column of the current row; the first is 0.</summary>
    public long Int64(int column) => raw.sqlite3_column_int64(_statement, column);

    /// <inheritdoc cref="Int64"/>
    public string Text(int column) => Utf8.GetString(raw.sqlite3_column_blob(_statement, column));

    /// <inheritdoc cref="Int64"/>
    /// <remarks>Valid until the next step or reset.</remarks>
    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(_statement, column);

    /// <inheritdoc cref="Int64"/>
    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    /// <inheritdoc/>
    public void Dispose() => _statement.Dispose();

    Statement BindNull(int place)
    {
        Check(raw.sqlite3_bind_null(_statement, place));
        return this;
    }

    void Check(int code)
    {
        if (code != raw.SQLITE_OK) throw SqliteFailure.Of(_database, code);
    }
}
