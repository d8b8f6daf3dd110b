namespace Ledger.Tests.Proofs;

/// <summary>One file of a zip written in every way a zip can be: those that all programs unpack alike, and those they may not.</summary>
internal static class OddZipCases
{
    const uint Full = uint.MaxValue;

    /// <summary>What any writer may do.</summary>
    internal static IEnumerable<(string Name, Action<OddFile> Odd)> Plain()
    {
        yield return ("deflated", _ => { });
        yield return ("stored", Store);
        yield return ("level and name flags", file => file.Both(head => head with { Flags = 0x806 }));
        yield return ("a file of Unix", file => file.Attributes = 0x81A40000);
        yield return ("descriptor with signature", file => Describe(file, [0x50, 0x4b, 7, 8], large: false));
        yield return ("descriptor without signature", file => Describe(file, [], large: false));
        yield return ("large descriptor with signature", file => Describe(file, [0x50, 0x4b, 7, 8], large: true));
        yield return ("large descriptor without signature", file => Describe(file, [], large: true));
        yield return ("descriptor and sizes before", file =>
        {
            Describe(file, [], large: false);
            file.Local = file.Directory;
        });
        yield return ("ZIP64", file =>
        {
            file.Extra = file.LocalExtra = OddZip.Numbers((ushort)1, (ushort)16, (long)file.Content.Length, (long)file.Data.Length);
            file.Both(head => head with { Packed = Full, Length = Full });
        });
    }

    /// <summary>What programs could unpack differently.</summary>
    internal static IEnumerable<(string Name, Action<OddFile> Odd)> Ambiguous()
    {
        foreach (var bit in new[] { 0, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14, 15 })
        {
            yield return ($"flag {bit}", file => file.Both(head => head with { Flags = 1 << bit }));
        }
        yield return ("flag in the local record alone", file => file.Local = file.Local with { Flags = 1 });
        yield return ("flag in the directory alone", file => file.Directory = file.Directory with { Flags = 2 });
        foreach (var method in new[] { 1, 9, 12, 14, 93, 95, 99 })
        {
            yield return ($"method {method}", file => file.Both(head => head with { Method = method }));
        }
        yield return ("methods differ", file =>
        {
            Store(file);
            file.Local = file.Local with { Method = 8 };
        });
        yield return ("names differ", file => file.LocalName = "checkpoinT");
        yield return ("local CRC", file => file.Local = file.Local with { Crc = 1 });
        yield return ("local CRC nought", file => file.Local = file.Local with { Crc = 0 });
        yield return ("local packed size", file => file.Local = file.Local with { Packed = 1 });
        yield return ("local length", file => file.Local = file.Local with { Length = 1 });
        yield return ("both CRC", file => file.Both(head => head with { Crc = 1 }));
        yield return ("both length more", file => file.Both(head => head with { Length = (uint)file.Content.Length + 1 }));
        yield return ("both length less", file => file.Both(head => head with { Length = (uint)file.Content.Length - 1 }));
        yield return ("stored of two sizes", file =>
        {
            Store(file);
            file.Both(head => head with { Length = (uint)file.Content.Length - 1 });
        });
        yield return ("a byte behind the deflate stream", file => file.Data = [.. file.Data, 0]);
        yield return ("a stream behind the deflate stream", file => file.Data = [.. file.Data, .. OddZip.Deflate([1, 2, 3])]);
        yield return ("a deflate stream without end", file => file.Data = OddZip.Deflate(file.Content, finish: false));
        yield return ("a deflate stream cut short", file => file.Data = file.Data[..^1]);
        yield return ("no deflate stream", file => file.Data = [0xff, 0xff, 0xff]);
        yield return ("a link", file => file.Attributes = 0xA1FF0000);
        yield return ("a folder of Unix", file => file.Attributes = 0x41FF0000);
        yield return ("a folder of DOS", file => file.Attributes = 0x10);
        yield return ("a comment", file => file.Comment = [65]);
        yield return ("another name in Unicode", file => file.Extra = OddZip.Numbers((ushort)0x7075, (ushort)4, 0u));
        yield return ("a local extra field", file => file.LocalExtra = OddZip.Numbers((ushort)0x5455, (ushort)4, 0u));
        yield return ("ZIP64 without need", file => file.Extra = OddZip.Numbers((ushort)1, (ushort)8, (long)file.Content.Length));
        yield return ("ZIP64 and another", file =>
        {
            file.Extra = OddZip.Numbers((ushort)1, (ushort)8, (long)file.Content.Length, (ushort)0x7075, (ushort)0);
            file.Directory = file.Directory with { Length = Full };
        });
        yield return ("sizes all ones and no ZIP64", file => file.Both(head => head with { Length = Full, Packed = Full }));
        yield return ("a descriptor unasked", file => file.Descriptor = OddZip.Numbers(OddZip.Crc(file.Content), (uint)file.Data.Length, (uint)file.Content.Length));
        yield return ("no descriptor", file => file.Both(head => head with { Flags = 8 }));
        for (var at = 0; at < 16; at += 4)
        {
            var place = at;
            yield return ($"a descriptor wrong at {at}", file =>
            {
                Describe(file, [0x50, 0x4b, 7, 8], large: false);
                file.Descriptor[place] ^= 1;
            });
        }
        yield return ("wrong sizes before a descriptor", file =>
        {
            Describe(file, [], large: false);
            file.Local = file.Local with { Packed = 1 };
        });
    }

    static void Store(OddFile file)
    {
        file.Data = file.Content;
        file.Both(head => head with { Method = 0 });
    }

    static void Describe(OddFile file, byte[] signature, bool large)
    {
        file.Descriptor = [.. signature, .. large
            ? OddZip.Numbers(OddZip.Crc(file.Content), (long)file.Data.Length, (long)file.Content.Length)
            : OddZip.Numbers(OddZip.Crc(file.Content), (uint)file.Data.Length, (uint)file.Content.Length)];
        file.Directory = file.Directory with { Flags = 8 };
        file.Local = new OddHead(Flags: 8, Crc: 0, Packed: 0, Length: 0);
    }
}
