namespace Ledger.Host.Tests;

/// <summary>The checkout that these tests were built in.</summary>
static class Repository
{
    public static string Root { get; } = Find();

    static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Ledger.sln"))) return folder.FullName;
        throw new DirectoryNotFoundException("Ledger.sln was not found above the tests.");
    }
}
