using System.Text.Json;

namespace Ledger.Host.Tests.Backup;

/// <summary>A backup as the executable took it: where its files are, and what it says of itself.</summary>
sealed record TakenBackup(string Folder, string? Vault, JsonElement Manifest)
{
    public long Size => Manifest.GetProperty("size").GetInt64();

    public string Name => Path.GetFileName(Folder);

    /// <summary>Takes one into <c>backups</c> and <c>vaults</c> of the workspace.</summary>
    public static TakenBackup Of(Workspace place, params IEnumerable<string> more)
    {
        var said = place.Run(["backup", place.At("backups"), "--vault", place.At("vaults"), "--json", .. more]).Exits(0).Documents.Single();
        return At(place.At(said.GetProperty("folder").GetString()!), place.At(said.GetProperty("vault").GetString()!));
    }

    /// <summary>Restores it into a folder of the workspace.</summary>
    public Ran Restore(Workspace place, string into, params IEnumerable<string> more) =>
        place.Run(["restore", Folder, "--vault", Vault!, "--master-key", Path.Combine(place.Data, "master.key"), "--data", place.At(into), .. more]);

    public static TakenBackup At(string folder, string? vault)
    {
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "backup.json")));
        return new(folder, vault, manifest.RootElement.Clone());
    }
}
