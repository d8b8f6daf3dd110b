using System.Security.Cryptography;
using Ledger.Host.Migrate;
using Ledger.Host.Terminal;
using Ledger.Journal;
using Ledger.Migration;
using Ledger.Proofs;
using Ledger.Sqlite;

namespace Ledger.Host.Backup;

/// <summary>
/// A ledger on a database: what it holds is written into files of the embedded engine, so that a backup is the same whatever it was taken of. They are made in a folder beside the
/// copy first; the vault's keys are wrapped there by the master key the ledger is under, and overwritten when the copy is done.
/// </summary>
sealed class DatabaseSource(LedgerParts ledger, FillRandom random, Func<string, Progress> progress) : IBackupSource
{
    public string Origin => ledger.Journal.Origin;

    public IReadOnlyList<string> Models(string folder, CancellationToken cancel) => [];

    public Task Journal(string target, CancellationToken cancel) => Made(target, async folder =>
    {
        using (var copying = progress("Events copied"))
        {
            var (origins, count) = (ledger.Journal.Origins.All, await ledger.Journal.Count(cancel));
            await using var journal = SqliteJournal.Open(Path.Combine(folder, "journal.db"), origins[0].Name);
            for (var place = 0; ; place++)
            {
                var end = place + 1 < origins.Count ? origins[place + 1].From : count;
                await new EventCopy(ledger.Journal, journal, copying).Run(end, cancel);
                if (place + 1 == origins.Count) break;
                var first = await ledger.Journal.At(end, cancel) ?? throw new InvalidDataException($"Event #{end} is missing in the journal.");
                if (await journal.Continue(origins[place + 1].Name, first, cancel) == Appended.Conflict) throw EventCopy.Interfered();
            }
        }
        new FolderCopies(folder).Journal(target, static (_, _) => { }, cancel);
    });

    public async Task<bool> Service(string target, CancellationToken cancel)
    {
        await Made(target, async folder =>
        {
            await using (var service = SqliteServiceTables.Open(Path.Combine(folder, "service.db"))) await new ServiceMove(ledger.Service, service).Run(cancel);
            new FolderCopies(folder).Service(target, cancel);
        });
        return true;
    }

    /// <summary>
    /// How far destructions were carried out is read first: of keys destroyed while it is copied the copy may hold some, and whoever restores it carries those out again.
    /// Hashes of contacts stay behind, and are noted anew from the journal.
    /// </summary>
    public Task Vault(string target, CancellationToken cancel) => Made(target, async folder =>
    {
        var upTo = ledger.Vault.DestroyedUpTo;
        var master = Path.Combine(folder, "master.key");
        await using (var vault = SqliteKeyVault.Open(Path.Combine(folder, "vault.db"), master, SqliteLedgerStore.MasterKeyGiven(), random)) await Fill(vault, cancel);
        await using (var vault = SqliteKeyVault.Open(Path.Combine(folder, "vault.db"), master, SqliteLedgerStore.MasterKeyGiven(), random)) await vault.AdvanceDestroyedUpTo(upTo, cancel);
        new FolderCopies(folder).Vault(target, static (_, _) => { }, cancel);
    });

    public ValueTask DisposeAsync() => ledger.DisposeAsync();

    async Task Fill(SqliteKeyVault vault, CancellationToken cancel)
    {
        using var copying = progress("Keys copied");
        var copied = 0L;
        await vault.Empty(cancel);
        await foreach (var page in ledger.Vault.Pages(cancel))
        {
            if (page.Contacts.Count > 0) continue;
            await vault.Add(page, cancel);
            foreach (var secret in page.Secrets) CryptographicOperations.ZeroMemory(secret.Bytes);
            foreach (var key in page.Keys) CryptographicOperations.ZeroMemory(key.Bytes);
            copying.Report(copied += page.Tokens.Count + page.Keys.Count);
        }
    }

    /// <summary>In a folder of its own, which is gone afterwards.</summary>
    static async Task Made(string target, Func<string, Task> make)
    {
        var folder = target + ".made";
        BackupPlace.PrivateFolder(folder);
        try
        {
            await make(folder);
        }
        finally
        {
            BackupPlace.Destroy(folder);
        }
    }
}
