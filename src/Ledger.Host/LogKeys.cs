using System.Security.Cryptography;
using Ledger.Journal;
using Ledger.Proofs;
using Ledger.Sealing;

namespace Ledger.Host;

/// <summary>
/// The keys a log signs with, secrets of the vault: one for each origin, under a name of its own. A log signs under its current origin only; the private
/// keys of earlier ones, which a restored vault brings back, are removed.
/// </summary>
static class LogKeys
{
    /// <summary>Signs under the current origin; its key is made on first use.</summary>
    public static async Task<NoteSigner> Signer(LogOrigins origins, IKeyVault vault, CancellationToken cancel)
    {
        var pkcs8 = await vault.Secret(NameOf(origins, origins.All.Count - 1), static () =>
        {
            using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            return made.ExportPkcs8PrivateKey();
        }, cancel);
        for (var earlier = 0; earlier < origins.All.Count - 1; earlier++) await vault.RemoveSecret(NameOf(origins, earlier), cancel);
        return new(origins.Current, Read(pkcs8));
    }

    /// <summary>The key the current origin was signed with so far, or null where the vault has none.</summary>
    public static async Task<VerifierKey?> Known(LogOrigins origins, IKeyVault vault, CancellationToken cancel)
    {
        try
        {
            using var key = Read(await vault.Secret(NameOf(origins, origins.All.Count - 1), static () => throw new NoKey(), cancel));
            return new NoteSigner(origins.Current, key).VerifierKey;
        }
        catch (NoKey)
        {
            return null;
        }
    }

    static string NameOf(LogOrigins origins, int place) => place == 0 ? "log-key" : $"log-key/{origins.All[place].Name}";

    static ECDsa Read(byte[] pkcs8)
    {
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(pkcs8, out _);
        return key;
    }

    sealed class NoKey : Exception;
}
