using System.Buffers.Binary;
using Ledger.Journal;

namespace Ledger.Sqlite.Engine;

/// <summary>
/// One SQLite file of the ledger: told apart from any other by its application id, and from newer ones by its version, before it is
/// touched.
/// </summary>
/// <param name="Path">Where it is.</param>
/// <param name="ApplicationId">Which of the ledger's files it is: four ASCII letters (SQLite file format, offset 68).</param>
/// <param name="Version">The newest format this version knows (offset 60).</param>
sealed record StoreFile(string Path, int ApplicationId, int Version)
{
    const int HeaderLength = 100;

    /// <summary>The format a new file is made in, where that is an older one than the newest.</summary>
    public int Made { get; init; } = Version;

    string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Four letters as an application id.</summary>
    public static int Id(ReadOnlySpan<byte> letters) => BinaryPrimitives.ReadInt32BigEndian(letters);

    /// <summary>
    /// Opens the file, making it where there is none: <paramref name="make"/> runs in the transaction that gives it its id and version.
    /// </summary>
    public Database Open(Durability durability, int cacheKibibytes, Action<Database> make)
    {
        CheckHeader();
        Database? database = null;
        try
        {
            database = Database.Writer(Path, durability, cacheKibibytes);
            var id = database.Number("PRAGMA application_id");
            if (id == 0 && database.Number("SELECT count(*) FROM sqlite_schema") == 0) Make(database, make);
            else if (id != ApplicationId) throw NotALedger();
            return database;
        }
        catch (SqliteFailure failure)
        {
            database?.Dispose();
            throw failure.AsRefused(Name);
        }
        catch
        {
            database?.Dispose();
            throw;
        }
    }

    void Make(Database database, Action<Database> make)
    {
        database.InTransaction(() =>
        {
            make(database);
            database.Execute($"PRAGMA application_id={ApplicationId}; PRAGMA user_version={Made}");
        });
        database.Truncate();   // so that the header alone tells what the file is
    }

    /// <summary>Reads the first 100 bytes without SQLite, which would make side files beside what is not ours.</summary>
    void CheckHeader()
    {
        var header = new byte[HeaderLength];
        long length;
        try
        {
            using var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            length = file.Length;
            if (length == 0) return;
            if (file.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength) throw Damaged("is too short");
        }
        catch (FileNotFoundException)
        {
            return;
        }
        if (!header.AsSpan().StartsWith("SQLite format 3\0"u8)) throw Damaged("has no SQLite header");
        int id = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(68)), version = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(60));
        if (id != 0 && id != ApplicationId) throw NotALedger();
        if (version > Version)
        {
            throw new StoreRefusedException(StoreRefusedException.NewerFormat,
                $"{Name} has format {version}; this version knows {Version}.");
        }
        if (new FileInfo(Path + "-wal") is not { Exists: true, Length: > 0 } && length < PagesLength(header)) throw Damaged("is cut short");
    }

    /// <summary>The length the header says the file has; one whose WAL waits to be moved in may be shorter for the moment.</summary>
    static long PagesLength(byte[] header)
    {
        var page = BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(16));
        return BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(28)) * (page == 1 ? 65_536L : page);
    }

    StoreRefusedException Damaged(string how) => new(StoreRefusedException.Damaged, $"{Name} {how}.");

    StoreRefusedException NotALedger() => new(StoreRefusedException.NotALedger, $"{Name} is not a file of the ledger.");
}
