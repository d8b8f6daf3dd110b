using System.Text;
using static Ledger.Proofs.ZipBytes;

namespace Ledger.Proofs;

/// <summary>
/// A file of a zip, as the directory describes it. The local record and the descriptor must say the same, since programs differ in which
/// of them they believe; and nothing is allowed that could make them unpack anything but this content to this name.
/// </summary>
internal sealed class ZipRecord
{
    internal const int Stored = 0, Deflated = 8;

    const uint DirectorySignature = 0x02014b50, LocalSignature = 0x04034b50, DescriptorSignature = 0x08074b50;
    const int DirectoryLength = 46, LocalLength = 30, ExtraHead = 4, Zip64 = 1;

    // General-purpose flags: compression level, sizes stand behind the data, the name is UTF-8. Not: encryption, patches, masked values.
    const int LevelFlags = 0x0006, DescriptorFlag = 0x0008, Utf8Flag = 0x0800;

    // External attributes: the folder bit of DOS, and the file type of Unix in the highest four bits.
    const uint FolderBit = 0x10;
    const int UnixTypeShift = 28, UnixUnset = 0, UnixFile = 8;

    readonly byte[] _name;
    readonly int _flags;

    ZipRecord(byte[] name, int flags) => (_name, _flags) = (name, flags);

    internal string Name => Encoding.UTF8.GetString(_name);

    /// <summary>Stored or deflated.</summary>
    internal int Method { get; private init; }

    /// <summary>CRC-32 of the content.</summary>
    internal uint Crc { get; private init; }

    /// <summary>Bytes the content takes in the zip.</summary>
    internal long Packed { get; private init; }

    /// <summary>Bytes of the content.</summary>
    internal long Length { get; private init; }

    /// <summary>Where the local record begins.</summary>
    internal long Offset { get; private init; }

    /// <summary>Where the packed content begins; known after <see cref="Fills"/>.</summary>
    internal long DataStart { get; private set; }

    /// <summary>Reads the directory's first record and says how many bytes it takes; null where a bundle has no such record.</summary>
    internal static ZipRecord? Parse(ReadOnlySpan<byte> directory, out int taken)
    {
        taken = 0;
        if (directory.Length < DirectoryLength || U32(directory, 0) != DirectorySignature)
        {
            return null;
        }
        int name = U16(directory, 28), extra = U16(directory, 30), comment = U16(directory, 32), disk = U16(directory, 34);
        taken = DirectoryLength + name + extra;
        Span<long> sizes = [U32(directory, 24), U32(directory, 20), U32(directory, 42)];
        if (comment != 0 || disk != 0 || directory.Length < taken || !TakeZip64(directory.Slice(DirectoryLength + name, extra), sizes))
        {
            return null;
        }
        var record = new ZipRecord(directory.Slice(DirectoryLength, name).ToArray(), U16(directory, 8))
        {
            Method = U16(directory, 10),
            Crc = U32(directory, 16),
            Length = sizes[0],
            Packed = sizes[1],
            Offset = sizes[2],
        };
        return record.IsPlain(U32(directory, 38)) ? record : null;
    }

    /// <summary>True when local record, packed content and descriptor lie between the offset and <paramref name="next"/>, and leave no byte over.</summary>
    internal bool Fills(Stream zip, long next)
    {
        if (next - Offset < LocalLength + _name.Length)
        {
            return false;
        }
        var local = Read(zip, Offset, LocalLength + _name.Length);
        int extra = U16(local, 28);
        Span<long> sizes = [U32(local, 22), U32(local, 18)];
        if (U32(local, 0) != LocalSignature || U16(local, 6) != _flags || U16(local, 8) != Method || U16(local, 26) != _name.Length
            || !local.AsSpan(LocalLength).SequenceEqual(_name) || !TakeZip64(Read(zip, Offset + local.Length, extra), sizes)
            || !Agrees(U32(local, 14), Crc) || !Agrees(sizes[0], Length) || !Agrees(sizes[1], Packed))
        {
            return false;
        }
        DataStart = Offset + local.Length + extra;
        var behind = next - Packed - DataStart;
        return HasDescriptor ? behind is >= 12 and <= 24 && IsDescriptor(Read(zip, next - behind, (int)behind)) : behind == 0;
    }

    bool HasDescriptor => (_flags & DescriptorFlag) != 0;

    bool IsPlain(uint attributes) =>
        (_flags & ~(LevelFlags | DescriptorFlag | Utf8Flag)) == 0 && Packed >= 0 && Length >= 0 && Offset >= 0
        && (Method == Deflated || (Method == Stored && Packed == Length))
        && (attributes & FolderBit) == 0 && (attributes >> UnixTypeShift) is UnixUnset or UnixFile;

    /// <summary>What stands before the data must be the directory's, or nought where a descriptor follows.</summary>
    bool Agrees(long local, long directory) => local == directory || (HasDescriptor && local == 0);

    /// <summary>The three values in 32 or 64 bits, with the signature or without it.</summary>
    bool IsDescriptor(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length is 16 or 24)
        {
            if (U32(bytes, 0) != DescriptorSignature)
            {
                return false;
            }
            bytes = bytes[4..];
        }
        return bytes.Length switch
        {
            12 => U32(bytes, 0) == Crc && U32(bytes, 4) == Packed && U32(bytes, 8) == Length,
            20 => U32(bytes, 0) == Crc && I64(bytes, 4) == Packed && I64(bytes, 12) == Length,
            _ => false,
        };
    }

    /// <summary>Replaces each size that is all ones by its 64 bits. The extra field holds these and nothing else.</summary>
    static bool TakeZip64(ReadOnlySpan<byte> extra, Span<long> sizes)
    {
        var at = ExtraHead;
        foreach (ref var size in sizes)
        {
            if (size != uint.MaxValue)
            {
                continue;
            }
            if (extra.Length < at + 8)
            {
                return false;
            }
            size = I64(extra, at);
            at += 8;
        }
        return at == ExtraHead ? extra.IsEmpty : extra.Length == at && U16(extra, 0) == Zip64 && U16(extra, 2) == at - ExtraHead;
    }
}
