using Ledger.Journal;
using Ledger.Sqlite.Engine;
using Ledger.Stamps;

namespace Ledger.Sqlite;

/// <summary>A list of signed checkpoints that is left of a ledger, read as it lies there.</summary>
public static class CheckpointsCopy
{
    /// <summary>All of them, by size.</summary>
    /// <exception cref="StoreRefusedException">The file is not there, damaged, or no list of checkpoints.</exception>
    public static IReadOnlyList<SignedCheckpoint> Read(string path) => Read<SignedCheckpoint>(path, database =>
    {
        using var all = database.Once("SELECT size, root, note FROM checkpoints ORDER BY size");
        List<SignedCheckpoint> list = [];
        while (all.Step()) list.Add(new(all.Int64(0), all.Blob(1).ToArray(), all.Text(2)));
        return list;
    });

    /// <summary>The timestamps of them, by size; none in a list made before there were any.</summary>
    /// <exception cref="StoreRefusedException">The file is not there, damaged, or no list of checkpoints.</exception>
    public static IReadOnlyList<StampedCheckpoint> Stamps(string path) => Read<StampedCheckpoint>(path, database =>
    {
        if (database.Number("SELECT count(*) FROM sqlite_schema WHERE name = 'stamps'") == 0) return [];
        using var all = database.Once($"{SqliteCheckpoints.StampsOf} ORDER BY size");
        List<StampedCheckpoint> list = [];
        while (all.Step()) list.Add(SqliteCheckpoints.CurrentStamp(all));
        return list;
    });

    static List<TRead> Read<TRead>(string path, Func<Database, List<TRead>> read)
    {
        if (!File.Exists(path)) throw new StoreRefusedException(StoreRefusedException.NotALedger, $"There is no {Path.GetFileName(path)}.");
        try
        {
            using var database = Database.Reader(path, cacheKibibytes: 1024);
            if (database.Number("PRAGMA application_id") != StoreFile.Id("LdgC"u8))
                throw new StoreRefusedException(StoreRefusedException.NotALedger, $"{Path.GetFileName(path)} is not a list of checkpoints.");
            return read(database);
        }
        catch (SqliteFailure failure)
        {
            throw failure.AsRefused(Path.GetFileName(path));
        }
    }
}
