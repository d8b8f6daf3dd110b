using Ledger.Host.Backup;
using Ledger.Sqlite;

namespace Ledger.Host.Migrate;

/// <summary>Copies the files of deposited answers, sealed as they are; one that is not whole yet is left behind.</summary>
sealed class AnswersMove(string from, string to)
{
    const string Folder = "answers", Moving = ".partial";

    static readonly string[] Endings = [".answer", ".keys"];

    /// <summary>Copies those that are not there yet; how many there are.</summary>
    public async Task<long> Run(CancellationToken cancel)
    {
        if (RealPath.Of(from) == RealPath.Of(to)) return Files().LongCount();   // two databases with one folder
        var copied = 0L;
        foreach (var file in Files())
        {
            var target = Path.Combine(to, Folder, Path.GetFileName(file));
            copied++;
            if (File.Exists(target) && await BackupFile.Of(file, cancel) == await BackupFile.Of(target, cancel)) continue;
            BackupPlace.PrivateFolder(Path.Combine(to, Folder));
            File.Delete(target + Moving);
            await RestoredFolder.Copy(file, Path.Combine(to, Folder), cancel, Path.GetFileName(target) + Moving);
            DurableFile.Move(target + Moving, target);
        }
        return copied;
    }

    /// <summary>How many are missing or others at the target.</summary>
    public async Task<long> Differing(CancellationToken cancel)
    {
        var differing = 0L;
        foreach (var file in Files())
            if (Path.Combine(to, Folder, Path.GetFileName(file)) is var copy && (!File.Exists(copy) || await BackupFile.Of(file, cancel) != await BackupFile.Of(copy, cancel))) differing++;
        return differing;
    }

    IEnumerable<string> Files() => Directory.Exists(Path.Combine(from, Folder))
        ? Directory.EnumerateFiles(Path.Combine(from, Folder)).Where(file => Endings.Contains(Path.GetExtension(file))).Order(StringComparer.Ordinal)
        : [];
}
