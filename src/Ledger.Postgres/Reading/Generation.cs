using System.Globalization;
using Ledger.Postgres.Engine;
using Ledger.Reading;
using Npgsql;

namespace Ledger.Postgres;

/// <summary>One set of read models as an engine stores it: what its tables are, and how rows are asked for and written. Their names begin with its number.</summary>
/// <param name="number">Tells it from all others of the ledger.</param>
abstract class Generation(long number)
{
    public long Number => number;

    /// <summary>Makes its tables.</summary>
    public abstract string Ddl { get; }

    /// <summary>Their names, with the schema's.</summary>
    public abstract IReadOnlyCollection<string> Tables { get; }

    /// <summary>What the names of a generation's tables begin with.</summary>
    public static string PrefixOf(long number) => string.Create(CultureInfo.InvariantCulture, $"g{number}_");

    /// <summary>Where the rows of a type are found by key.</summary>
    public abstract RowPlace PlaceOf(Type row);

    /// <summary>Runs a query over one table, in a transaction of the caller's.</summary>
    public abstract Task<IReadOnlyList<TRow>> Rows<TRow>(NpgsqlTransaction within, Func<IQueryable<TRow>, IQueryable<TRow>> query, CancellationToken cancel) where TRow : class, IRow;

    /// <summary>Counts the rows of a query over one table; none of them is read.</summary>
    public abstract Task<long> Count<TRow>(NpgsqlTransaction within, Func<IQueryable<TRow>, IQueryable<TRow>> query, CancellationToken cancel) where TRow : class, IRow;

    /// <summary>
    /// Makes changes ready to be written, so that a change of a table that is none spoils nothing. What is answered runs the fence, a statement that updates one row,
    /// and writes them, in one transaction that may be lost in a crash of the server but is never torn; nothing where the fence updates none.
    /// </summary>
    /// <exception cref="RowsOvertakenException">It updated none.</exception>
    public abstract Func<Session, string, CancellationToken, ValueTask> Writing(IReadOnlyCollection<RowChange> changes);
}

/// <summary>The sets that one version of the ledger uses.</summary>
/// <param name="Shape">Tells them from those of other versions and engines.</param>
/// <param name="Tables">How many tables a set has.</param>
/// <param name="Of">The set of a number.</param>
sealed record GenerationForm(string Shape, int Tables, Func<long, Generation> Of);

/// <summary>Where rows are found by key, in SQL.</summary>
/// <param name="Table">With the schema's name.</param>
/// <param name="Key">The column of the key.</param>
/// <param name="Columns">What <paramref name="Read"/> reads, of a table called <c>found</c>; the first is null where there is no row.</param>
/// <param name="Read">Makes the row whose columns begin at this one.</param>
sealed record RowPlace(string Table, string Key, string Columns, Func<NpgsqlDataReader, int, IRow> Read);
