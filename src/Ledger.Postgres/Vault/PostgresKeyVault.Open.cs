using System.Security.Cryptography;
using Ledger.Journal;
using Ledger.Postgres.Engine;
using Ledger.Proofs;
using Ledger.Sealing;

namespace Ledger.Postgres;

/// <content>Opening: which master key the vault is under.</content>
public sealed partial class PostgresKeyVault
{
    /// <summary>
    /// Opens the vault in a database (<see cref="PostgresDatabase.OpenVault"/>), which stays the caller's to close; a new one is put under this master key. Keys and
    /// tokens come from <paramref name="random"/>.
    /// </summary>
    /// <exception cref="StoreRefusedException">The master key is none, or not the vault's.</exception>
    /// <exception cref="StoreFailedException">The database could not be reached.</exception>
    public static async ValueTask<PostgresKeyVault> Open(PostgresDatabase database, byte[] masterKey, FillRandom random, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(masterKey);
        var master = new MasterKey(masterKey, random);
        try
        {
            var session = new Session(database.Source);
            var gate = await session.Ask(connection => connection.Scalar<long>("SELECT hashtextextended('ledger vault ' || current_schema(), 0)", cancel), cancel);
            var writes = new VaultWrites(session, new Session(database.Events), gate);
            // How far destructions were carried out is read before which keys are gone: so that none is missing below that index.
            var (version, upTo, noted) = (await writes.Meta("master", cancel), await writes.Meta("destroyed-up-to", cancel), await writes.Meta("contacts-noted", cancel));
            var destroyed = await writes.Destroyed(cancel);
            var lookupKey = await LookupKey(writes, master, version, random, cancel);
            return new(new(session, gate), writes, new(session, writes), master, lookupKey, destroyed, random) { _masterVersion = version, _destroyedUpTo = upTo, _contactsNoted = noted == 1 };
        }
        catch
        {
            master.Dispose();
            throw;
        }
    }

    /// <summary>The key of lookups. Of several replicas that make the vault at once one does; the others find what it made.</summary>
    static async ValueTask<byte[]> LookupKey(VaultWrites writes, MasterKey master, long version, FillRandom random, CancellationToken cancel)
    {
        if (await writes.Secret(VaultForms.LookupSecret, cancel) is not { } wrapped)
        {
            var made = new byte[Lookup.Length];
            random(made);
            wrapped = await writes.Secret(VaultForms.LookupSecret, master.Wrap(VaultForms.SecretName(VaultForms.LookupSecret), made), version, cancel) ?? throw WrongMaster();
            CryptographicOperations.ZeroMemory(made);
        }
        return master.Unwrap(VaultForms.SecretName(VaultForms.LookupSecret), wrapped) ?? throw WrongMaster();
    }

    static StoreRefusedException WrongMaster() => new(StoreRefusedException.MasterKeyWrong, "The vault's keys are wrapped under another master key.");
}
