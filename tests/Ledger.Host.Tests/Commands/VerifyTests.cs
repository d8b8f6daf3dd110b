using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace Ledger.Host.Tests.Commands;

/// <summary>The verdict on an exported bundle, as a regulator's own machine would give it: no data folder, one file, one key.</summary>
public sealed class VerifyTests
{
    static readonly string[] Files = ["scope.json", "events.jsonl", "openings.json", "events.csv", "verify.html", "key", "manifest.json", "export.json", "proof", "checkpoint"];

    Workspace place = null!;
    string bundle = null!, key = null!;

    [OneTimeSetUp]
    public void A_bundle_about_one_person()
    {
        place = new();
        place.Publish(
            Lines.Registered("v-1", "u-1"), Lines.Consented("v-2", "u-1"), Lines.OptedIn("v-3", "u-1", "one@example.com"), Lines.OptedIn("v-4", "u-2", "two@example.com"));
        bundle = place.At("bundle.zip");
        place.Run("export", "--subject", "u-1", "--open", "--out", bundle).Exits(0);
        key = place.Run("key").Exits(0).Output.Trim();
        place.Environment["LEDGER_DATA"] = place.At("not-here");
    }

    [OneTimeTearDown]
    public void Gone() => place.Dispose();

    [Test]
    public void With_the_logs_key_it_is_genuine()
    {
        var ran = place.Run("verify", bundle, "--key", key).Exits(0);
        Assert.That(ran.Output, Does.StartWith("genuine"));
        Assert.That(ran.Output, Does.Contain("What this does not show"));
    }

    [Test]
    public void The_key_may_come_from_a_file()
    {
        File.WriteAllText(place.At("log.vkey"), key + "\n");
        Assert.That(place.Run("verify", bundle, "--key", $"@{place.At("log.vkey")}", "--json").Exits(0).Documents.Single().GetProperty("outcome").GetString(), Is.EqualTo("genuine"));
    }

    [Test]
    public void Without_a_key_it_is_only_consistent()
    {
        var ran = place.Run("verify", bundle).Exits(1);
        Assert.That(ran.Output, Does.StartWith("consistent, signer not checked"));
        Assert.That(ran.Output.Split('\n')[0], Does.Not.Contain("genuine"));
    }

    [Test]
    public void With_another_ledgers_key_it_is_not_genuine()
    {
        using var other = new Workspace();
        other.Publish(Lines.Registered("o-1", "other"));
        var ran = place.Run("verify", bundle, "--key", other.Run("key").Output.Trim()).Exits(1);
        Assert.That(ran.Output, Does.StartWith("NOT GENUINE").And.Contain("checkpoint"));
    }

    [TestCaseSource(nameof(Files))]
    public void A_changed_byte_is_caught_and_its_file_named(string file)
    {
        var changed = Rewrite(file, bytes =>
        {
            bytes[bytes.Length / 2] ^= 1;
            return bytes;
        });
        var verdict = Refused(changed);
        Assert.That(verdict.GetProperty("faults").EnumerateArray().Select(f => f.GetProperty("file").GetString()), Does.Contain(file), verdict.ToString());
    }

    [TestCaseSource(nameof(Files))]
    public void A_missing_file_is_named(string file)
    {
        var verdict = Refused(Rewrite(file, _ => null));
        Assert.That(verdict.GetProperty("faults").EnumerateArray().Select(f => f.GetProperty("file").GetString()), Does.Contain(file), verdict.ToString());
    }

    [Test]
    public void A_dropped_event_is_caught()
    {
        var verdict = Refused(Rewrite("events.jsonl", bytes => bytes[(Array.IndexOf(bytes, (byte)'\n') + 1)..]));
        Assert.That(verdict.GetProperty("faults").EnumerateArray().Select(f => f.GetProperty("file").GetString()), Does.Contain("events.jsonl"));
    }

    [Test]
    public void What_is_no_bundle_gets_a_verdict_too()
    {
        File.WriteAllBytes(place.At("half.zip"), File.ReadAllBytes(bundle)[..^100]);
        File.WriteAllText(place.At("text.zip"), "not a zip");
        File.WriteAllText(place.At("empty.zip"), "");
        foreach (var name in (string[])["half.zip", "text.zip", "empty.zip"])
            Assert.That(place.Run("verify", place.At(name), "--key", key).Exits(1).Output, Does.StartWith("NOT GENUINE"), name);
    }

    [Test]
    public void A_file_or_a_key_that_is_none_is_wrong_input()
    {
        place.Run("verify", place.At("no.zip")).Fails(2, "no.zip");
        place.Run("verify", bundle, "--key", "abc").Fails(2, "vkey");
        place.Run("verify", bundle, "--key", "@" + place.At("no.vkey")).Fails(2, "no.vkey");
    }

    [Test]
    public void The_page_that_checks_is_written_with_its_hash_and_is_the_one_in_the_bundle()
    {
        var ran = place.Run("verify", "--page", place.At("own.html"), "--json").Exits(0).Documents.Single();
        var page = File.ReadAllBytes(place.At("own.html"));
        Assert.That(ran.GetProperty("sha256").GetString(), Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(page))));
        Assert.That(ran.GetProperty("version").GetString(), Does.Match(@"^\d+\.\d+\.\d+$"));
        using var zip = ZipFile.OpenRead(bundle);
        using var carried = zip.GetEntry("verify.html")!.Open();
        Assert.That(SHA256.HashData(carried), Is.EqualTo(SHA256.HashData(page)));
        place.Run("verify", "--page", place.At("own.html")).Fails(2, "exists");
        place.Run("verify", bundle, "--page", place.At("other.html")).Fails(2, "--page");
        place.Run("verify").Fails(2, "--page FILE");
    }

    [Test]
    public void Verifying_needs_and_makes_no_data_folder() => Assert.That(Directory.Exists(place.At("not-here")), Is.False);

    JsonElement Refused(string file)
    {
        var verdict = place.Run("verify", file, "--key", key, "--json").Exits(1).Documents.Single();
        Assert.That(verdict.GetProperty("outcome").GetString(), Is.EqualTo("refused"));
        return verdict;
    }

    /// <summary>The same bundle with one file changed, or left out.</summary>
    string Rewrite(string file, Func<byte[], byte[]?> change)
    {
        var path = place.At($"{TestContext.CurrentContext.Test.ID}.zip");
        using var from = ZipFile.OpenRead(bundle);
        using var to = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var entry in from.Entries)
        {
            using var reading = entry.Open();
            using var memory = new MemoryStream();
            reading.CopyTo(memory);
            if ((entry.FullName == file ? change(memory.ToArray()) : memory.ToArray()) is not { } bytes) continue;
            using var writing = to.CreateEntry(entry.FullName).Open();
            writing.Write(bytes);
        }
        return path;
    }
}
