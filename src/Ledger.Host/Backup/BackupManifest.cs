using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Host.Documents;
using Ledger.Sqlite;

namespace Ledger.Host.Backup;

/// <summary>One file of a backup.</summary>
/// <param name="Name">Its name in the backup's folder.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">SHA-256 of its bytes, lowercase hexadecimal.</param>
sealed record BackupFile(string Name, long Bytes, string Sha256)
{
    /// <summary>The file as it lies there.</summary>
    public static async Task<BackupFile> Of(string path, CancellationToken cancel)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, FileOptions.Asynchronous | FileOptions.SequentialScan);
        return new(Path.GetFileName(path), file.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel)));
    }
}

/// <summary>What <c>backup.json</c> says; it is written last, so that a folder without it is no backup (docs/backup.md).</summary>
/// <param name="Format">Always <see cref="FormatName"/>.</param>
/// <param name="Backup">Names the backup: its folder, and the event that records it.</param>
/// <param name="Origin">The log it is of.</param>
/// <param name="Key">The log's public key (a C2SP vkey).</param>
/// <param name="TakenAt">When it was begun.</param>
/// <param name="Size">How many events the journal's copy holds.</param>
/// <param name="Root">RFC 6962 root of its tree, in base64.</param>
/// <param name="Checkpoint">The newest signed checkpoint when it was begun; the copy reproduces it.</param>
/// <param name="Files">Every file of the backup but this one and the vault's.</param>
/// <param name="Vault">The copy of the key vault, which lies elsewhere; null where there is none.</param>
sealed record BackupManifest(
    string Format, string Backup, string Origin, string Key, DateTimeOffset TakenAt, long Size, string Root, string Checkpoint, IReadOnlyList<BackupFile> Files, BackupFile? Vault)
{
    public const string FormatName = "ledger-backup/v1", FileName = "backup.json";

    /// <summary>The manifest in a folder, or null where there is none that can be read.</summary>
    public static BackupManifest? Read(string folder) => ManifestFile.Read<BackupManifest>(Path.Combine(folder, FileName)) is { Format: FormatName } manifest ? manifest : null;

    public void Write(string folder) => ManifestFile.Write(Path.Combine(folder, FileName), this);
}

/// <summary>What <c>vault.json</c> beside a vault's copy says. It is there before the copy, so that whatever a crash leaves is known for what it is.</summary>
/// <param name="Format">Always <see cref="FormatName"/>.</param>
/// <param name="Backup">The backup it belongs to.</param>
/// <param name="Origin">The log it is of.</param>
/// <param name="TakenAt">When the backup was begun.</param>
/// <param name="ExpiresAt">From when on the next backup destroys it.</param>
sealed record VaultManifest(string Format, string Backup, string Origin, DateTimeOffset TakenAt, DateTimeOffset ExpiresAt)
{
    public const string FormatName = "ledger-vault-backup/v1", FileName = "vault.json";

    /// <summary>The manifest in a folder, or null where there is none that can be read.</summary>
    public static VaultManifest? Read(string folder) => ManifestFile.Read<VaultManifest>(Path.Combine(folder, FileName)) is { Format: FormatName } manifest ? manifest : null;

    public void Write(string folder) => ManifestFile.Write(Path.Combine(folder, FileName), this);
}

/// <summary>Small JSON files that are whole or not there.</summary>
static class ManifestFile
{
    const int BytesMax = 1 << 20;

    static readonly JsonSerializerOptions Exact = new(DocumentJson.Options)
    {
        WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.Never, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true,
    };

    /// <summary>What the file says; null where it is not there or says nothing of the kind.</summary>
    public static T? Read<T>(string path) where T : class
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: <= BytesMax } ? JsonSerializer.Deserialize<T>(File.ReadAllBytes(path), Exact) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Written beside, synced and renamed; mode 0600.</summary>
    public static void Write<T>(string path, T said) => DurableFile.Write(path, [.. JsonSerializer.SerializeToUtf8Bytes(said, Exact), (byte)'\n'], secret: true);
}
