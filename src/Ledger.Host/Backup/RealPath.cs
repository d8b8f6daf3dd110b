namespace Ledger.Host.Backup;

/// <summary>Where a path leads once every link in it is followed; what does not exist yet is taken as it is written.</summary>
static class RealPath
{
    const int LinksMax = 40;   // as many as Linux follows

    /// <exception cref="InputException">The links go in a circle, or there are too many of them.</exception>
    public static string Of(string path) => Of(Path.GetFullPath(path), LinksMax);

    static string Of(string path, int left)
    {
        var at = Path.GetPathRoot(path)!;
        var parts = path[at.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
        for (var part = 0; part < parts.Length; part++)
        {
            at = Path.Combine(at, parts[part]);
            if (new DirectoryInfo(at).LinkTarget is not { } target) continue;
            if (left == 0) throw new InputException("A path leads through too many links.");
            return Of(Path.GetFullPath(Path.Combine([target, .. parts[(part + 1)..]]), Path.GetDirectoryName(at)!), left - 1);
        }
        return at;
    }
}
