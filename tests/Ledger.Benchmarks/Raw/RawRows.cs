using System.Reflection;
using System.Text;
using Ledger.Host;
using Ledger.Journal;
using Ledger.Projections;
using Ledger.Reading;
using Ledger.Sqlite;

namespace Ledger.Benchmarks;

/// <summary>Every row a rebuild writes, transaction by transaction, to be written again by nothing but SQLite.</summary>
sealed class RawRows
{
    readonly string _folder, _model;
    readonly List<List<(string Sql, object?[] Values)>> _transactions;

    RawRows(string folder, string model, List<List<(string, object?[])>> transactions) => (_folder, _model, _transactions) = (folder, model, transactions);

    public long Count => _transactions.Sum(t => (long)t.Count);

    /// <summary>Rebuilds once into a set in that folder, and keeps what was written.</summary>
    public static async Task<RawRows> Of(EmbeddedLedger ledger, string folder)
    {
        Directory.CreateDirectory(folder);
        await using var store = new Recording(SqliteReadModelStore.Open(folder, ProjectionTables.All));
        using var projector = new Projector(ledger.Get<IJournal>(), store, ledger.Get<ProjectionOptions>());
        await projector.Rebuild(default);
        return new(folder, Directory.GetFiles(folder, "models-*.db").Single(), store.Transactions);
    }

    /// <summary>Upserts all of it into an empty file with the same tables and indexes; without syncs until the end, as a rebuild. Seconds.</summary>
    public double Replay()
    {
        using var model = new RawFile(_model);
        var path = Path.Combine(_folder, "raw.db");
        using var file = RawFile.Like(model, path, synchronous: 0, cacheKibibytes: 65_536);
        return Samples.Seconds(() =>
        {
            foreach (var transaction in _transactions)
            {
                file.Execute("BEGIN IMMEDIATE");
                foreach (var (sql, values) in transaction) file.Run(sql, values);
                file.Execute("COMMIT");
            }
            file.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
            using var synced = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            synced.Flush(flushToDisk: true);
        });
    }

    /// <summary>A store that keeps a copy of what is written into the set it builds.</summary>
    sealed class Recording(IReadModelStore inner) : IReadModelStore
    {
        RecordingSet? _built;

        public List<List<(string, object?[])>> Transactions { get; } = [];

        public IReadModels Current => inner.Current;

        public async ValueTask<IReadModels> Beside(CancellationToken cancel) => _built = new(await inner.Beside(cancel), Transactions);

        public ValueTask Swap(IReadModels built, CancellationToken cancel) => inner.Swap(_built!.Inner, cancel);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }

    sealed class RecordingSet(IReadModels inner, List<List<(string, object?[])>> transactions) : IReadModels
    {
        readonly Dictionary<Type, (string Sql, PropertyInfo[] Members)> _tables = [];

        public IReadModels Inner => inner;

        public ValueTask<long> Position(CancellationToken cancel) => inner.Position(cancel);

        public ValueTask Commit(IReadOnlyCollection<RowChange> changes, long position, CancellationToken cancel)
        {
            transactions.Add([.. changes.Select(Write)]);
            return inner.Commit(changes, position, cancel);
        }

        public ValueTask<TRow?> Find<TRow>(string key, CancellationToken cancel) where TRow : class, IRow => inner.Find<TRow>(key, cancel);

        public ValueTask<Answer<IReadOnlyList<TRow>>> Query<TRow>(Func<IQueryable<TRow>, IQueryable<TRow>> query, CancellationToken cancel)
            where TRow : class, IRow => inner.Query(query, cancel);

        public ValueTask DisposeAsync() => inner.DisposeAsync();

        (string, object?[]) Write(RowChange change)
        {
            if (change.Row is null) return ($"DELETE FROM \"{change.Table.Name}\" WHERE \"Key\" = ?", [Bound(change.Key)]);
            if (!_tables.TryGetValue(change.Table, out var table)) _tables.Add(change.Table, table = TableOf(change.Table));
            return (table.Sql, [Bound(change.Key), .. table.Members.Select(m => Bound(m.GetValue(change.Row)))]);
        }

        static (string, PropertyInfo[]) TableOf(Type row)
        {
            var members = RowShape.Of(row).Members.Where(m => m.Name != nameof(IRow.Key)).Select(m => m.Property).ToArray();
            var sql = $"INSERT INTO \"{row.Name}\" (\"Key\"{string.Concat(members.Select(m => $", \"{m.Name}\""))}) VALUES (?{string.Concat(members.Select(_ => ", ?"))}) "
                + $"ON CONFLICT DO UPDATE SET {string.Join(", ", members.Select(m => $"\"{m.Name}\" = excluded.\"{m.Name}\""))}";
            return (sql, members);
        }

        static object? Bound(object? value) => value switch
        {
            string text => new Utf8(Encoding.UTF8.GetBytes(text)),
            bool flag => flag ? 1L : 0L,
            _ => value,
        };
    }
}
