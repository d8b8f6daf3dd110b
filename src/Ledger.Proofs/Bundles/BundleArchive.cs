namespace Ledger.Proofs;

/// <summary>
/// The zip of a bundle, read without trusting it: a short directory, known names, no name twice, no stray bytes, no entry that expands
/// beyond measure. Keeps the hash of every file that was read.
/// </summary>
internal sealed class BundleArchive
{
    // Deflate reaches about 1030 to 1; JSON lines of events stay far below this.
    const long ExpansionMax = 250, ExpansionFree = 1 << 20;

    readonly Stream _zip;
    readonly Dictionary<string, ZipRecord> _entries;

    BundleArchive(Stream zip, Dictionary<string, ZipRecord> entries) => (_zip, _entries) = (zip, entries);

    /// <summary>The names of the files, as the zip lists them.</summary>
    internal IEnumerable<string> Names => _entries.Keys;

    /// <summary>SHA-256 of each file that has been read to its end.</summary>
    internal Dictionary<string, string> Hashes { get; } = [];

    /// <summary>Opens the zip, or says what is wrong with it and returns null.</summary>
    internal static BundleArchive? Open(Stream stream, BundleFindings findings)
    {
        if (ZipLayout.Files(stream) is not { } records)
        {
            findings.Fault(FaultCode.ArchiveUnreadable, "", "This is not a zip file, is cut short, or is laid out in a way no bundle is.");
            return null;
        }
        var entries = new Dictionary<string, ZipRecord>(StringComparer.Ordinal);
        foreach (var entry in records)
        {
            if (!BundleFile.Required.Contains(entry.Name) && !BundleFile.Optional.Contains(entry.Name))
            {
                findings.Fault(FaultCode.FileUnknown, entry.Name, "No bundle holds a file of this name.");
            }
            else if (!entries.TryAdd(entry.Name, entry))
            {
                findings.Fault(FaultCode.FileDoubled, entry.Name, "The zip holds two files of this name.");
            }
            else if (entry.Length > ExpansionMax * entry.Packed + ExpansionFree)
            {
                findings.Fault(FaultCode.FileTooLarge, entry.Name, "The file expands beyond measure.");
            }
        }
        foreach (var name in BundleFile.Required.Where(name => !entries.ContainsKey(name)))
        {
            findings.Fault(FaultCode.FileMissing, name, "The file is missing.");
        }
        return new BundleArchive(stream, entries);
    }

    /// <summary>Opens a file for one reading; <see cref="Done"/> then keeps its hash.</summary>
    internal HashingStream Read(string name) => new(new UnpackedStream(_zip, _entries[name]));

    /// <summary>Reads what is left of the file and keeps its hash.</summary>
    internal void Done(string name, HashingStream file) => Hashes[name] = file.HashOfRest();

    /// <summary>Reads a whole small file, or says that it is too large and returns null.</summary>
    internal byte[]? ReadSmall(string name, int lengthMax, BundleFindings findings)
    {
        if (_entries[name].Length > lengthMax)
        {
            findings.Fault(FaultCode.FileTooLarge, name, $"The file is larger than {lengthMax} bytes.");
            return null;
        }
        using var file = Read(name);
        using var content = new MemoryStream();
        file.CopyTo(content);
        Hashes[name] = file.Hash;
        return content.ToArray();
    }
}
