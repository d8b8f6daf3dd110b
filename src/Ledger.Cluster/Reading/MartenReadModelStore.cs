using Ledger.Journal;
using Ledger.Postgres;
using Ledger.Reading;

namespace Ledger.Cluster;

/// <summary>
/// Sets of read models as Marten's documents in one database, shared by all replicas. What says which of them answers is that of
/// <see cref="PostgresReadModelStore"/>; rows are written by Marten's sessions and asked for by its LINQ.
/// </summary>
public sealed class MartenReadModelStore : IReadModelStore
{
    readonly PostgresReadModelStore _sets;

    MartenReadModelStore(PostgresReadModelStore sets) => _sets = sets;

    /// <inheritdoc/>
    public IReadModels Current => _sets.Current;

    /// <summary>
    /// Opens the current set of these rows in a database, which stays the caller's to close, or makes an empty one. <paramref name="version"/> is that of the folds that
    /// fill it: sets that another version filled, or whose rows are others, are not touched.
    /// </summary>
    /// <exception cref="ArgumentException">A type is no row.</exception>
    /// <exception cref="StoreFailedException">The database could not be reached.</exception>
    public static async ValueTask<MartenReadModelStore> Open(PostgresDatabase database, IEnumerable<Type> rows, CancellationToken cancel, long version = 0)
    {
        ArgumentNullException.ThrowIfNull(database);
        var form = DocumentGeneration.Form(database.Source, database.Schema + "_models", [.. rows.Select(RowShape.Of)], version);
        return new(await PostgresReadModelStore.Open(database, form, cancel));
    }

    /// <inheritdoc/>
    public ValueTask<IReadModels> Beside(CancellationToken cancel) => _sets.Beside(cancel);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The set is not the one that was made last.</exception>
    /// <exception cref="RowsOvertakenException">Another replica folded the current set further meanwhile: fold on and swap again.</exception>
    public ValueTask Swap(IReadModels built, CancellationToken cancel) => _sets.Swap(built, cancel);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _sets.DisposeAsync();
}
