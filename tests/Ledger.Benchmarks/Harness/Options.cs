namespace Ledger.Benchmarks;

/// <summary>How the benchmarks run.</summary>
/// <param name="Folder">Where data folders are made; it should be on the disk that is to be measured.</param>
/// <param name="Quick">Small sizes and one round: shows that everything works, and no more.</param>
sealed record Options(string Folder, bool Quick)
{
    public int Rounds => Quick ? 1 : 5;

    public string Kept(string name) => Path.Combine(Folder, name);

    /// <summary>A new, empty folder of that name.</summary>
    public string Fresh(string name)
    {
        var folder = Kept(name);
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        return folder;
    }
}
