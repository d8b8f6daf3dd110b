namespace Ledger.Tests.Proofs;

/// <summary>The folder of public test vectors that may lie beside the repository.</summary>
internal static class PublicVectors
{
    /// <summary>The vector files under a folder; the test is ignored where the vectors are absent, and fails where CI=true.</summary>
    internal static IReadOnlyList<string> Files(string folder, string pattern = "*.json")
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var vectors = Path.Combine(at.FullName, "shared", "vectors", folder);
            if (Directory.Exists(vectors))
            {
                return Directory.GetFiles(vectors, pattern, SearchOption.AllDirectories);
            }
        }
        Needs.Met(false, $"shared/vectors/{folder} is not beside the repository.");
        return [];
    }
}
