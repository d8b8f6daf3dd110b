using System.IO.Compression;
using System.Text;

namespace Ledger.Tests.Proofs;

/// <summary>One file of a zip with each field of its records, so that any of them can be made to say something else.</summary>
public sealed class OddFile(string name, byte[] content)
{
    internal byte[] Data { get; set; } = OddZip.Deflate(content);

    internal byte[] Descriptor { get; set; } = [];

    internal string LocalName { get; set; } = name;

    internal byte[] LocalExtra { get; set; } = [];

    internal byte[] Extra { get; set; } = [];

    internal byte[] Comment { get; set; } = [];

    internal uint Attributes { get; set; }

    internal OddHead Directory { get; set; } = new();

    internal OddHead Local { get; set; } = new();

    internal byte[] Content { get; } = content;

    internal string Name { get; } = name;

    internal void Both(Func<OddHead, OddHead> change) => (Directory, Local) = (change(Directory), change(Local));

    /// <summary>Fills in what was not made to lie.</summary>
    internal OddHead Filled(OddHead head) => head with
    {
        Crc = head.Crc ?? OddZip.Crc(Content),
        Packed = head.Packed ?? (uint)Data.Length,
        Length = head.Length ?? (uint)Content.Length,
    };
}

/// <summary>What directory and local record both say of a file.</summary>
public sealed record OddHead(int Flags = 0, int Method = 8, uint? Crc = null, uint? Packed = null, uint? Length = null);

/// <summary>Writes zips record by record (APPNOTE 4.3).</summary>
internal static class OddZip
{
    internal static byte[] Write(BundleFiles files, string oddName, Action<OddFile> odd)
    {
        using var zip = new MemoryStream();
        using var directory = new MemoryStream();
        using BinaryWriter local = new(zip), central = new(directory);
        foreach (var (name, content) in files.Files)
        {
            var file = new OddFile(name, content);
            if (name == oddName)
            {
                odd(file);
            }
            var offset = (uint)zip.Position;
            WriteLocal(local, file);
            WriteCentral(central, file, offset);
        }
        var start = (uint)zip.Position;
        local.Write(directory.ToArray());
        var count = (ushort)files.Files.Count;
        local.Write("PK\u0005\u0006\0\0\0\0"u8);
        local.Write(count);
        local.Write(count);
        local.Write((uint)directory.Length);
        local.Write(start);
        local.Write((ushort)0);
        return zip.ToArray();
    }

    internal static byte[] Local(OddFile file)
    {
        using var record = new MemoryStream();
        using var writer = new BinaryWriter(record);
        WriteLocal(writer, file);
        return record.ToArray();
    }

    internal static byte[] Deflate(byte[] content, bool finish = true)
    {
        if (content.Length == 0)
        {
            // The framework writes nothing for nothing; this is one last, empty block.
            return [3, 0];
        }
        using var packed = new MemoryStream();
        using var deflate = new DeflateStream(packed, CompressionLevel.Optimal);
        deflate.Write(content);
        deflate.Flush();
        if (finish)
        {
            deflate.Dispose();
        }
        return packed.ToArray();
    }

    /// <summary>Bit by bit, as the definition has it.</summary>
    internal static uint Crc(byte[] content)
    {
        var sum = uint.MaxValue;
        foreach (var one in content)
        {
            sum ^= one;
            for (var bit = 0; bit < 8; bit++)
            {
                sum = (sum & 1) == 0 ? sum >> 1 : (sum >> 1) ^ 0xEDB88320;
            }
        }
        return ~sum;
    }

    internal static byte[] Numbers(params object[] numbers)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        foreach (var number in numbers)
        {
            switch (number)
            {
                case ushort small: writer.Write(small); break;
                case uint middle: writer.Write(middle); break;
                case long large: writer.Write(large); break;
                default: throw new ArgumentException("A number of 16, 32 or 64 bits.", nameof(numbers));
            }
        }
        return bytes.ToArray();
    }

    static void WriteLocal(BinaryWriter writer, OddFile file)
    {
        writer.Write("PK\u0003\u0004\u0014\0"u8);
        WriteHead(writer, file.Filled(file.Local), file.LocalName, file.LocalExtra);
        writer.Write(Encoding.UTF8.GetBytes(file.LocalName));
        writer.Write(file.LocalExtra);
        writer.Write(file.Data);
        writer.Write(file.Descriptor);
    }

    static void WriteCentral(BinaryWriter writer, OddFile file, uint offset)
    {
        writer.Write("PK\u0001\u0002\u0014\u0003\u0014\0"u8);
        WriteHead(writer, file.Filled(file.Directory), file.Name, file.Extra);
        writer.Write((ushort)file.Comment.Length);
        writer.Write(0);
        writer.Write(file.Attributes);
        writer.Write(offset);
        writer.Write(Encoding.UTF8.GetBytes(file.Name));
        writer.Write(file.Extra);
        writer.Write(file.Comment);
    }

    static void WriteHead(BinaryWriter writer, OddHead head, string name, byte[] extra)
    {
        writer.Write((ushort)head.Flags);
        writer.Write((ushort)head.Method);
        writer.Write(0x00210000);
        writer.Write(head.Crc!.Value);
        writer.Write(head.Packed!.Value);
        writer.Write(head.Length!.Value);
        writer.Write((ushort)name.Length);
        writer.Write((ushort)extra.Length);
    }
}
