namespace Ledger.Host.Backup;

/// <summary>Looks for bytes in every file of a folder.</summary>
static class ByteSearch
{
    const int Chunk = 16 << 20;

    /// <summary>How many of the patterns lie anywhere in the folder's files.</summary>
    public static int Found(string folder, IReadOnlyList<byte[]> patterns, CancellationToken cancel)
    {
        var found = new bool[patterns.Count];
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)) Look(file, patterns, found, cancel);
        return found.Count(yes => yes);
    }

    static void Look(string path, IReadOnlyList<byte[]> patterns, bool[] found, CancellationToken cancel)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var overlap = patterns.Max(pattern => pattern.Length) - 1;
        var buffer = new byte[Chunk + overlap];
        for (int kept = 0, read; (read = file.ReadAtLeast(buffer.AsSpan(kept), buffer.Length - kept, throwOnEndOfStream: false)) > 0;)
        {
            cancel.ThrowIfCancellationRequested();
            var text = buffer.AsSpan(0, kept + read);
            for (var each = 0; each < patterns.Count; each++) found[each] |= text.IndexOf(patterns[each]) >= 0;
            kept = Math.Min(overlap, text.Length);
            text[^kept..].CopyTo(buffer);
        }
    }
}
