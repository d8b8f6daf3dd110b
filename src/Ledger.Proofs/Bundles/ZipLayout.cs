using System.Buffers.Binary;

namespace Ledger.Proofs;

/// <summary>
/// Whether every byte of a zip belongs to an entry of its directory (APPNOTE 4.3): local records follow each other from the first byte
/// to the directory, in its order and under its names, and the end record closes the file. Otherwise another program could unpack other
/// files from the same zip than the ones verified here.
/// </summary>
internal static class ZipLayout
{
    private const uint EndSignature = 0x06054b50, DirectorySignature = 0x02014b50, LocalSignature = 0x04034b50;
    private const int EndLength = 22, DirectoryLength = 46, LocalLength = 30, DirectoryMax = 1 << 14, Large = 76;

    // What may stand behind an entry's data: nothing, or a data descriptor with or without signature, in 32 or 64 bits.
    private static readonly long[] DescriptorLengths = [0, 12, 16, 20, 24];

    /// <summary>True when the layout holds; reads the directory and the head of each local record.</summary>
    internal static bool IsGapless(Stream zip)
    {
        if (zip.Length < EndLength)
        {
            return false;
        }
        var end = Read(zip, zip.Length - EndLength, EndLength);
        if (U32(end, 0) != EndSignature || U16(end, 20) != 0)
        {
            return false;
        }
        // Beyond 4 GB the end record refers to two larger ones before it.
        var (start, length, directoryEnd) = U32(end, 16) == uint.MaxValue || U32(end, 12) == uint.MaxValue
            ? LargeDirectory(zip)
            : (U32(end, 16), U32(end, 12), zip.Length - EndLength);
        return length is > 0 and <= DirectoryMax && start >= 0 && start + length == directoryEnd
            && EntriesFollow(zip, Read(zip, start, (int)length), start);
    }

    private static (long Start, long Length, long End) LargeDirectory(Stream zip)
    {
        if (zip.Length < EndLength + Large)
        {
            return default;
        }
        // The 64-bit end record (56 bytes) and its locator (20 bytes) stand right before the end record.
        var at = zip.Length - EndLength - Large;
        var large = Read(zip, at, Large);
        return U32(large, 0) == 0x06064b50 && U32(large, 56) == 0x07064b50 && I64(large, 56 + 8) == at
            ? (I64(large, 48), I64(large, 40), at)
            : default;
    }

    private static bool EntriesFollow(Stream zip, ReadOnlySpan<byte> directory, long directoryStart)
    {
        var at = 0L;
        while (!directory.IsEmpty)
        {
            if (directory.Length < DirectoryLength || U32(directory, 0) != DirectorySignature)
            {
                return false;
            }
            int name = U16(directory, 28), extra = U16(directory, 30), comment = U16(directory, 32);
            if (comment != 0 || directory.Length < DirectoryLength + name + extra)
            {
                return false;
            }
            var entry = directory[..(DirectoryLength + name + extra)];
            directory = directory[entry.Length..];
            if (Sizes(entry, name) is not var (packed, offset) || (offset != at && !DescriptorLengths.Contains(offset - at)) || packed < 0
                || LocalData(zip, offset, entry.Slice(DirectoryLength, name)) is not { } data || data > directoryStart - packed)
            {
                return false;
            }
            at = data + packed;
        }
        return DescriptorLengths.Contains(directoryStart - at);
    }

    /// <summary>Where the local record's data begins; null where the record is not there or has another name.</summary>
    private static long? LocalData(Stream zip, long offset, ReadOnlySpan<byte> name)
    {
        if (offset < 0 || offset > zip.Length - LocalLength - name.Length)
        {
            return null;
        }
        var local = Read(zip, offset, LocalLength + name.Length);
        return U32(local, 0) == LocalSignature && U16(local, 26) == name.Length && name.SequenceEqual(local.AsSpan(LocalLength))
            ? offset + LocalLength + name.Length + U16(local, 28)
            : null;
    }

    /// <summary>Packed size and offset of the local record, from the entry or, where they are too large for it, its ZIP64 extra field.</summary>
    private static (long Packed, long Offset)? Sizes(ReadOnlySpan<byte> entry, int name)
    {
        long packed = U32(entry, 20), offset = U32(entry, 42);
        var extra = entry[(DirectoryLength + name)..];
        while (extra.Length >= 4 && U16(extra, 0) != 1 && extra.Length >= 4 + U16(extra, 2))
        {
            extra = extra[(4 + U16(extra, 2))..];
        }
        var at = 4 + (U32(entry, 24) == uint.MaxValue ? 8 : 0);
        foreach (var isPacked in new[] { true, false })
        {
            if ((isPacked ? packed : offset) != uint.MaxValue)
            {
                continue;
            }
            if (extra.Length < at + 8)
            {
                return null;
            }
            (packed, offset) = isPacked ? (I64(extra, at), offset) : (packed, I64(extra, at));
            at += 8;
        }
        return (packed, offset);
    }

    private static byte[] Read(Stream zip, long at, int length)
    {
        var bytes = new byte[length];
        zip.Position = at;
        zip.ReadExactly(bytes);
        return bytes;
    }

    private static int U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static long I64(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes[at..]);
}
