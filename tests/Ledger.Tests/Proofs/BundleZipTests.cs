using System.Text;
using Ledger.Proofs;

namespace Ledger.Tests.Proofs;

/// <summary>A zip that two programs could unpack differently is no bundle, and every zip that all unpack alike is one.</summary>
public sealed class BundleZipTests
{
    const uint Full = uint.MaxValue;

    static readonly Lazy<Task<(MadeUpLedger Ledger, BundleFiles Files)>> Honest = new(() => BundleAttack.Exported());

    static IEnumerable<TestCaseData> Plain()
    {
        TestCaseData Case(string name, Action<OddFile> odd) => new TestCaseData(odd).SetArgDisplayNames(name);
        yield return Case("deflated", _ => { });
        yield return Case("stored", Store);
        yield return Case("level and name flags", file => file.Both(head => head with { Flags = 0x806 }));
        yield return Case("a file of Unix", file => file.Attributes = 0x81A40000);
        yield return Case("descriptor with signature", file => Describe(file, [0x50, 0x4b, 7, 8], large: false));
        yield return Case("descriptor without signature", file => Describe(file, [], large: false));
        yield return Case("large descriptor with signature", file => Describe(file, [0x50, 0x4b, 7, 8], large: true));
        yield return Case("large descriptor without signature", file => Describe(file, [], large: true));
        yield return Case("descriptor and sizes before", file =>
        {
            Describe(file, [], large: false);
            file.Local = file.Directory;
        });
        yield return Case("ZIP64", file =>
        {
            file.Extra = file.LocalExtra = OddZip.Numbers((ushort)1, (ushort)16, (long)file.Content.Length, (long)file.Data.Length);
            file.Both(head => head with { Packed = Full, Length = Full });
        });
    }

    static IEnumerable<TestCaseData> Ambiguous()
    {
        TestCaseData Case(string name, Action<OddFile> odd) => new TestCaseData(odd).SetArgDisplayNames(name);
        foreach (var bit in new[] { 0, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14, 15 })
        {
            yield return Case($"flag {bit}", file => file.Both(head => head with { Flags = 1 << bit }));
        }
        yield return Case("flag in the local record alone", file => file.Local = file.Local with { Flags = 1 });
        yield return Case("flag in the directory alone", file => file.Directory = file.Directory with { Flags = 2 });
        foreach (var method in new[] { 1, 9, 12, 14, 93, 95, 99 })
        {
            yield return Case($"method {method}", file => file.Both(head => head with { Method = method }));
        }
        yield return Case("methods differ", file =>
        {
            Store(file);
            file.Local = file.Local with { Method = 8 };
        });
        yield return Case("names differ", file => file.LocalName = "checkpoinT");
        yield return Case("local CRC", file => file.Local = file.Local with { Crc = 1 });
        yield return Case("local CRC nought", file => file.Local = file.Local with { Crc = 0 });
        yield return Case("local packed size", file => file.Local = file.Local with { Packed = 1 });
        yield return Case("local length", file => file.Local = file.Local with { Length = 1 });
        yield return Case("both CRC", file => file.Both(head => head with { Crc = 1 }));
        yield return Case("both length more", file => file.Both(head => head with { Length = (uint)file.Content.Length + 1 }));
        yield return Case("both length less", file => file.Both(head => head with { Length = (uint)file.Content.Length - 1 }));
        yield return Case("stored of two sizes", file =>
        {
            Store(file);
            file.Both(head => head with { Length = (uint)file.Content.Length - 1 });
        });
        yield return Case("a byte behind the deflate stream", file => file.Data = [.. file.Data, 0]);
        yield return Case("a stream behind the deflate stream", file => file.Data = [.. file.Data, .. OddZip.Deflate([1, 2, 3])]);
        yield return Case("a deflate stream without end", file => file.Data = OddZip.Deflate(file.Content, finish: false));
        yield return Case("a deflate stream cut short", file => file.Data = file.Data[..^1]);
        yield return Case("no deflate stream", file => file.Data = [0xff, 0xff, 0xff]);
        yield return Case("a link", file => file.Attributes = 0xA1FF0000);
        yield return Case("a folder of Unix", file => file.Attributes = 0x41FF0000);
        yield return Case("a folder of DOS", file => file.Attributes = 0x10);
        yield return Case("a comment", file => file.Comment = [65]);
        yield return Case("another name in Unicode", file => file.Extra = OddZip.Numbers((ushort)0x7075, (ushort)4, 0u));
        yield return Case("a local extra field", file => file.LocalExtra = OddZip.Numbers((ushort)0x5455, (ushort)4, 0u));
        yield return Case("ZIP64 without need", file => file.Extra = OddZip.Numbers((ushort)1, (ushort)8, (long)file.Content.Length));
        yield return Case("ZIP64 and another", file =>
        {
            file.Extra = OddZip.Numbers((ushort)1, (ushort)8, (long)file.Content.Length, (ushort)0x7075, (ushort)0);
            file.Directory = file.Directory with { Length = Full };
        });
        yield return Case("sizes all ones and no ZIP64", file => file.Both(head => head with { Length = Full, Packed = Full }));
        yield return Case("a descriptor unasked", file => file.Descriptor = OddZip.Numbers(OddZip.Crc(file.Content), (uint)file.Data.Length, (uint)file.Content.Length));
        yield return Case("no descriptor", file => file.Both(head => head with { Flags = 8 }));
        for (var at = 0; at < 16; at += 4)
        {
            var place = at;
            yield return Case($"a descriptor wrong at {at}", file =>
            {
                Describe(file, [0x50, 0x4b, 7, 8], large: false);
                file.Descriptor[place] ^= 1;
            });
        }
        yield return Case("wrong sizes before a descriptor", file =>
        {
            Describe(file, [], large: false);
            file.Local = file.Local with { Packed = 1 };
        });
    }

    [TestCaseSource(nameof(Plain))]
    public async Task A_plain_zip_of_any_writer_is_genuine(Action<OddFile> odd)
    {
        ArgumentNullException.ThrowIfNull(odd);
        var (ledger, files) = await Honest.Value;
        foreach (var (name, _) in files.Files)
        {
            var verdict = Verify(OddZip.Write(files, name, odd), ledger);
            Assert.That((verdict.Outcome, verdict.Faults), Is.EqualTo((BundleOutcome.Genuine, Array.Empty<BundleFault>())), name);
        }
    }

    [TestCaseSource(nameof(Ambiguous))]
    public async Task What_programs_could_unpack_differently_is_refused(Action<OddFile> odd)
    {
        ArgumentNullException.ThrowIfNull(odd);
        var (ledger, files) = await Honest.Value;
        foreach (var name in new[] { "scope.json", "events.jsonl", "events.csv", "report.html", "proof", "checkpoint" })
        {
            var verdict = Verify(OddZip.Write(files, name, odd), ledger);
            Assert.That(verdict.Outcome, Is.EqualTo(BundleOutcome.Refused), name);
            Assert.That(verdict.Faults.Select(f => f.Code), Has.Member("archive-unreadable"), name);
        }
    }

    /// <summary>A program that reads from the front finds another table behind the last file, where the directory sees packed bytes.</summary>
    [TestCase(true)]
    [TestCase(false)]
    public async Task A_local_record_hidden_in_packed_bytes_is_refused(bool localCountsIt)
    {
        var (ledger, files) = await Honest.Value;
        var zip = OddZip.Write(files, "checkpoint", file =>
        {
            var own = (uint)file.Data.Length;
            file.Data = [.. file.Data, .. OddZip.Local(new OddFile("events.csv", Encoding.UTF8.GetBytes("another table")))];
            file.Local = file.Local with { Packed = localCountsIt ? null : own };
        });
        Assert.That(Verify(zip, ledger).Faults.Select(f => f.Code), Is.EqualTo(new[] { "archive-unreadable" }));
    }

    /// <summary>The end of a stream may lie anywhere between the pieces a decoder reads.</summary>
    [TestCase(true)]
    [TestCase(false)]
    public async Task A_file_of_any_length_is_read_exactly_to_its_end(bool random)
    {
        var (ledger, files) = await Honest.Value;
        foreach (var length in new[] { 0, 1, 2, 100, 4095, 4096, 8180, 8185, 8187, 8190, 8191, 8192, 8193, 8200, 16384, 65530, 65536, 70000 })
        {
            var content = new byte[length];
            if (random)
            {
                new Random(length).NextBytes(content);
            }
            var copy = files.Copy();
            copy["report.html"] = content;
            byte[] Zip(int tail) => OddZip.Write(copy, "report.html", file => file.Data = [.. file.Data, .. new byte[tail]]);
            Assert.That(Verify(Zip(0), ledger).Faults.Select(f => f.Code), Is.EqualTo(new[] { "file-changed" }), $"{length}");
            Assert.That(Verify(Zip(1), ledger).Faults.Select(f => f.Code), Has.Member("archive-unreadable"), $"{length}");
        }
    }

    static BundleVerdict Verify(byte[] zip, MadeUpLedger ledger)
    {
        using var stream = new MemoryStream(zip);
        return BundleVerifier.Verify(stream, ledger.Signer.VerifierKey);
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
