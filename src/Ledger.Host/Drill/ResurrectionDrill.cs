using System.Globalization;
using Ledger.Backups;
using Ledger.Host.Backup;
using Ledger.Projections;
using Ledger.Proofs;
using Ledger.Sealing;
using Ledger.Sqlite;

namespace Ledger.Host.Drill;

/// <summary>
/// Shows on a copy that a restored backup brings nobody back. The ledger itself is only read. Everything lies in one private folder, which is removed
/// however it ends; by the next drill, where it was killed.
/// </summary>
sealed class ResurrectionDrill(Settings settings, string? subject, TimeProvider clock, FillRandom random, Func<string, Terminal.Progress> progress)
{
    const string MadeUp = "somebody-of-the-drill";

    string _root = "";   // the folder of the drill under way

    /// <summary>What happens to the exported tombstones before they are used: nothing, but in a test of the drill itself.</summary>
    public Action<string> Between { get; init; } = static _ => { };

    /// <summary>What was seen, of <c>subject</c> or, where that is null, of somebody made up; or why there was nothing to see.</summary>
    public async Task<Outcome<DrillReport>> Run(CancellationToken cancel)
    {
        using var folder = DrillFolder.Make(settings.Data, random);
        _root = folder.Path;
        if (await DrilledLedger.Copy(settings.Data, At("copy"), Name("copy"), clock, random, progress, cancel) is { } refusal) return refusal;
        Directory.CreateDirectory(At("tombstones"));
        TakenBackup backup;
        KeyName[] keys;
        int before;
        await using (var copy = await Open("copy", cancel))
        {
            if (subject is null && await copy.MakeUp(cancel) is { } unfit) return unfit;
            keys = copy.ContentKeys();
            before = await copy.Opened(cancel);
            if (keys.Length == 0 || before == 0) return new Refusal(Destruction.PersonErasure.NothingToShred, "The person has no value that could be read: choose another one.");
            backup = await copy.Backup(new(At("copy"), At("backups"), At("vaults"), TimeSpan.FromDays(1), false), clock, random, progress, cancel);
            await copy.Shred(keys, cancel);
        }
        Between(At("tombstones"));
        return await Look(backup, keys, before, cancel);
    }

    async Task<Outcome<DrillReport>> Look(TakenBackup backup, KeyName[] keys, int before, CancellationToken cancel)
    {
        var wrapped = WrappedKeys.Read(Path.Combine(backup.VaultFolder!, "vault.db"), keys);
        var without = await Restore(backup, "without", tombstones: false, cancel);
        List<DrillCheck> checks =
        [
            new("backup-holds-keys", new("the earlier backup holds the person's keys", "в более ранней копии ключи человека есть"),
                wrapped.Count == keys.Length && ByteSearch.Found(backup.VaultFolder!, wrapped, cancel) == wrapped.Count, Count(wrapped.Count, "keys")),
            new("refused-without", new("restoring it without the tombstones is refused", "восстановление без надгробий отклонено"),
                without.Refusal?.Code == BackupRefusals.TombstonesNeeded, without.Refusal?.Code ?? "restored"),
        ];
        var restored = await Restore(backup, "restored", tombstones: true, cancel);
        checks.Add(new("restored", new("with the tombstones it is restored", "с надгробиями копия восстановлена"),
            restored.Refusal is null && restored.Value is { Replayed: > 0, Recorded: > 0 }, restored.Refusal?.Code ?? Count(restored.Value.Replayed, "tombstones")));
        if (restored.Refusal is not null) return new DrillReport(checks);
        await using (var again = await Open("restored", cancel))
        {
            var opened = await again.Opened(cancel);
            var (yes, reason) = await again.May(cancel);
            checks.Add(new("values-closed", new("none of the person's values opens", "ни одно значение человека не открывается"), opened == 0, $"{opened} of {before}"));
            checks.Add(new("may-no", new("\"may I?\" says no", "«можно ли?» — нет"), !yes && reason == PermissionReasons.PersonGone, reason));
        }
        var found = ByteSearch.Found(At("restored"), wrapped, cancel);
        checks.Add(new("keys-gone", new("the keys are in no byte of the restored folder", "ключей нет ни в одном байте восстановленной папки"), found == 0 && wrapped.Count > 0, Count(found, "keys")));
        return new DrillReport(checks);
    }

    Task<Outcome<RestoredLedger>> Restore(TakenBackup backup, string into, bool tombstones, CancellationToken cancel)
    {
        var master = At(Path.Combine("copy", "master.key"));
        return new Restoring(new(backup.Folder, At(into), backup.VaultFolder, File.Exists(master) ? master : null, tombstones ? At("tombstones") : null, null, null, Name(into), false),
            Own(into), clock, random, progress).Run(cancel);
    }

    Task<DrilledLedger> Open(string name, CancellationToken cancel) => DrilledLedger.Open(Own(name), subject ?? MadeUp, clock, random, cancel);

    /// <summary>The copy exports its tombstones into the drill's own folder; what is restored of it exports none.</summary>
    Settings Own(string name) => settings with { Data = At(name), Actor = DrilledLedger.Actor, Tombstones = name == "copy" ? At("tombstones") : null };

    string At(string name) => Path.Combine(_root, name);

    static string Name(string what) => $"drill.invalid/{what}";

    static string Count(long count, string of) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {of}");
}
