using System.Security.Cryptography;
using System.Text;
using Ledger.Proofs;

namespace Ledger.Tests.Proofs;

/// <summary>
/// What can be done to a bundle, each plainly and again with table, proof and manifest made to match by somebody who holds every tile.
/// </summary>
public sealed class BundleAttackTests
{
    static readonly long[] Own = BundleAttack.Own;

    [TestCase("scope.json")]
    [TestCase("events.jsonl")]
    [TestCase("openings.json")]
    [TestCase("events.csv")]
    [TestCase("report.html")]
    [TestCase("key")]
    [TestCase("manifest.json")]
    [TestCase("export.json")]
    [TestCase("proof")]
    [TestCase("checkpoint")]
    public async Task One_changed_byte_is_caught_and_its_file_named(string name)
    {
        var (ledger, files) = await BundleAttack.Exported();
        var step = Math.Max(1, files[name].Length / 40);
        for (var at = 0; at < files[name].Length; at += step)
        {
            var changed = files.Copy();
            changed[name] = [.. files[name]];
            changed[name][at] ^= 1;
            foreach (var key in new[] { ledger.Signer.VerifierKey, null })
            {
                var verdict = changed.Verify(key);
                Assert.That(verdict.Outcome, Is.EqualTo(BundleOutcome.Refused), $"{name} at {at}");
                Assert.That(verdict.Faults.Select(f => f.File), Has.Member(name), $"{name} at {at}");
            }
        }
    }

    [Test]
    public async Task A_changed_event_is_named_by_its_index()
    {
        var (ledger, files) = await BundleAttack.Exported();
        files.Edit("events.jsonl", text => text.Replace("police", "nobody", StringComparison.Ordinal));
        BundleAttack.AssertFault(files, ledger, "event-changed", "events.jsonl", 4);
        files.Rebuild(ledger, Own);
        BundleAttack.AssertFault(files, ledger, "event-changed", "events.jsonl", 4);
        BundleAttack.AssertFault(files, ledger, "manifest-not-exported", "manifest.json");
    }

    [TestCase(0, 1, "sequence-gap", 3)]
    [TestCase(2, 4, "sequence-gap", 7)]
    [TestCase(3, 5, null, 0)]
    [TestCase(4, 7, null, 0)]
    public async Task A_dropped_event_is_named(int line, long index, string? rebuiltCode, long rebuiltIndex)
    {
        var (ledger, files) = await BundleAttack.Exported();
        var lines = files.Lines("events.jsonl");
        lines.RemoveAt(line);
        files.SetLines("events.jsonl", lines);
        BundleAttack.AssertFault(files, ledger, "event-missing", "events.jsonl", index);
        BundleAttack.AssertFault(files, ledger, "events-miscounted", "manifest.json");
        files.Rebuild(ledger, [.. Own.Where(n => n != index)]);
        BundleAttack.AssertFault(files, ledger, "manifest-not-exported", "manifest.json");
        if (rebuiltCode is not null)
        {
            BundleAttack.AssertFault(files, ledger, rebuiltCode, "events.jsonl", rebuiltIndex);
        }
    }

    [TestCase(0, 1)]
    [TestCase(2, 4)]
    [TestCase(4, 7)]
    public async Task A_doubled_event_is_named(int line, long index)
    {
        var (ledger, files) = await BundleAttack.Exported();
        var lines = files.Lines("events.jsonl");
        lines.Insert(line, lines[line]);
        files.SetLines("events.jsonl", lines);
        BundleAttack.AssertFault(files, ledger, "event-doubled", "events.jsonl", index);
        files.Rebuild(ledger, [.. Own.Append(index).Order()]);
        BundleAttack.AssertFault(files, ledger, "event-doubled", "events.jsonl", index);
        BundleAttack.AssertFault(files, ledger, "manifest-not-exported", "manifest.json");
    }

    [Test]
    public async Task Swapped_events_are_named()
    {
        var (ledger, files) = await BundleAttack.Exported();
        var lines = files.Lines("events.jsonl");
        (lines[1], lines[2]) = (lines[2], lines[1]);
        files.SetLines("events.jsonl", lines);
        BundleAttack.AssertFault(files, ledger, "events-swapped", "events.jsonl", 3);
        files.Rebuild(ledger, [1, 4, 3, 5, 7]);
        BundleAttack.AssertFault(files, ledger, "events-swapped", "events.jsonl", 3);
        BundleAttack.AssertFault(files, ledger, "manifest-not-exported", "manifest.json");
    }

    [TestCase(2, "event-out-of-scope")]
    [TestCase(6, "event-out-of-scope")]
    [TestCase(9, "event-added")]
    [TestCase(10, "event-after-export")]
    public async Task An_added_event_is_named(long added, string rebuiltCode)
    {
        var (ledger, files) = await BundleAttack.Exported();
        var all = Own.Append(added).Order().ToArray();
        files.SetLines("events.jsonl", all.Select(n => Encoding.UTF8.GetString(ledger.Entries[(int)n])));
        // The proof has no leaf for it: it stands before the next event that has one, or at the end.
        BundleAttack.AssertFault(files, ledger, "event-added", "events.jsonl", added < 7 ? Own.First(n => n > added) : null);
        files.Rebuild(ledger, all);
        BundleAttack.AssertFault(files, ledger, rebuiltCode, "events.jsonl", rebuiltCode == "event-added" ? null : added);
        BundleAttack.AssertFault(files, ledger, "manifest-not-exported", "manifest.json");
    }

    [Test]
    public async Task An_event_recorded_after_the_index_known_is_named()
    {
        var (ledger, files) = await BundleAttack.Exported(scope => scope with { Known = 5 });
        long[] all = [1, 3, 4, 5, 7];
        files.SetLines("events.jsonl", all.Select(n => Encoding.UTF8.GetString(ledger.Entries[(int)n])));
        BundleAttack.AssertFault(files, ledger, "event-added", "events.jsonl", null);
        files.Rebuild(ledger, all);
        BundleAttack.AssertFault(files, ledger, "event-beyond-known", "events.jsonl", 7);
    }

    [Test]
    public async Task A_scope_cannot_claim_to_know_what_came_after_the_export()
    {
        var (ledger, files) = await BundleAttack.Exported();
        files.Edit("scope.json", text => text.Replace("\"known\":8", "\"known\":10", StringComparison.Ordinal));
        BundleAttack.AssertFault(files.Rebuild(ledger, Own), ledger, "export-too-early", "scope.json", 9);
    }

    [Test]
    public async Task Another_persons_stream_under_this_scope_is_out_of_scope()
    {
        var (ledger, files) = await BundleAttack.Exported();
        long[] boris = [2, 6];
        files.SetLines("events.jsonl", boris.Select(n => Encoding.UTF8.GetString(ledger.Entries[(int)n])));
        BundleAttack.AssertFault(files, ledger, "event-changed", "events.jsonl", 1);
        files.SetLines("openings.json", ["[", "]"]);
        files.Rebuild(ledger, boris);
        BundleAttack.AssertFault(files, ledger, "event-out-of-scope", "events.jsonl", 2);
        BundleAttack.AssertFault(files, ledger, "event-out-of-scope", "events.jsonl", 6);
        files.Edit("scope.json", text => text.Replace("s-0a", "s-0b", StringComparison.Ordinal));
        BundleAttack.AssertFault(files.RebuildManifest(), ledger, "export-of-another", "scope.json");
    }

    [Test]
    public async Task An_older_bundle_under_a_newer_inquiry_is_refused()
    {
        var (ledger, files) = await BundleAttack.Exported();
        files.Edit("scope.json", text => text.Replace("\"77\"", "\"78\"", StringComparison.Ordinal));
        BundleAttack.AssertFault(files, ledger, "file-changed", "scope.json");
        BundleAttack.AssertFault(files.RebuildManifest(), ledger, "export-of-another", "scope.json");
        BundleAttack.AssertFault(files, ledger, "manifest-not-exported", "manifest.json");
        BundleAttack.AssertFault(files, ledger, "event-out-of-scope", "events.jsonl", 5);
    }

    [Test]
    public async Task The_export_event_of_another_export_is_refused()
    {
        var (ledger, files) = await BundleAttack.Exported();
        var newer = await ledger.Export(ledger.AboutAnna);
        files["export.json"] = newer["export.json"];
        BundleAttack.AssertFault(files, ledger, "export-not-proved", "export.json", 9);
        foreach (var name in new[] { "proof", "checkpoint" })
        {
            files[name] = newer[name];
        }
        BundleAttack.AssertFault(files, ledger, "manifest-not-exported", "manifest.json");
    }

    [Test]
    public async Task Files_added_removed_or_doubled_are_named()
    {
        var (ledger, files) = await BundleAttack.Exported();
        foreach (var name in files.Files.Select(f => f.Name).ToList())
        {
            var removed = files.Copy();
            removed.Files.RemoveAll(f => f.Name == name);
            BundleAttack.AssertFault(removed, ledger, "file-missing", name);
            var doubled = files.Copy();
            doubled.Files.Add((name, files[name]));
            BundleAttack.AssertFault(doubled, ledger, "file-doubled", name);
        }
        files.Files.Add(("extra.txt", []));
        BundleAttack.AssertFault(files, ledger, "file-unknown", "extra.txt");
        files.Files[^1] = ("verify.html", []);
        BundleAttack.AssertFault(files, ledger, "file-unlisted", "verify.html");
        BundleAttack.AssertFault(files.RebuildManifest(), ledger, "manifest-not-exported", "manifest.json");
    }

    [Test]
    public async Task Another_keys_signature_is_refused()
    {
        var (ledger, files) = await BundleAttack.Exported();
        using var stolen = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var impostor = new NoteSigner(MadeUpLedger.Origin, stolen);
        files["checkpoint"] = Encoding.UTF8.GetBytes(ledger.Note(impostor));
        BundleAttack.AssertFault(files, ledger, "checkpoint-not-signed", "checkpoint");
        Assert.That(files.Verify(null).Faults.Select(f => f.Code), Is.EqualTo(new[] { "checkpoint-not-signed" }));
        files["key"] = Encoding.UTF8.GetBytes(impostor.VerifierKey + "\n");
        var verdict = files.RebuildManifest().Verify(ledger.Signer.VerifierKey);
        Assert.That(verdict.Faults.Select(f => (f.Code, f.File)), Is.EquivalentTo(new[]
        {
            ("key-not-trusted", "key"), ("checkpoint-not-signed", "checkpoint"), ("manifest-not-exported", "manifest.json"),
        }));
        Assert.That(files.Verify(null).Faults.Select(f => f.Code), Is.EqualTo(new[] { "manifest-not-exported" }));
    }

    [Test]
    public async Task A_checkpoint_of_another_size_or_root_does_not_fit_the_proof()
    {
        var (ledger, files) = await BundleAttack.Exported();
        ledger.Add("data.rectified", MadeUpLedger.Anna, MadeUpLedger.Anna, "{}");
        var honest = files["checkpoint"];
        files["checkpoint"] = Encoding.UTF8.GetBytes(ledger.Note());
        BundleAttack.AssertFault(files, ledger, "proof-of-another-size", "proof");
        files["checkpoint"] = Encoding.UTF8.GetBytes(ledger.Signer.Sign(new Checkpoint(MadeUpLedger.Origin, 12, new byte[32]).ToString()));
        BundleAttack.AssertFault(files, ledger, "proof-of-another-root", "proof");
        files["checkpoint"] = Encoding.UTF8.GetBytes(ledger.Signer.Sign(new Checkpoint("other.example", 12, new byte[32]).ToString()));
        BundleAttack.AssertFault(files, ledger, "other-log", "checkpoint");
        files["checkpoint"] = [.. honest, .. "\u2014 ledger.example/test AAAAAAA=\n"u8];
        Assert.That(files.Verify(ledger.Signer.VerifierKey).Outcome, Is.EqualTo(BundleOutcome.Genuine), "a line of an unknown key is ignored");
    }

    [Test]
    public async Task Two_checkpoints_of_one_size_that_differ_are_a_fork()
    {
        var (ledger, files) = await BundleAttack.Exported();
        string Held(long size, string origin = MadeUpLedger.Origin) => ledger.Signer.Sign(new Checkpoint(origin, size, new byte[32]).ToString());
        var verdict = files.Verify(ledger.Signer.VerifierKey, Held(12));
        Assert.That(verdict.Faults.Select(f => (f.Code, f.File)), Is.EqualTo(new[] { ("log-forked", "checkpoint") }));
        foreach (var other in new[] { Held(11), Held(12, "other.example"), "no note" })
        {
            verdict = files.Verify(ledger.Signer.VerifierKey, other);
            Assert.That(verdict.Outcome, Is.EqualTo(BundleOutcome.Genuine));
            Assert.That(verdict.Notes.Select(n => n.Code), Has.Member("other-checkpoint-not-compared"));
        }
        Assert.That(files.Verify(ledger.Signer.VerifierKey, files.Text("checkpoint")).Outcome, Is.EqualTo(BundleOutcome.Genuine));
    }

    [Test]
    public async Task A_whole_ledger_lacks_no_index()
    {
        var (ledger, files) = await BundleAttack.Exported(scope => scope with { Person = null, Inquiry = null });
        long[] all = [0, 1, 2, 3, 4, 5, 6, 7, 8];
        foreach (var dropped in new long[] { 0, 4, 8 })
        {
            var kept = all.Where(n => n != dropped).ToArray();
            var copy = files.Copy();
            copy.SetLines("events.jsonl", kept.Select(n => Encoding.UTF8.GetString(ledger.Entries[(int)n])));
            BundleAttack.AssertFault(copy.Rebuild(ledger, kept), ledger, "sequence-gap", "events.jsonl", dropped);
        }
    }
}
