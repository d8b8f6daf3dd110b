using System.Globalization;
using System.Text;
using Ledger.Journal;

namespace Ledger.Sqlite;

/// <summary>
/// The data folder of an embedded ledger: <c>format</c>, <c>lock</c>, <c>journal.db</c>, <c>vault.db</c>, <c>master.key</c>,
/// <c>checkpoints.db</c> (<c>checkpoints-2.db</c> and on for a log's later origins), <c>service.db</c>, <c>models-N.db</c>. It is held by one process at a time. The format file is written last when a ledger is made; a
/// folder without it is one whose making was cut off, and the making goes on, since each file in it is whole or empty.
/// </summary>
sealed class DataFolder : IDisposable
{
    /// <summary>The newest layout this version knows.</summary>
    public const int Version = 1;

    /// <summary>The file that is there while a restore is under way: whatever else lies there, destroyed keys may still be among it.</summary>
    public const string UnfinishedMark = "unfinished";

    static readonly string[] Names = ["format", "lock", UnfinishedMark, "lost+found", "journal.db", "vault.db", "master.key", "checkpoints", "service.db", "models", "answers"];

    /// <summary>What a finished ledger cannot be without; everything else can be made again.</summary>
    static readonly string[] Needed = ["journal.db", "vault.db", "checkpoints.db"];

    readonly string _folder;
    readonly FileStream _lock;

    DataFolder(string folder, FileStream held) => (_folder, _lock) = (folder, held);

    public string Journal => At("journal.db");

    public string Vault => At("vault.db");

    public string MasterKey => At("master.key");

    /// <summary>Whether the making of the ledger came to its end: then every file is there that was ever made.</summary>
    public bool IsFinished => File.Exists(At("format"));

    public string Service => At("service.db");

    /// <summary>The list of what was signed under the log's n-th origin, from 1 on; a later origin never writes into an earlier one's.</summary>
    public string Checkpoints(int origin) => At(origin == 1 ? "checkpoints.db" : string.Create(CultureInfo.InvariantCulture, $"checkpoints-{origin}.db"));

    /// <summary>
    /// Takes hold of the folder, making it where there is none (mode 0700). One that bears the mark of a restore is for whoever restores alone
    /// (<paramref name="unfinished"/>).
    /// </summary>
    /// <exception cref="StoreRefusedException">It is of a newer format, something else, in use, or cannot be written to; it is left as it
    /// was.</exception>
    public static DataFolder Open(string folder, bool unfinished = false)
    {
        try
        {
            if (!Directory.Exists(folder)) Make(folder);
            if (!unfinished && File.Exists(Path.Combine(folder, UnfinishedMark)))
                throw new StoreRefusedException(StoreRefusedException.Unfinished, "A restore into the data folder did not come to its end: remove the folder and restore again.");
            Check(folder);
            return new(folder, Hold(Path.Combine(folder, "lock")));
        }
        catch (UnauthorizedAccessException exception)
        {
            throw ReadOnly(exception);
        }
        catch (IOException exception) when (exception is not StoreFailedException)
        {
            throw ReadOnly(exception);
        }
    }

    /// <summary>Every file is there: from now on the folder is a ledger's.</summary>
    public void Finish()
    {
        if (!IsFinished) DurableFile.Write(At("format"), Encoding.ASCII.GetBytes($"ledger {Version}\n"), secret: false);
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    static void Make(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (Path.GetDirectoryName(Path.GetFullPath(folder)) is { } parent) DurableFile.SyncFolder(parent);
    }

    static void Check(string folder)
    {
        var format = Path.Combine(folder, "format");
        if (File.Exists(format))
        {
            if (Format(format) is not { } version) throw NotALedger("its format file is not a ledger's");
            if (version > Version)
            {
                throw new StoreRefusedException(StoreRefusedException.NewerFormat,
                    $"The data folder has format {version}; this version of the ledger knows {Version}.");
            }
            if (Needed.FirstOrDefault(name => new FileInfo(Path.Combine(folder, name)) is not { Exists: true, Length: > 0 }) is { } missing)
            {
                throw new StoreRefusedException(StoreRefusedException.Damaged, $"{missing} is missing in the data folder, or empty.");
            }
            return;
        }
        var foreign = Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path)!)
            .FirstOrDefault(name => !Names.Any(known => name.StartsWith(known, StringComparison.Ordinal)));
        if (foreign is not null) throw NotALedger("it holds other files");
    }

    static int? Format(string path)
    {
        using var file = new StreamReader(path, Encoding.ASCII);
        var start = new char[32];
        var text = new string(start, 0, file.ReadBlock(start)).TrimEnd();
        return text.StartsWith("ledger ", StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(7), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : null;
    }

    /// <summary>An advisory lock on the file, held until this process ends, however it ends (flock; on Windows a share mode).</summary>
    static FileStream Hold(string path)
    {
        try
        {
            return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (File.Exists(path) && !IsReadOnlyFileSystem(exception))
        {
            throw new StoreRefusedException(StoreRefusedException.InUse, "The data folder is in use by another process.", exception);
        }
    }

    /// <summary>EROFS, by its number in Linux and macOS.</summary>
    static bool IsReadOnlyFileSystem(IOException exception) => exception.HResult == 30;

    static StoreRefusedException ReadOnly(Exception inner) =>
        new(StoreRefusedException.ReadOnly, "The data folder cannot be made or written to.", inner);

    static StoreRefusedException NotALedger(string why) =>
        new(StoreRefusedException.NotALedger, $"The folder is not a ledger's data folder: {why}.");

    string At(string name) => Path.Combine(_folder, name);
}
