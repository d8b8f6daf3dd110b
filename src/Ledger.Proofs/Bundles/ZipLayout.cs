using static Ledger.Proofs.ZipBytes;

namespace Ledger.Proofs;

/// <summary>
/// Reads a zip's directory so strictly that every byte of the zip belongs to one of its files (APPNOTE 4.3): local records follow each
/// other from the first byte to the directory, in its order, and the end record closes the file. Otherwise another program could unpack
/// other files from the same zip than the ones verified here.
/// </summary>
internal static class ZipLayout
{
    const uint EndSignature = 0x06054b50, LargeEndSignature = 0x06064b50, LocatorSignature = 0x07064b50;
    const int EndLength = 22, LargeEndLength = 56, LocatorLength = 20, DirectoryMax = 1 << 14;

    /// <summary>The zip's files in their order, or null where the layout does not hold.</summary>
    internal static IReadOnlyList<ZipRecord>? Files(Stream zip)
    {
        if (zip.Length < EndLength)
        {
            return null;
        }
        var end = Read(zip, zip.Length - EndLength, EndLength);
        // On one disk, the same number of files on it and in all, no comment.
        if (U32(end, 0) != EndSignature || U32(end, 4) != 0 || U16(end, 8) != U16(end, 10) || U16(end, 20) != 0)
        {
            return null;
        }
        long length = U32(end, 12), start = U32(end, 16), directoryEnd = zip.Length - EndLength;
        if (length == uint.MaxValue || start == uint.MaxValue)
        {
            directoryEnd -= LargeEndLength + LocatorLength;
            if (directoryEnd < 0 || !TakeLarge(Read(zip, directoryEnd, LargeEndLength + LocatorLength), directoryEnd, U16(end, 8), ref length, ref start))
            {
                return null;
            }
        }
        if (length is <= 0 or > DirectoryMax || start < 0 || start + length != directoryEnd
            || Records(Read(zip, start, (int)length)) is not { } records || records.Count != U16(end, 8))
        {
            return null;
        }
        return Follow(zip, records, start) ? records : null;
    }

    /// <summary>Beyond 4 GB the end record refers to the two larger ones right before it, which must not say otherwise than it does.</summary>
    static bool TakeLarge(ReadOnlySpan<byte> large, long at, int count, ref long length, ref long start)
    {
        var locator = large[LargeEndLength..];
        var wellFormed = U32(large, 0) == LargeEndSignature && I64(large, 4) == LargeEndLength - 12 && I64(large, 16) == 0
            && I64(large, 24) == count && I64(large, 32) == count
            && (length == uint.MaxValue || I64(large, 40) == length) && (start == uint.MaxValue || I64(large, 48) == start)
            && U32(locator, 0) == LocatorSignature && U32(locator, 4) == 0 && I64(locator, 8) == at && U32(locator, 16) == 1;
        (length, start) = (I64(large, 40), I64(large, 48));
        return wellFormed;
    }

    static List<ZipRecord>? Records(ReadOnlySpan<byte> directory)
    {
        var records = new List<ZipRecord>();
        while (!directory.IsEmpty)
        {
            if (ZipRecord.Parse(directory, out var taken) is not { } record)
            {
                return null;
            }
            records.Add(record);
            directory = directory[taken..];
        }
        return records;
    }

    static bool Follow(Stream zip, List<ZipRecord> records, long directoryStart)
    {
        var at = 0L;
        for (var n = 0; n < records.Count; n++)
        {
            var next = n + 1 < records.Count ? records[n + 1].Offset : directoryStart;
            if (records[n].Offset != at || next > directoryStart || !records[n].Fills(zip, next))
            {
                return false;
            }
            at = next;
        }
        return at == directoryStart;
    }
}
