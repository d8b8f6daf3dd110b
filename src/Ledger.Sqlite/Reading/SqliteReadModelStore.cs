using System.Globalization;
using System.Text;
using Ledger.Reading;
using Ledger.Sqlite.Engine;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Ledger.Sqlite;

/// <summary>
/// Sets of read models in one folder, a file <c>models-N.db</c> for each generation; <c>models.current</c> says which one answers, and is
/// replaced atomically. Any other generation's file is what a crash left, and is removed.
/// </summary>
public sealed class SqliteReadModelStore : IReadModelStore
{
    const string Pointer = "models.current";

    readonly SemaphoreSlim _changing = new(1, 1);
    readonly string _folder;
    readonly Dictionary<Type, RowTable> _tables;
    readonly IModel _model;
    SqliteReadModels _current;
    SqliteReadModels? _beside;
    long _generation;

    SqliteReadModelStore(string folder, IEnumerable<Type> rows)
    {
        _folder = folder;
        var shapes = rows.Select(RowShape.Of).ToList();
        _tables = shapes.ToDictionary(shape => shape.Row, shape => new RowTable(shape));
        _model = RowContext.ModelOf(shapes);
        _generation = ReadPointer();
        RemoveOthers();
        _current = Set(_generation, Durability.Ordered) ?? Anew();
    }

    /// <inheritdoc/>
    public IReadModels Current => Volatile.Read(ref _current);

    /// <summary>
    /// Opens the current set in a folder, or makes an empty one. A set that is damaged, or whose tables are not those of
    /// <paramref name="rows"/>, is replaced by an empty one at position 0: it holds no truth.
    /// </summary>
    /// <exception cref="ArgumentException">A type is no row.</exception>
    public static SqliteReadModelStore Open(string folder, IEnumerable<Type> rows)
    {
        try
        {
            return new(folder, rows);
        }
        catch (SqliteFailure failure)
        {
            throw failure.AsRefused("The read models");
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadModels> Beside(CancellationToken cancel)
    {
        await _changing.WaitAsync(cancel);
        try
        {
            if (_beside is not null) await _beside.DisposeAsync();
            RemoveOthers();
            return _beside = Set(_generation + 1, Durability.None)!;
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The set is not the one that was made last.</exception>
    public async ValueTask Swap(IReadModels built, CancellationToken cancel)
    {
        await _changing.WaitAsync(cancel);
        try
        {
            if (built is not SqliteReadModels set || set != _beside)
            {
                throw new ArgumentException("That set was not built beside this one.", nameof(built));
            }
            set.Settle();
            WritePointer(_generation + 1);
            _generation++;
            (var old, _beside) = (_current, null);
            Volatile.Write(ref _current, set);
            await old.Retire(set);
            RemoveOthers();
        }
        catch (SqliteFailure failure)
        {
            throw failure.AsFailed();
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_beside is not null)
        {
            await _beside.DisposeAsync();
            RemoveOthers();   // a set that was not swapped in serves nobody
        }
        await _current.DisposeAsync();
        _changing.Dispose();
    }

    string File(long generation) => Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"models-{generation}.db"));

    SqliteReadModels? Set(long generation, Durability durability) => SqliteReadModels.Open(File(generation), _tables, _model, durability);

    SqliteReadModels Anew()
    {
        WritePointer(++_generation);
        RemoveOthers();
        return Set(_generation, Durability.Ordered)!;
    }

    long ReadPointer()
    {
        var path = Path.Combine(_folder, Pointer);
        var text = System.IO.File.Exists(path) ? System.IO.File.ReadAllText(path) : "";
        return long.TryParse(text, NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var generation) ? generation : 1;
    }

    void WritePointer(long generation)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{generation}\n");
        DurableFile.Write(Path.Combine(_folder, Pointer), Encoding.ASCII.GetBytes(text), secret: false);
    }

    void RemoveOthers()
    {
        foreach (var path in Directory.GetFiles(_folder, "models-*.db*"))
        {
            if (!path.StartsWith(File(_generation), StringComparison.Ordinal)) System.IO.File.Delete(path);
        }
    }
}
