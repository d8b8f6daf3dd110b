using System.Diagnostics;
using System.Security.Cryptography;
using Ledger.Proofs;

namespace Ledger.Tests.Proofs;

public sealed class NoteTests
{
    const string Origin = "ledger.example/log";

    static ECDsa NewKey() => ECDsa.Create(ECCurve.NamedCurves.nistP256);

    [Test]
    public void A_signed_note_is_verified_by_its_vkey_and_by_no_other()
    {
        using ECDsa key = NewKey(), other = NewKey();
        var signer = new NoteSigner(Origin, key);
        var note = SignedNote.Parse(signer.Sign("text\n\nwith an empty line\n"))!;
        Assert.That(note.Text, Is.EqualTo("text\n\nwith an empty line\n"));
        Assert.That(note.Check(VerifierKey.Parse(signer.VerifierKey.ToString())!), Is.EqualTo(SignatureCheck.Verified));
        Assert.That(note.Check(new NoteSigner(Origin, other).VerifierKey), Is.EqualTo(SignatureCheck.NotSigned));
        Assert.That(note.Check(new NoteSigner("another.example", key).VerifierKey), Is.EqualTo(SignatureCheck.NotSigned));
    }

    [Test]
    public void A_changed_text_is_noticed()
    {
        using var key = NewKey();
        var signer = new NoteSigner(Origin, key);
        var note = SignedNote.Parse(signer.Sign("one\n").Replace("one", "two", StringComparison.Ordinal))!;
        Assert.That(note.Check(signer.VerifierKey), Is.EqualTo(SignatureCheck.Wrong));
    }

    [Test]
    public void Lines_of_unknown_keys_are_ignored_and_a_wrong_line_of_a_known_key_is_not()
    {
        using ECDsa key = NewKey(), witness = NewKey();
        NoteSigner signer = new(Origin, key), cosigner = new("witness.example", witness);
        var cosigned = signer.Sign("text\n") + SignatureLine(cosigner.Sign("text\n")) + "\u2014 ed25519.example " + Convert.ToBase64String(new byte[68]) + "\n";
        Assert.That(SignedNote.Parse(cosigned)!.Check(signer.VerifierKey), Is.EqualTo(SignatureCheck.Verified));
        Assert.That(SignedNote.Parse(cosigned)!.Check(cosigner.VerifierKey), Is.EqualTo(SignatureCheck.Verified));
        var twice = signer.Sign("text\n") + SignatureLine(signer.Sign("other\n"));
        Assert.That(SignedNote.Parse(twice)!.Check(signer.VerifierKey), Is.EqualTo(SignatureCheck.Wrong));
    }

    [Test]
    public void Malformed_notes_are_refused()
    {
        using var key = NewKey();
        var good = new NoteSigner(Origin, key).Sign("text\n");
        string[] bad =
        [
            "", "\n", "text\n", "text\n\n", good[..^1], good + "\n", good.Replace("\n\n", "\n", StringComparison.Ordinal),
            good.Replace("text", "te\txt", StringComparison.Ordinal), good.Replace("text", "te\rxt", StringComparison.Ordinal),
            good.Replace("text", "te\ud800xt", StringComparison.Ordinal), good.Replace("\u2014", "-", StringComparison.Ordinal),
            good.Replace(Origin, "led+ger", StringComparison.Ordinal), good.Replace(Origin + " ", Origin + "  ", StringComparison.Ordinal),
            good.Replace(Origin, "led\u00a0ger", StringComparison.Ordinal), good + "not a signature line\n",
            good + "\u2014 a.example AAAA\n", good + "\u2014 a.example AAAAAAA\n", good + "\u2014 a.example AAAAAAB=\n",
        ];
        foreach (var note in bad)
        {
            Assert.That(SignedNote.Parse(note), Is.Null, note);
        }
        var sixteen = string.Concat(Enumerable.Repeat("\u2014 a.example AAAAAAA=\n", 16));
        Assert.That(SignedNote.Parse(good + sixteen), Is.Not.Null);
        Assert.That(SignedNote.Parse(good + string.Concat(Enumerable.Repeat(sixteen, 7))), Is.Null);
    }

    [Test]
    public void A_vkey_names_its_key_by_the_hash_of_the_spki()
    {
        using var key = NewKey();
        var spki = key.ExportSubjectPublicKeyInfo();
        var verifier = new NoteSigner(Origin, key).VerifierKey;
        var digest = Convert.ToHexStringLower(SHA256.HashData(spki));
        Assert.That(verifier.Fingerprint, Is.EqualTo(digest));
        Assert.That(verifier.KeyId, Is.EqualTo(digest[..8]));
        Assert.That(verifier.ToString(), Is.EqualTo($"{Origin}+{digest[..8]}+{Convert.ToBase64String([2, .. spki])}"));
    }

    [Test]
    public void Vkeys_of_another_kind_or_spelling_are_refused()
    {
        using var key = NewKey();
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var spki = key.ExportSubjectPublicKeyInfo();
        string Vkey(string name, string id, byte[] bytes) => $"{name}+{id}+{Convert.ToBase64String(bytes)}";
        string Id(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..8];
        Assert.That(VerifierKey.Parse(Vkey(Origin, Id(spki), [2, .. spki])), Is.Not.Null);
        byte[] trailing = [.. spki, 0], other = p384.ExportSubjectPublicKeyInfo(), cut = spki[..^1];
        string[] bad =
        [
            "", "a", "a+b", Vkey("", Id(spki), [2, .. spki]), Vkey("a b", Id(spki), [2, .. spki]), Vkey(Origin, "00000000", [2, .. spki]),
            Vkey(Origin, Id(spki).ToUpperInvariant() + " ", [2, .. spki]), Vkey(Origin, Id(spki), [1, .. spki]),
            Vkey(Origin, Id(trailing), [2, .. trailing]), Vkey(Origin, Id(other), [2, .. other]), Vkey(Origin, Id(cut), [2, .. cut]),
            Vkey(Origin, Id([]), [2]), Vkey(Origin, Id(spki), [2, .. spki]) + "=",
        ];
        foreach (var vkey in bad)
        {
            Assert.That(VerifierKey.Parse(vkey), Is.Null, vkey);
        }
        Assert.That(() => new NoteSigner(Origin, p384), Throws.InstanceOf<ArgumentException>());
        Assert.That(() => new NoteSigner("a b", key), Throws.InstanceOf<ArgumentException>());
    }

    [Test]
    public void A_checkpoint_is_three_lines_in_one_spelling()
    {
        var checkpoint = new Checkpoint(Origin, 20852163, MerkleTree.EmptyRoot.ToArray());
        var text = $"{Origin}\n20852163\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";
        Assert.That(checkpoint.ToString(), Is.EqualTo(text));
        Assert.That(Checkpoint.Parse(text)!.ToString(), Is.EqualTo(text));
        Assert.That(Checkpoint.Parse(text + "extension\n")!.Size, Is.EqualTo(20852163));
        string[] bad =
        [
            "", text[..^1], text + "\n", "\n" + text, text.Replace("2085", "02085", StringComparison.Ordinal),
            text.Replace("2085", "+2085", StringComparison.Ordinal), text.Replace("2085", "2 085", StringComparison.Ordinal),
            text.Replace("uFU=", "uFV=", StringComparison.Ordinal), text.Replace("uFU=", "", StringComparison.Ordinal),
            text.Replace("20852163", "99999999999999999999", StringComparison.Ordinal), text.Replace("\n", "\r\n", StringComparison.Ordinal),
        ];
        foreach (var malformed in bad)
        {
            Assert.That(Checkpoint.Parse(malformed), Is.Null, malformed);
        }
    }

    [Test]
    public void A_tlog_proof_stands_alone()
    {
        using ECDsa key = NewKey(), other = NewKey();
        var signer = new NoteSigner(Origin, key);
        var all = NaiveTree.OfSize(11);
        var note = signer.Sign(new Checkpoint(Origin, 11, all.Root()).ToString());
        foreach (var extra in new byte[]?[] { null, [1, 2, 3] })
        {
            var proof = new TlogProof(4, TileStore.Of(all).At(11).InclusionProof(4), note, extra);
            var text = proof.ToString();
            Assert.That(text, Does.StartWith("c2sp.org/tlog-proof@v1\n" + (extra is null ? "" : "extra AQID\n") + "index 4\n"));
            Assert.That(text, Does.EndWith("\n\n" + note));
            var read = TlogProof.Parse(text)!;
            Assert.That(read.ToString(), Is.EqualTo(text));
            Assert.That(read.Verify(all[4], signer.VerifierKey)!.Size, Is.EqualTo(11));
            Assert.That(read.Verify(all[5], signer.VerifierKey), Is.Null);
            Assert.That(read.Verify(all[4], new NoteSigner(Origin, other).VerifierKey), Is.Null);
            Assert.That(TlogProof.Parse(text.Replace("index 4", "index 5", StringComparison.Ordinal))!.Verify(all[4], signer.VerifierKey), Is.Null);
        }
    }

    [TestCase("")]
    [TestCase("c2sp.org/tlog-proof@v1\n\n")]
    [TestCase("c2sp.org/tlog-proof@v2\nindex 0\n\n")]
    [TestCase("c2sp.org/tlog-proof@v1\nindex 00\n\n")]
    [TestCase("c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\n")]
    [TestCase("c2sp.org/tlog-proof@v1\nextra A\nindex 0\n\n")]
    [TestCase("c2sp.org/tlog-proof@v1\nindex 0\nextra AAAA\n\n")]
    public void Malformed_tlog_proofs_are_refused(string text) => Assert.That(TlogProof.Parse(text), Is.Null);

    [Test]
    public void OpenSSL_agrees_with_the_signature()
    {
        using var key = NewKey();
        var signer = new NoteSigner(Origin, key);
        var note = signer.Sign("text\n");
        var folder = Directory.CreateTempSubdirectory("ledger-note");
        try
        {
            string At(string name) => Path.Combine(folder.FullName, name);
            File.WriteAllText(At("text"), "text\n");
            File.WriteAllText(At("key"), key.ExportSubjectPublicKeyInfoPem());
            File.WriteAllBytes(At("signature"), Convert.FromBase64String(note.TrimEnd('\n').Split(' ')[^1])[4..]);
            Assert.That(OpenSsl("dgst", "-sha256", "-verify", At("key"), "-signature", At("signature"), At("text")), Is.Zero);
            File.WriteAllText(At("text"), "Text\n");
            Assert.That(OpenSsl("dgst", "-sha256", "-verify", At("key"), "-signature", At("signature"), At("text")), Is.Not.Zero);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static string SignatureLine(string note) => note[(note.LastIndexOf("\n\n", StringComparison.Ordinal) + 2)..];

    static int OpenSsl(params string[] arguments)
    {
        Needs.Command("openssl");
        using var process = Process.Start(new ProcessStartInfo("openssl", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.StandardOutput.ReadToEnd();
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
