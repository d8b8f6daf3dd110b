using Ledger.Sealing;
using Ledger.Sqlite.Engine;

namespace Ledger.Sqlite;

/// <summary>Wrapped keys as the bytes that lie in a copy of a vault, for whoever looks whether they are gone elsewhere. No key is unwrapped.</summary>
public static class WrappedKeys
{
    /// <summary>The wrapped bytes of those keys that the copy holds.</summary>
    public static IReadOnlyList<byte[]> Read(string path, IEnumerable<KeyName> names)
    {
        using var database = Database.Reader(path, cacheKibibytes: 4096);
        using var find = database.Once(
            "SELECT wrapped FROM keys WHERE owner = ? AND class = ? AND category = ? AND generation = ? AND id NOT IN (SELECT id FROM destroyed)");
        List<byte[]> found = [];
        foreach (var name in names)
        {
            find.Bind(1, name.Owner).Bind(2, (long)name.Class).Bind(3, name.Category).Bind(4, name.Generation);
            if (find.Step()) found.Add(find.Blob(0).ToArray());
            find.Reset();
        }
        return found;
    }
}
