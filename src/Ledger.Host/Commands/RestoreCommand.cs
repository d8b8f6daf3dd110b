using System.CommandLine;
using System.Globalization;
using Ledger.Host.Backup;
using Ledger.Host.Terminal;
using Ledger.Sealing;
using Ledger.Sqlite;

namespace Ledger.Host.Commands;

/// <summary>ledger restore</summary>
static class RestoreCommand
{
    public static Command Create(CommandSet set)
    {
        var backup = new Argument<string>("BACKUP") { Description = "The backup's folder." };
        var vault = Named("--vault", "The folder of its copy of the vault.", "VAULTBACKUP");
        var without = new Option<bool>("--without-vault") { Description = "Go on without: every sealed value stays unreadable, nobody is known by your own id any more." };
        var master = Named("--master-key", $"The file of the master key, unless ${SqliteLedgerStore.MasterKeyVariable} or ${SqliteLedgerStore.MasterKeyFileVariable} gives it; it is copied.", "FILE");
        var tombstones = Named("--tombstones", "The folder of tombstones ($LEDGER_TOMBSTONES of the lost ledger): whoever was destroyed since the backup stays so.", "DIR");
        var checkpoint = Named("--checkpoint", "A signed checkpoint of the log, from a bundle, a witness or wherever you publish them.", "FILE");
        var checkpoints = Named("--checkpoints", "The list of checkpoints, where the lost ledger's is left.", "checkpoints.db");
        var origin = Named("--origin", "The new name of the log, where the backup does not hold all that was signed.", "NEWNAME");
        var keep = new Option<bool>("--keep-keys") { Description = "Bring back API keys and subscribers, also those revoked since the backup." };
        return set.Command("restore", "Restores a backup into a new folder (--data), or an empty database, with the tombstones of those destroyed since. The old ledger must never be started again.",
        [
            "ledger restore /backup/ledger/20261122T030000Z-… --vault /vault-backup/ledger/20261122T030000Z-… --master-key /safe/master.key --tombstones /tombstones --origin ledger.example/x-keeper/2 --data /var/lib/ledger-2",
            "ledger restore /backup/ledger/20261122T030000Z-… --vault /vault-backup/ledger/20261122T030000Z-… --tombstones /tombstones --origin ledger.example/x-keeper/2 --profile postgres",
        ], [backup, vault, without, master, tombstones, checkpoint, checkpoints, origin, keep], session => Run(session, session.Value(without), new(
            session.Value(backup), session.Settings.Data, session.Value(vault), session.Value(master), session.Value(tombstones), session.Value(checkpoint),
            session.Value(checkpoints), session.Value(origin), session.Value(keep))));
    }

    static Option<string?> Named(string name, string description, string value) => new(name) { Description = description, HelpName = value };

    static async Task<int> Run(Session session, bool without, RestorePlan plan)
    {
        session.DemandFolder();
        Demand(plan, without);
        var outcome = session.Settings.Postgres is null
            ? await new Restoring(plan, session.Settings, session.Clock, Randomness.System, session.Screen.Progress).Run(session.Cancel)
            : await new RestoringToDatabase(plan, session.Settings, session.Clock, Randomness.System, session.Screen.Progress).Run(session.Cancel);
        if (outcome.Refusal is { } refusal) return session.Refused(refusal);
        Say(session.Screen, plan, outcome.Value);
        return ExitCodes.Done;
    }

    static void Demand(RestorePlan plan, bool without)
    {
        if (!Directory.Exists(plan.Backup)) throw new InputException($"There is no folder {plan.Backup}.");
        if (plan.Vault is null != without) throw new InputException(without ? "--vault and --without-vault contradict each other." : "Give the copy of the vault (--vault), or say --without-vault: then every sealed value stays unreadable for good.");
        var given = SqliteLedgerStore.MasterKeyGivenBy is not null;
        if (plan.Vault is not null && plan.MasterKey is null && !given) throw new InputException($"Give the vault's master key: --master-key FILE, or ${SqliteLedgerStore.MasterKeyVariable}.");
        if (plan.MasterKey is not null && given) throw new InputException($"--master-key and ${SqliteLedgerStore.MasterKeyGivenBy} contradict each other.");
        if (plan.Vault is null && plan.MasterKey is not null) throw new InputException("--master-key is for --vault.");
        foreach (var file in new[] { plan.MasterKey, plan.Checkpoint, plan.Checkpoints }.OfType<string>())
            if (!File.Exists(file)) throw new InputException($"There is no file {file}.");
        foreach (var folder in new[] { plan.Vault, plan.Tombstones }.OfType<string>())
            if (!Directory.Exists(folder)) throw new InputException($"There is no folder {folder}.");
    }

    static void Say(Screen screen, RestorePlan plan, RestoredLedger restored)
    {
        screen.Say(string.Create(CultureInfo.InvariantCulture, $"{plan.Data}: {restored.Manifest.Size:N0} events of {restored.Manifest.Origin}, {restored.Replayed:N0} tombstones carried out, {restored.Recorded:N0} of them recorded."));
        if (restored.Continued)
            screen.Say($"It goes on as {restored.Origin} with a key of its own ('ledger key'): publish it. Of what happened after the backup only destroyed keys are known; the rest is lost, systems' reports of destruction too: have publishers send it again.");
        else screen.Say("It goes on under its name: the list of checkpoints shows that the backup holds all that was signed.");
        if (!restored.Keys) screen.Say("API keys and subscribers were left behind, since some may have been revoked: 'ledger serve' issues a first key. --keep-keys brings them back.");
        if (Old(plan) is { } old) screen.Warn($"the lost ledger's folder {old} is still there: it must never be started again. Remove it, master.key and vault.db before all.");
        else screen.Warn("wherever the lost ledger still lies, it must never be started again: it would sign what this one does not hold.");
        screen.Show(new
        {
            folder = plan.Data, restored.Manifest.Backup, events = restored.Manifest.Size, newestKnown = restored.Newest, tombstones = restored.Replayed, restored.Recorded, restored.Origin, restored.Continued, keys = restored.Keys,
        });
    }

    static string? Old(RestorePlan plan) =>
        plan.Checkpoints is { } list && Path.GetDirectoryName(Path.GetFullPath(list)) is { } folder && File.Exists(Path.Combine(folder, "journal.db")) ? folder : null;
}
