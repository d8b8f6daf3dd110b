using Ledger.Reading;
using Ledger.Sqlite.Engine;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Ledger.Sqlite;

/// <summary>
/// A read-only connection to a set of read models: finds by key over its own statements, queries through EF Core. One thread at a time.
/// </summary>
sealed class RowReader : IDisposable
{
    readonly SqliteConnection _connection;
    readonly Database _database;
    readonly RowContext _context;
    readonly IReadOnlyDictionary<Type, RowTable> _tables;
    readonly Dictionary<Type, Statement> _finds = [];
    readonly Statement _begin, _commit, _position;

    public RowReader(string path, IModel model, IReadOnlyDictionary<Type, RowTable> tables)
    {
        _tables = tables;
        var settings = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false };
        _connection = new(settings.ToString());
        try
        {
            _connection.Open();
            _database = Database.Over(_connection.Handle!);
        }
        catch (SqliteException exception)
        {
            _connection.Dispose();
            throw new SqliteFailure(exception.SqliteExtendedErrorCode, exception.Message);
        }
        (_begin, _commit) = (_database.Prepare("BEGIN"), _database.Prepare("COMMIT"));
        _position = _database.Prepare("SELECT value FROM ledger_position");
        _context = new(model, _connection);
    }

    public TRow? Find<TRow>(string key) where TRow : class, IRow
    {
        var table = _tables[typeof(TRow)];
        if (!_finds.TryGetValue(typeof(TRow), out var find)) _finds.Add(typeof(TRow), find = _database.Prepare(table.Find));
        if (!find.Bind(1, key).Step()) return null;
        var row = (TRow)table.Read(find);
        find.Reset();
        return row;
    }

    /// <summary>Rows and position in one read transaction: both of one commit.</summary>
    public Answer<IReadOnlyList<TRow>> Query<TRow>(Func<IQueryable<TRow>, IQueryable<TRow>> query) where TRow : class, IRow =>
        Answered<IReadOnlyList<TRow>>(() => _context.Rows(query));

    /// <summary>How many rows, and position, of one commit.</summary>
    public Answer<long> Count<TRow>(Func<IQueryable<TRow>, IQueryable<TRow>> query) where TRow : class, IRow => Answered(() => _context.Count(query));

    Answer<T> Answered<T>(Func<T> ask)
    {
        _begin.Run();
        try
        {
            var position = _position.Number() ?? 0;
            return new(ask(), position);
        }
        catch (SqliteException exception)
        {
            throw new SqliteFailure(exception.SqliteExtendedErrorCode, exception.Message);
        }
        finally
        {
            _commit.Run();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _context.Dispose();
        _database.Dispose();
        _connection.Dispose();
    }
}
