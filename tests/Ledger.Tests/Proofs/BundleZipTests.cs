using System.Text;
using Ledger.Proofs;

namespace Ledger.Tests.Proofs;

/// <summary>A zip that two programs could unpack differently is no bundle, and every zip that all unpack alike is one.</summary>
public sealed class BundleZipTests
{
    static readonly Lazy<Task<(MadeUpLedger Ledger, BundleFiles Files)>> Honest = new(() => BundleAttack.Exported());

    static IEnumerable<TestCaseData> Plain() => OddZipCases.Plain().Select(Named);

    static IEnumerable<TestCaseData> Ambiguous() => OddZipCases.Ambiguous().Select(Named);

    static TestCaseData Named((string Name, Action<OddFile> Odd) odd) => new TestCaseData(odd.Odd).SetArgDisplayNames(odd.Name);

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
}
