using System.Diagnostics;
using System.Security.Cryptography;
using Ledger.Tests;

namespace Ledger.Host.Tests.Acts;

/// <summary>Signatures of an act: made by the signer's own tool, held against what was issued, kept and given back.</summary>
public sealed class ActSignatureTests
{
    Workspace _place = null!;

    [SetUp]
    public void Publish()
    {
        _place = new();
        _place.Publish(TwoSystems.Published);
        Issue("act.html").Exits(0);
    }

    [TearDown]
    public void Remove() => _place.Dispose();

    [Test]
    public void A_detached_signature_is_given_back_byte_for_byte()
    {
        Needs.Command("openssl");
        var signature = Signed(_place.At("act.html"));
        Sign("act.html", "--signature", signature).Exits(0);
        Sign("act.html", "--paper", by: "staff-2", name: TwoSystems.Archivist).Exits(0);
        var shown = _place.Run("act", "signature", TwoSystems.Act, "--out", _place.At("kept"), "--json").Exits(0).Documents;
        Assert.That(shown.Select(s => (s.GetProperty("fullName").GetString(), s.GetProperty("format").GetString())),
            Is.EqualTo(new[] { (TwoSystems.Administrator, "cades-detached"), (TwoSystems.Archivist, "paper") }));
        Assert.That(File.ReadAllBytes(shown[0].GetProperty("file").GetString()!), Is.EqualTo(File.ReadAllBytes(signature)));
        Assert.That(Openssl("cms", "-verify", "-binary", "-inform", "DER", "-in", Directory.EnumerateFiles(_place.At("kept")).Single(), "-content", _place.At("act.html"), "-noverify", "-out", _place.At("null")), Is.Zero);
        var act = _place.Run("acts", "--json").Exits(0).Documents.Single();
        Assert.That((act.GetProperty("signers").GetInt32(), act.GetProperty("persons").GetInt32(), act.GetProperty("pending").GetBoolean()), Is.EqualTo((2, 2, false)));
    }

    [Test]
    public void A_signature_of_another_document_is_refused()
    {
        File.AppendAllText(_place.At("act.html"), "<!-- changed -->");
        Sign("act.html", "--paper").Fails(2, "act-differs");
        Issue("newer.html").Exits(0);
        Sign("newer.html", "--paper").Exits(0);
    }

    [Test]
    public void The_recorded_hash_is_that_of_the_file_and_stands_sealed()
    {
        var issued = _place.Run("report", "destruction-act", TwoSystems.Act, "--out", _place.At("b.csv"), "--reason", "order-12", "--json").Exits(0).Documents.Single();
        var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(_place.At("b.csv"))));
        Assert.That(issued.GetProperty("sha256").GetString(), Is.EqualTo(hash));
        Assert.That(Journal(), Does.Not.Contain(hash).And.Contain("ledger.act.issued.v1"));
    }

    [Test]
    public void One_event_records_that_all_its_persons_were_read_and_it_comes_after_the_act_was_issued()
    {
        var lines = Journal().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var (issued, exported) = (Array.FindIndex(lines, l => l.Contains("act.issued", StringComparison.Ordinal)), Array.FindIndex(lines, l => l.Contains("report.exported", StringComparison.Ordinal)));
        Assert.That(exported, Is.EqualTo(issued + 1));
        Assert.That(lines[exported], Does.Contain("\"report\":\"destruction-act\"").And.Contain("\"ground\":\"order-12\"").And.Contain("\"events\":3"));
        Assert.That(lines.Count(l => l.Contains("record.viewed", StringComparison.Ordinal)), Is.Zero);
    }

    [Test]
    public void A_signed_act_is_issued_anew_only_when_that_is_said()
    {
        Sign("act.html", "--paper").Exits(0);
        Issue("again.html").Fails(2, "act-signed");
        Assert.That(File.Exists(_place.At("again.html")), Is.False);
        Issue("again.html", again: true).Exits(0);
        Assert.That(_place.Run("act", "signature", TwoSystems.Act, "--out", _place.At("none"), "--json").Exits(0).Documents, Is.Empty, "those signed another document");
    }

    [Test]
    public void What_was_reported_since_makes_the_act_pending()
    {
        _place.Publish(TwoSystems.Destroyed("d9", TwoSystems.Boris, """{"system":"crm","categories":["email"],"automated":true,"method":"overwriting","reason":"withdrawal","destroyedOn":"2025-05-21","act":"2026/7"}"""));
        Assert.That(_place.Run("acts", "--pending", "--json").Exits(0).Documents.Single().GetProperty("reports").GetInt32(), Is.EqualTo(4));
        var warned = Issue("newer.html").Exits(0);
        Assert.That(warned.Errors, Does.Contain("who destroyed the data"));
        Assert.That(File.ReadAllText(_place.At("newer.html")), Does.Contain("Сведения, которые не были сообщены").And.Contain("подп. «г»"));
        Assert.That(_place.Run("acts", "--pending", "--json").Exits(0).Documents, Is.Empty);
    }

    [Test]
    public void A_removed_act_shows_nothing_any_more()
    {
        _place.Publish(TwoSystems.Reports("old", "2020"));
        Issue("old.html", act: "old").Exits(0);
        Sign("old.html", "--paper", act: "old").Exits(0);
        _place.Publish(Lines.Event("rm", null, "ledger.act.removed.v1", """{"act":"old"}""").Replace("2025-06-02", "2025-06-03", StringComparison.Ordinal));
        _place.Run("act", "signature", "old", "--out", _place.At("none")).Fails(2, "act-removed");
        Issue("older.html", act: "old").Fails(2, "act-removed");
        var old = _place.Run("acts", "--json").Exits(0).Documents.Single(a => a.GetProperty("act").GetString() == "old");
        Assert.That(old.TryGetProperty("removedAt", out _), Is.True);
    }

    Ran Issue(string file, string act = TwoSystems.Act, bool again = false) =>
        _place.Run(["report", "destruction-act", act, "--out", _place.At(file), "--reason", "order-12", .. again ? ["--again"] : Array.Empty<string>()]);

    Ran Sign(string file, string how, string? signature = null, string by = "staff-1", string name = TwoSystems.Administrator, string act = TwoSystems.Act) => _place.Run(
        ["act", "sign", act, "--file", _place.At(file), "--by", by, "--name", name, "--position", "администратор", how, .. signature is null ? Array.Empty<string>() : [signature]]);

    string Journal()
    {
        File.Delete(_place.At("all.jsonl"));
        _place.Run("export", "--format", "jsonl", "--out", _place.At("all.jsonl"), "--reason", "test").Exits(0);
        return File.ReadAllText(_place.At("all.jsonl"));
    }

    string Signed(string file)
    {
        var (key, certificate, signature) = (_place.At("key.pem"), _place.At("certificate.pem"), _place.At("act.sig"));
        Assert.That(Openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=signer", "-keyout", key, "-out", certificate), Is.Zero);
        Assert.That(Openssl("cms", "-sign", "-binary", "-in", file, "-signer", certificate, "-inkey", key, "-outform", "DER", "-out", signature), Is.Zero);
        return signature;
    }

    static int Openssl(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("openssl", arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
