using Ledger.Journal;
using SQLitePCL;

namespace Ledger.Sqlite.Engine;

/// <summary>What SQLite answered where it did not answer yes. Its messages name tables and columns, never values.</summary>
sealed class SqliteFailure(int code, string message) : Exception($"{message} (SQLite {code})")
{
    /// <summary>The primary result code (https://sqlite.org/rescode.html).</summary>
    public int Code { get; } = code & 0xff;

    /// <summary>A row would break a UNIQUE or PRIMARY KEY: nothing of the statement was written.</summary>
    public bool IsConstraint => Code == raw.SQLITE_CONSTRAINT;

    /// <summary>The file cannot be what SQLite wrote.</summary>
    public bool IsDamage => Code is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB;

    /// <summary>A statement names what is not there.</summary>
    public bool IsMissingTable => Code == raw.SQLITE_ERROR;

    /// <summary>The file cannot be written to.</summary>
    public bool IsReadOnly => Code is raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_PERM;

    internal static SqliteFailure Of(sqlite3 database, int code)
    {
        var extended = raw.sqlite3_extended_errcode(database);
        return new((extended & 0xff) == (code & 0xff) ? extended : code, raw.sqlite3_errmsg(database).utf8_to_string() ?? "");
    }

    /// <summary>As it is told to whoever uses an open store.</summary>
    public StoreFailedException AsFailed() => this switch
    {
        { Code: raw.SQLITE_FULL } => new(StoreFailedException.Full, "No space is left for the store.", this),
        { IsDamage: true } => new(StoreFailedException.Damaged, "The store is damaged.", this),
        _ => new(StoreFailedException.InputOutput, "The store could not be read or written.", this),
    };

    /// <summary>As it is told to whoever opens a store.</summary>
    public Exception AsRefused(string file) => this switch
    {
        { IsDamage: true } => Refused(StoreRefusedException.Damaged, $"{file} is damaged."),
        { IsReadOnly: true } => Refused(StoreRefusedException.ReadOnly, $"{file} cannot be written to."),
        { Code: raw.SQLITE_BUSY or raw.SQLITE_LOCKED } => Refused(StoreRefusedException.InUse, $"{file} is in use."),
        _ => AsFailed(),
    };

    StoreRefusedException Refused(string code, string message) => new(code, message, this);
}
