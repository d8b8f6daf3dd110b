using System.CommandLine;
using System.Globalization;
using Ledger.Host.Backup;
using Ledger.Host.Terminal;
using Ledger.Journal;
using Ledger.Sealing;
using Ledger.Sqlite;

namespace Ledger.Host.Commands;

/// <summary>ledger backup</summary>
static class BackupCommand
{
    const int VaultDaysDefault = 30, VaultDaysMax = 3660;

    public static Command Create(CommandSet set)
    {
        var folder = new Argument<string>("DIR") { Description = "The folder that holds backups; each gets a folder of its own in it." };
        var vault = new Option<string?>("--vault") { Description = "Another folder, best on another medium, that holds copies of the key vault. Without it no copy of the vault is taken.", HelpName = "VDIR" };
        var days = new Option<int>("--vault-days") { Description = "After so many days the next backup destroys the vault's copy.", DefaultValueFactory = _ => VaultDaysDefault, HelpName = "N" };
        var models = new Option<bool>("--models") { Description = "Copy the read models too: larger, and ready sooner after a restore." };
        return set.Command("backup", "Takes a backup, also while 'ledger serve' runs on the folder; recorded in the ledger. Keep master.key apart: it is never copied.",
        [
            "ledger backup /backup/ledger --vault /vault-backup/ledger",
            "ledger backup /backup/ledger --vault /vault-backup/ledger --vault-days 7 --models",
        ], [folder, vault, days, models], session => Run(session, new(
            session.Settings.Data, session.Value(folder), session.Value(vault), TimeSpan.FromDays(Days(session.Value(days))), session.Value(models))));
    }

    static int Days(int days) => days is >= 1 and <= VaultDaysMax ? days : throw new InputException($"--vault-days is a number from 1 to {VaultDaysMax}.");

    static async Task<int> Run(Session session, BackupPlan plan)
    {
        session.DemandStore();
        DemandApart(plan);
        if (plan.Vaults is null) session.Screen.Warn("no copy of the key vault is taken (--vault): from this backup alone no sealed value can ever be read again.");
        await using var recorder = await Recorder(session);
        await using var source = await Source(session, plan);
        using var vaults = plan.Vaults is { } root ? BackupPlace.Hold(root) : null;   // one hold for the copy and for those whose term ended
        var taken = await new BackupTaking(plan, source, recorder, session.Clock, Randomness.System, session.Screen.Progress).Run(vaults, session.Cancel);
        var removed = vaults is not null ? await new ExpiredVaults(vaults, Origins(taken), recorder, session.Clock, session.Screen.Warn).Run(session.Cancel) : [];
        Say(session.Screen, taken, removed);
        return ExitCodes.Done;
    }

    static async Task<IBackupSource> Source(Session session, BackupPlan plan)
    {
        if (session.Settings.Postgres is null) return new FolderSource(plan.Data, session.Screen.Progress);
        return plan.Models
            ? throw new InputException("--models copies files of the embedded engine; with PostgreSQL read models are folded anew after a restore.")
            : new DatabaseSource(await LedgerStores.OpenBeside(session.Settings, Randomness.System, session.Cancel), Randomness.System, session.Screen.Progress);
    }

    /// <summary>Every name the log has had.</summary>
    static HashSet<string> Origins(TakenBackup taken)
    {
        using var journal = JournalCopy.Open(Path.Combine(taken.Folder, "journal.db"));
        return journal.Origins.All.Select(origin => origin.Name).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>In the folder itself where nobody holds it; else the server that does is asked.</summary>
    static async Task<IBackupRecorder> Recorder(Session session)
    {
        try
        {
            return new OwnRecorder(await session.Open(), session.Settings.Actor.Name);
        }
        catch (StoreRefusedException refused) when (refused.Code == StoreRefusedException.InUse)
        {
            return new AskingRecorder(new(session.Settings.Data), session.Clock, session.Settings.Actor.Name);
        }
    }

    /// <summary>Whoever has one of the three folders must not have another with it.</summary>
    static void DemandApart(BackupPlan plan)
    {
        string[] folders = [.. new[] { plan.Data, plan.Backups, plan.Vaults }.OfType<string>().Select(folder => Path.TrimEndingDirectorySeparator(RealPath.Of(folder)) + Path.DirectorySeparatorChar)];
        for (var one = 0; one < folders.Length; one++)
            for (var other = 0; other < folders.Length; other++)
                if (one != other && folders[one].StartsWith(folders[other], StringComparison.Ordinal))
                    throw new InputException("The data folder, the backups and the copies of the vault must lie apart: none of them in another.");
    }

    static void Say(Screen screen, TakenBackup taken, IReadOnlyList<string> removed)
    {
        var manifest = taken.Manifest;
        screen.Say(string.Create(CultureInfo.InvariantCulture, $"{taken.Folder}: {manifest.Size:N0} events, recorded as #{taken.Recorded}."));
        if (taken.VaultFolder is { } vault) screen.Say($"{vault}: the key vault.");
        foreach (var backup in removed) screen.Say($"{backup}: its copy of the vault was destroyed.");
        screen.Show(new { manifest.Backup, folder = taken.Folder, vault = taken.VaultFolder, manifest.Origin, manifest.Size, manifest.Root, recorded = taken.Recorded, vaultsDestroyed = removed });
    }
}
