using Ledger.Journal;
using Ledger.Postgres.Engine;
using Ledger.Reading;

namespace Ledger.Postgres;

/// <summary>
/// Sets of read models in one database, shared by all replicas: the tables of each generation beside each other, and one row that says which of them answers. A
/// version of the ledger whose tables are others has a current set of its own, so that replicas can be replaced one by one; what no replica uses any more is dropped.
/// </summary>
public sealed class PostgresReadModelStore : IReadModelStore
{
    readonly SemaphoreSlim _changing = new(1, 1);
    readonly Generations _generations;
    readonly ReplicaPresence _presence;
    PostgresReadModels _current;
    PostgresReadModels? _beside;

    PostgresReadModelStore(PostgresDatabase database, Generations generations, Generation current, ReplicaPresence presence)
    {
        (_generations, _presence) = (generations, presence);
        Session = new(database.Source);
        _current = new(this, current, current: true);
    }

    /// <inheritdoc/>
    /// <remarks>Another object after another replica has swapped a set in and this one has read of it; the old one answers from the new set, too.</remarks>
    public IReadModels Current => Volatile.Read(ref _current);

    internal Session Session { get; }

    internal string Shape => _generations.Shape;

    internal Generation CurrentGeneration => Volatile.Read(ref _current).Generation;

    /// <summary>
    /// Opens the current set of these rows in a database, which stays the caller's to close, or makes an empty one. <paramref name="version"/> is that of the folds that
    /// fill it: sets that another version filled, or whose tables are others, are not touched.
    /// </summary>
    /// <exception cref="ArgumentException">A type is no row.</exception>
    /// <exception cref="StoreFailedException">The database could not be reached.</exception>
    public static ValueTask<PostgresReadModelStore> Open(PostgresDatabase database, IEnumerable<Type> rows, CancellationToken cancel, long version = 0)
    {
        ArgumentNullException.ThrowIfNull(database);
        return Open(database, TableGeneration.Form(database.Schema + "_models", [.. rows.Select(RowShape.Of)], version), cancel);
    }

    /// <summary>The same for sets of another form.</summary>
    internal static async ValueTask<PostgresReadModelStore> Open(PostgresDatabase database, GenerationForm form, CancellationToken cancel)
    {
        var generations = new Generations(new(database.Source), database.Schema, form);
        ReplicaPresence? presence = null;
        try
        {
            presence = await ReplicaPresence.Take(database.Source, generations, cancel);
            var store = new PostgresReadModelStore(database, generations, await generations.Current(cancel), presence);
            await generations.RemoveOthers(cancel);
            return store;
        }
        catch (Exception exception)
        {
            if (presence is not null) await presence.DisposeAsync();
            if (PostgresFailure.IsOfEngine(exception)) throw PostgresFailure.AsFailed(exception);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadModels> Beside(CancellationToken cancel)
    {
        await _changing.WaitAsync(cancel);
        try
        {
            await LetGo(cancel);
            await _generations.RemoveOthers(cancel);
            return _beside = new(this, await _generations.Beside(number => _presence.Hold(number, cancel), cancel), current: false);
        }
        catch (Exception exception) when (PostgresFailure.IsOfEngine(exception))
        {
            throw PostgresFailure.AsFailed(exception);
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The set is not the one that was made last.</exception>
    /// <exception cref="RowsOvertakenException">Another replica folded the current set further meanwhile: fold on and swap again.</exception>
    public async ValueTask Swap(IReadModels built, CancellationToken cancel)
    {
        await _changing.WaitAsync(cancel);
        try
        {
            if (built is not PostgresReadModels set || set != _beside) throw new ArgumentException("That set was not built beside this one.", nameof(built));
            await _generations.Analyze(set.Generation, cancel);
            await _generations.Swap(set.Generation, cancel);
            set.MakeCurrent();
            Volatile.Write(ref _current, set);
            await LetGo(cancel);
            await _generations.RemoveOthers(cancel);
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _changing.WaitAsync();
        try
        {
            await LetGo(default);
            await _presence.DisposeAsync();
            await _generations.RemoveOthers(default);   // a set that was not swapped in serves nobody
        }
        catch (StoreFailedException)
        {
            // the server does not answer: whoever opens the store next removes it
        }
    }

    /// <summary>Another replica has swapped a set in, or the tables have gone: goes on with what is current.</summary>
    internal async ValueTask Follow(CancellationToken cancel)
    {
        await _changing.WaitAsync(cancel);
        try
        {
            var current = await _generations.Current(cancel);
            if (current.Number != CurrentGeneration.Number) Volatile.Write(ref _current, new(this, current, current: true));
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>A set that is built beside is dropped by whoever began it.</summary>
    internal async ValueTask Drop(PostgresReadModels set)
    {
        if (set != Volatile.Read(ref _beside)) return;
        await _changing.WaitAsync();
        try
        {
            await LetGo(default);
            await _generations.RemoveOthers(default);
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>The set that is built beside is nobody's any more.</summary>
    async ValueTask LetGo(CancellationToken cancel)
    {
        if (_beside is null) return;
        _beside = null;
        await _presence.LetGo(cancel);
    }
}
