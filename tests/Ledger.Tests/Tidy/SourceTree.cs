namespace Ledger.Tests.Tidy;

/// <summary>The repository's own files, as the tidy tests read them.</summary>
static class SourceTree
{
    public static string Root { get; } = Find();

    /// <summary>All C# sources of the named top-level folders, without build output; paths relative to the root, with forward slashes.</summary>
    public static IEnumerable<string> Sources(params string[] folders) =>
        folders.Select(f => Path.Combine(Root, f)).Where(Directory.Exists)
            .SelectMany(f => Directory.EnumerateFiles(f, "*.cs", SearchOption.AllDirectories))
            .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/'))
            .Where(f => !f.Contains("/bin/", StringComparison.Ordinal) && !f.Contains("/obj/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Ledger.sln"))) return folder.FullName;
        throw new DirectoryNotFoundException("Ledger.sln was not found above the tests.");
    }
}
