using System.Security.Cryptography;

namespace Ledger.Host.Commands.Officer;

/// <summary>A document stays where it is kept: its hash is recorded.</summary>
static class FileHash
{
    /// <summary>SHA-256 of the file, in lower-case hex; null where none is named.</summary>
    public static string? Of(string? file)
    {
        if (file is null) return null;
        if (!File.Exists(file)) throw new InputException($"There is no file {file}.");
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
