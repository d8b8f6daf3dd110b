using System.IO.Compression;
using System.Text;
using Ledger.Proofs;

namespace Ledger.Tests.Proofs;

/// <summary>Files that were made to break the verifier: each gets a verdict, in bounded time and memory, and never an exception.</summary>
public sealed class BundleHostileTests
{
    static readonly Lazy<Task<byte[]>> Honest = new(async () =>
    {
        var ledger = new MadeUpLedger();
        using var stream = new MemoryStream();
        await ledger.Writer(ledger.AboutAnna).WriteAsync(stream);
        return stream.ToArray();
    });

    static BundleVerdict Verify(byte[] zip)
    {
        using var stream = new MemoryStream(zip);
        return BundleVerifier.Verify(stream);
    }

    [TestCase("")]
    [TestCase("not a zip")]
    [TestCase("PK\u0005\u0006 and then far too little to be an end record of anything")]
    public void What_is_no_zip_is_refused(string text)
    {
        var verdict = Verify(Encoding.UTF8.GetBytes(text));
        Assert.That(verdict.Outcome, Is.EqualTo(BundleOutcome.Refused));
        Assert.That(verdict.Faults.Select(f => f.Code), Is.EqualTo(new[] { "archive-unreadable" }));
    }

    [Test]
    public async Task A_zip_cut_short_anywhere_is_refused()
    {
        var zip = await Honest.Value;
        Assert.That(Verify(zip).Outcome, Is.EqualTo(BundleOutcome.Consistent));
        for (var length = 0; length < zip.Length; length += 1 + zip.Length / 100)
        {
            Assert.That(Verify(zip[..length]).Faults.Select(f => f.Code), Is.EqualTo(new[] { "archive-unreadable" }));
        }
    }

    [Test]
    public async Task Nothing_may_stand_before_or_behind_the_zip()
    {
        var zip = await Honest.Value;
        Assert.That(Verify([.. zip, 0]).Outcome, Is.EqualTo(BundleOutcome.Refused));
        Assert.That(Verify([0, .. zip]).Outcome, Is.EqualTo(BundleOutcome.Refused));
    }

    [Test]
    public async Task Flipped_bits_anywhere_in_the_zip_never_throw()
    {
        var zip = await Honest.Value;
        var random = new Random(152);
        for (var round = 0; round < 400; round++)
        {
            var changed = zip.ToArray();
            for (var flips = random.Next(1, 4); flips > 0; flips--)
            {
                changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
            }
            Assert.That(() => Verify(changed), Throws.Nothing);
        }
    }

    [Test]
    public async Task A_local_record_under_another_name_or_a_gap_is_refused()
    {
        var zip = await Honest.Value;
        var renamed = zip.ToArray();
        // The first name stands behind the 30 bytes of the first local record; the directory still calls it scope.json.
        Assert.That(Encoding.ASCII.GetString(renamed, 30, 10), Is.EqualTo("scope.json"));
        renamed[30] = (byte)'S';
        Assert.That(Verify(renamed).Faults.Select(f => f.Code), Is.EqualTo(new[] { "archive-unreadable" }));
        // A file that the directory no longer lists is still there for a program that reads from the front.
        var hidden = HideFirstEntry(zip);
        using (var archive = new ZipArchive(new MemoryStream(hidden)))
        {
            Assert.That(archive.Entries.Select(e => e.FullName), Has.No.Member("scope.json").And.Exactly(8).Items);
        }
        Assert.That(Verify(hidden).Faults.Select(f => f.Code), Is.EqualTo(new[] { "archive-unreadable" }));
    }

    /// <summary>Takes the first entry out of the directory and leaves its local record in place.</summary>
    static byte[] HideFirstEntry(byte[] zip)
    {
        var end = zip.AsSpan(zip.Length - 22).ToArray();
        int start = BitConverter.ToInt32(end, 16), length = BitConverter.ToInt32(end, 12);
        var first = 46 + BitConverter.ToUInt16(zip, start + 28) + BitConverter.ToUInt16(zip, start + 30);
        BitConverter.TryWriteBytes(end.AsSpan(8), (short)8);
        BitConverter.TryWriteBytes(end.AsSpan(10), (short)8);
        BitConverter.TryWriteBytes(end.AsSpan(12), length - first);
        return [.. zip[..start], .. zip[(start + first)..(start + length)], .. end];
    }

    /// <summary>What a writer adds beyond 4 GB, on a small zip: the end record's fields are all ones and refer to the larger records.</summary>
    [Test]
    public async Task The_end_records_of_a_zip_beyond_4_GB_are_read_as_strictly()
    {
        var zip = await Honest.Value;
        var end = zip.AsSpan(zip.Length - 22).ToArray();
        byte[] large = new byte[56], locator = new byte[20];
        "PK\u0006\u0006"u8.CopyTo(large);
        BitConverter.TryWriteBytes(large.AsSpan(4), 44L);
        BitConverter.TryWriteBytes(large.AsSpan(24), 9L);
        BitConverter.TryWriteBytes(large.AsSpan(32), 9L);
        BitConverter.TryWriteBytes(large.AsSpan(40), (long)BitConverter.ToUInt32(end, 12));
        BitConverter.TryWriteBytes(large.AsSpan(48), (long)BitConverter.ToUInt32(end, 16));
        "PK\u0006\u0007"u8.CopyTo(locator);
        BitConverter.TryWriteBytes(locator.AsSpan(8), zip.Length - 22L);
        BitConverter.TryWriteBytes(locator.AsSpan(16), 1);
        end.AsSpan(12, 8).Fill(0xff);
        Assert.That(Verify([.. zip[..^22], .. large, .. locator, .. end]).Faults, Is.Empty);
        Assert.That(Verify([.. zip[..^22], 0, .. large, .. locator, .. end]).Outcome, Is.EqualTo(BundleOutcome.Refused));
        Assert.That(Verify([.. zip[..^22], .. end]).Outcome, Is.EqualTo(BundleOutcome.Refused));
    }

    [Test]
    public async Task A_bundle_written_to_a_stream_that_cannot_seek_verifies_too()
    {
        var ledger = new MadeUpLedger();
        using var stream = new OneWay();
        await ledger.Writer(ledger.AboutAnna).WriteAsync(stream);
        Assert.That(Verify(stream.ToArray()).Faults, Is.Empty);
        Assert.That(() => BundleVerifier.Verify(stream), Throws.ArgumentException);
    }

    sealed class OneWay : MemoryStream
    {
        public override bool CanSeek => false;
    }

    [Test]
    public void A_zip_of_another_file_lacks_every_file()
    {
        var verdict = new BundleFiles([("report.html", [])]).Verify(null);
        Assert.That(verdict.Faults.Select(f => (f.Code, f.File)), Is.EqualTo(new[]
        {
            "scope.json", "events.jsonl", "openings.json", "events.csv", "key", "manifest.json", "export.json", "proof", "checkpoint",
        }.Select(name => ("file-missing", name))));
    }

    [TestCase("scope.json")]
    [TestCase("manifest.json")]
    [TestCase("export.json")]
    [TestCase("key")]
    [TestCase("checkpoint")]
    [TestCase("events.jsonl")]
    [TestCase("openings.json")]
    [TestCase("events.csv")]
    [TestCase("proof")]
    [TestCase("report.html")]
    public async Task A_file_that_expands_beyond_measure_is_not_expanded(string name)
    {
        var files = BundleFiles.Unzip(await Honest.Value);
        files.Files.RemoveAll(f => f.Name == name);
        files.Files.Add((name, new byte[20_000_000]));
        var verdict = files.Verify(null);
        Assert.That(verdict.Faults.Select(f => (f.Code, f.File)), Is.EqualTo(new[] { ("file-too-large", name) }));
    }

    [TestCase("events.jsonl", "malformed")]
    [TestCase("openings.json", "malformed")]
    [TestCase("proof", "malformed")]
    [TestCase("events.csv", "csv-differs")]
    [TestCase("scope.json", "file-too-large")]
    public async Task A_line_without_end_is_refused_in_the_memory_of_one_line(string name, string code)
    {
        var files = BundleFiles.Unzip(await Honest.Value);
        // Random digits, since text that packs well is refused before it is read.
        files[name] = Encoding.ASCII.GetBytes(Convert.ToHexString(Noise(4_000_000)));
        using var zip = new MemoryStream(files.Zip());
        var before = GC.GetAllocatedBytesForCurrentThread();
        var verdict = BundleVerifier.Verify(zip);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(4_000_000));
        Assert.That(verdict.Faults.Select(f => (f.Code, f.File)), Has.Member((code, name)));
    }

    [TestCase("scope.json", "{}")]
    [TestCase("scope.json", "[]")]
    [TestCase("scope.json", "null")]
    [TestCase("manifest.json", "{\"format\":1}")]
    [TestCase("manifest.json", "\ufeff{}")]
    [TestCase("export.json", "{\"specversion\":\"1.0\"}")]
    [TestCase("key", "key\n")]
    [TestCase("checkpoint", "ledger.example/test\u0009\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n\u2014 a AAAAAAA=\n")]
    [TestCase("checkpoint", "\ud800")]
    [TestCase("checkpoint", "text\n\n")]
    [TestCase("proof", "ledger.multiproof.v1\nsize 9223372036854775807\n")]
    public async Task A_file_in_no_format_is_malformed(string name, string text)
    {
        var files = BundleFiles.Unzip(await Honest.Value);
        files[name] = Encoding.UTF8.GetBytes(text);
        Assert.That(files.Verify(null).Faults.Select(f => (f.Code, f.File)), Has.Member(("malformed", name)));
    }

    [TestCaseSource(typeof(BundleCases), nameof(BundleCases.NoEvents))]
    public async Task An_event_that_is_in_the_log_but_in_no_format_is_named(string from, string to)
    {
        var (ledger, files) = await BundleCases.Taken(4, from, to);
        var verdict = files.Verify(ledger.Signer.VerifierKey);
        Assert.That(verdict.Faults.Select(f => (f.Code, f.File, f.Index)), Has.Member(("malformed", "events.jsonl", (long?)4)));
        Assert.That(verdict.Faults.Select(f => f.Code), Has.None.Matches<string>(code => code.StartsWith("proof", StringComparison.Ordinal)));
    }

    [Test]
    public async Task Faults_are_listed_up_to_a_hundred_and_then_counted()
    {
        var ledger = new MadeUpLedger();
        for (var n = 0; n < 200; n++)
        {
            ledger.Add("data.rectified", MadeUpLedger.Boris, MadeUpLedger.Boris, "{}");
        }
        var files = await ledger.Export(ledger.AboutAnna with { Person = MadeUpLedger.Boris });
        files.SetLines("events.jsonl", []);
        var verdict = files.Verify(null);
        // 202 events and 2 openings that are nowhere, and said of whole files that they were changed and miscounted.
        Assert.That((verdict.Faults.Count, verdict.FaultsLeftOut), Is.EqualTo((102, 104L)));
        Assert.That(verdict.Faults.Select(f => f.Code), Has.Member("file-changed"));
    }

    [Test]
    public async Task Names_from_inside_the_zip_cannot_reach_a_terminal_raw()
    {
        var files = BundleFiles.Unzip(await Honest.Value);
        files.Files.Add(("\u001b[2J\u202egpj" + new string('x', 1000), []));
        var fault = files.Verify(null).Faults.Single();
        Assert.That(fault.File, Does.StartWith("?[2J?gpjx").And.Length.LessThanOrEqualTo(300));
    }

    static byte[] Noise(int length)
    {
        var noise = new byte[length / 2];
        new Random(1).NextBytes(noise);
        return noise;
    }
}
