using Ledger.Journal;
using Ledger.Sqlite.Engine;

namespace Ledger.Sqlite;

/// <summary>A list of signed checkpoints that is left of a ledger, read as it lies there.</summary>
public static class CheckpointsCopy
{
    /// <summary>All of them, by size.</summary>
    /// <exception cref="StoreRefusedException">The file is not there, damaged, or no list of checkpoints.</exception>
    public static IReadOnlyList<SignedCheckpoint> Read(string path)
    {
        if (!File.Exists(path)) throw new StoreRefusedException(StoreRefusedException.NotALedger, $"There is no {Path.GetFileName(path)}.");
        try
        {
            using var database = Database.Reader(path, cacheKibibytes: 1024);
            if (database.Number("PRAGMA application_id") != StoreFile.Id("LdgC"u8))
                throw new StoreRefusedException(StoreRefusedException.NotALedger, $"{Path.GetFileName(path)} is not a list of checkpoints.");
            using var all = database.Once("SELECT size, root, note FROM checkpoints ORDER BY size");
            List<SignedCheckpoint> list = [];
            while (all.Step()) list.Add(new(all.Int64(0), all.Blob(1).ToArray(), all.Text(2)));
            return list;
        }
        catch (SqliteFailure failure)
        {
            throw failure.AsRefused(Path.GetFileName(path));
        }
    }
}
