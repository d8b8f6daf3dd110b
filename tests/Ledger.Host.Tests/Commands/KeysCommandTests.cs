using Ledger.Access;
using Ledger.Host.Tests.Serve;

namespace Ledger.Host.Tests.Commands;

/// <summary>ledger keys, on a data folder.</summary>
public sealed class KeysCommandTests
{
    Workspace _place = null!;

    [SetUp]
    public void A_ledger()
    {
        _place = new();
        _place.Publish(Lines.Registered("k-1", "u-1"));
    }

    [TearDown]
    public void Gone() => _place.Dispose();

    [Test]
    public void A_key_is_made_listed_rotated_and_revoked()
    {
        var key = _place.Run("keys", "add", "billing", "--role", "publisher", "--ground", "order 12", "--source", "/billing", "--source", "/invoices", "--own-links").Exits(0).Output.Trim();
        Assert.That(key, Does.Match("^ledger_[0-9a-f]{12}_[A-Za-z0-9_-]{43}$"));
        var prefix = key.Split('_')[1];
        Assert.That(_place.Run("keys", "list").Exits(0).Output, Does.Contain(prefix).And.Contain("billing").And.Not.Contain(key));
        var next = _place.Run("keys", "rotate", prefix, "--json").Exits(0).Documents.Single();
        Assert.That(next.GetProperty("item").GetProperty("sources").EnumerateArray().Select(s => s.GetString()), Is.EqualTo(new[] { "/billing", "/invoices" }));
        Assert.That(next.GetProperty("item").GetProperty("ownLinks").GetBoolean(), "the right goes on to the new key");
        _place.Run("keys", "rotate", prefix).Fails(2, ApiKeyRefusals.KeyEnded);
        _place.Run("keys", "revoke", next.GetProperty("item").GetProperty("prefix").GetString()!, "--reason", "contract ended").Exits(0);
        Assert.That(_place.Run("keys", "list", "--json").Exits(0).Documents.Select(d => d.GetProperty("works").GetBoolean()), Is.EqualTo(new[] { false, false }));
        _place.Check();
    }

    [TestCase("Ivan Petrov", "officer", "$.name")]
    [TestCase("rkn", "regulator", "$.inquiries")]
    [TestCase("boss", "king", "$.role")]
    public void A_key_that_makes_no_sense_is_wrong_input_with_its_place(string name, string role, string path) =>
        _place.Run("keys", "add", name, "--role", role, "--ground", "order 12").Fails(2, path, "bad-value");

    [Test]
    public void A_key_that_is_not_there_is_wrong_input() => _place.Run("keys", "revoke", "000000000000").Fails(2, ApiKeyRefusals.KeyUnknown);

    [Test]
    public async Task No_secret_is_in_a_log_or_a_file()
    {
        string good, bad = $"ledger_0123456789ab_{new string('Q', 43)}";
        using (var process = ServingProcess.StartFresh(("LEDGER_LOG_LEVEL", "trace")))
        {
            good = process.Http.DefaultRequestHeaders.Authorization!.Parameter!;
            (await process.Http.GetAsync("/keys")).EnsureSuccessStatusCode();
            using var guess = new HttpRequestMessage(HttpMethod.Get, "/keys");
            guess.Headers.Authorization = new("Bearer", bad);
            using var refused = await process.Http.SendAsync(guess);
            Assert.That((int)refused.StatusCode, Is.EqualTo(401));
            Assert.That(Held(process.Folder, good, bad), Is.Empty, "while it runs");
            var said = process.Stop();
            Assert.That(said.Errors, Is.Not.Empty.And.Not.Contain(Half(good)).And.Not.Contain(Half(bad)));
            Assert.That(said.Output.Split(good), Has.Length.EqualTo(2), "the first key is shown once");
            Assert.That(Held(process.Folder, good, bad), Is.Empty, "afterwards");
        }
    }

    /// <summary>The files with a secret in them; the lock alone cannot be read, and is empty.</summary>
    static List<string> Held(string folder, params string[] keys) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Where(file => Path.GetFileName(file) is not "lock" && keys.Any(key => Holds(file, key))).ToList();

    /// <summary>Whether a file, which may be open elsewhere, holds the secret half of a key.</summary>
    static bool Holds(string path, string key)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(Half(key))) >= 0;
    }

    /// <summary>The secret half of a key, which may itself hold the character that parts the two.</summary>
    static string Half(string key) => key.Split('_', 3)[2];
}
