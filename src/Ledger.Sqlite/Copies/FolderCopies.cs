using Ledger.Journal;
using Ledger.Sqlite.Engine;

namespace Ledger.Sqlite;

/// <summary>
/// Copies of the files of a data folder, taken beside a process that holds it: they only read, without the folder's lock. Each copy is one file of mode
/// 0600, durable once the call returns. Copying the journal before the vault gives a vault that knows every key of that journal.
/// </summary>
/// <param name="folder">The data folder.</param>
public sealed class FolderCopies(string folder)
{
    const int CacheKibibytes = 16_384;

    /// <summary>Copies the journal as it stands at one moment; tells pages done and pages in all.</summary>
    /// <exception cref="StoreRefusedException">The folder holds no ledger, or its journal cannot be read.</exception>
    public void Journal(string target, Action<long, long> progress, CancellationToken cancel) => Pages("journal.db", target, progress, cancel);

    /// <summary>Copies the API keys, subscribers and waiting deliveries; false where there are none yet.</summary>
    /// <exception cref="StoreRefusedException">The file cannot be read.</exception>
    public bool Service(string target, CancellationToken cancel)
    {
        if (!File.Exists(At("service.db"))) return false;
        Pages("service.db", target, static (_, _) => { }, cancel);
        return true;
    }

    /// <summary>
    /// Copies the read models that answer now into a folder, under the names they go by; answers those names, none where there are no read models. To be done
    /// before the journal is copied: read models must not know more than it does.
    /// </summary>
    /// <exception cref="StoreRefusedException">They cannot be read.</exception>
    public IReadOnlyList<string> Models(string target, CancellationToken cancel)
    {
        const string pointer = "models.current";
        var current = File.Exists(At(pointer)) ? File.ReadAllText(At(pointer)).TrimEnd() : "1";
        var name = $"models-{current}.db";
        if (!File.Exists(At(name))) return [];
        Pages(name, Path.Combine(target, name), static (_, _) => { }, cancel);
        DurableFile.Write(Path.Combine(target, pointer), System.Text.Encoding.ASCII.GetBytes(current + "\n"), secret: true);
        return [name, pointer];
    }

    /// <summary>
    /// Copies the vault row by row, each page of rows in a read transaction of its own: while one reader sees an older state, the vault's owner cannot empty its
    /// write-ahead log, and a destruction would have to wait for the copy. A key destroyed meanwhile is in the copy or not; what its destroying event
    /// says is carried out again on the copy wherever it is used, by the journal or by tombstones.
    /// </summary>
    /// <exception cref="StoreRefusedException">The vault cannot be read.</exception>
    public void Vault(string target, Action<long, long> progress, CancellationToken cancel) =>
        Made("vault.db", target, (from, to) => new VaultCopy(from, to).Run(progress, cancel));

    void Pages(string name, string target, Action<long, long> progress, CancellationToken cancel) =>
        Made(name, target, (from, to) => from.CopyTo(to, progress, cancel));

    void Made(string name, string target, Action<Database, Database> copy)
    {
        if (!File.Exists(At(name))) throw new StoreRefusedException(StoreRefusedException.NotALedger, $"The folder is not a ledger's data folder: it has no {name}.");
        try
        {
            using (var from = Database.Reader(At(name), CacheKibibytes))
            using (var to = Database.Copy(target))
            {
                copy(from, to);
                to.Seal();
            }
            DurableFile.Sync(target);
            DurableFile.SyncFolder(Path.GetDirectoryName(Path.GetFullPath(target))!);
        }
        catch (SqliteFailure failure)
        {
            throw failure.AsRefused(name);
        }
    }

    string At(string name) => Path.Combine(folder, name);
}
