using Ledger.Journal;
using Ledger.Proofs;
using Ledger.Sealing;
using Ledger.Sqlite.Engine;

namespace Ledger.Sqlite;

/// <content>Opening: which master key the vault is under.</content>
public sealed partial class SqliteKeyVault
{
    /// <summary>
    /// Opens the vault at a path, or makes it. The master key is the one given, or else lies in a file at <paramref name="masterPath"/>,
    /// made at first start.
    /// </summary>
    /// <exception cref="StoreRefusedException">The master key is missing or not the vault's; or the file is damaged, newer, something else,
    /// read-only.</exception>
    public static SqliteKeyVault Open(string path, string masterPath, byte[]? masterKey, FillRandom random)
    {
        var masterFile = new MasterKeyFile(masterPath, masterKey, random);
        var file = VaultFile.Open(path, () => FirstLookupKey(masterFile, random));
        try
        {
            var wrapped = file.Secret(VaultForms.LookupSecret)
                ?? throw new StoreRefusedException(StoreRefusedException.Damaged, "vault.db has no lookup key.");
            var candidates = masterFile.Candidates();
            if (candidates.Count == 0)
            {
                throw new StoreRefusedException(StoreRefusedException.MasterKeyMissing, "The vault's master key is missing.");
            }
            foreach (var candidate in candidates)
            {
                var master = new MasterKey(candidate, random);
                if (master.Unwrap(VaultForms.SecretName(VaultForms.LookupSecret), wrapped) is { } lookupKey)
                {
                    masterFile.Settle(candidate);
                    return new(file, masterFile, master, lookupKey, random);
                }
                master.Dispose();
            }
            throw new StoreRefusedException(StoreRefusedException.MasterKeyWrong, "The vault's keys are wrapped under another master key.");
        }
        catch (SqliteFailure failure)
        {
            file.Dispose();
            throw failure.AsRefused(Path.GetFileName(path));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    static byte[] FirstLookupKey(MasterKeyFile masterFile, FillRandom random)
    {
        using var master = new MasterKey(masterFile.First(), random);
        var lookupKey = new byte[Lookup.Length];
        random(lookupKey);
        return master.Wrap(VaultForms.SecretName(VaultForms.LookupSecret), lookupKey);
    }
}
