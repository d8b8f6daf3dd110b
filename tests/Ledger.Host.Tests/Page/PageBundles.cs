using System.IO.Compression;
using System.Text;
using Ledger.Access;
using Ledger.Host.Tests.Server;

namespace Ledger.Host.Tests.Page;

/// <summary>A served ledger with a few people in it, and the bundles it hands out.</summary>
sealed class PageBundles : IAsyncDisposable
{
    /// <summary>What a person's browser said of itself, and no page may believe.</summary>
    public const string Hostile = "<img src=x onerror=document.title=1> \u202Egnp.exe";

    readonly Served _served;
    readonly HttpClient _officer;

    PageBundles(Served served, HttpClient officer, string key) => (_served, _officer, Key) = (served, officer, key);

    /// <summary>The log's vkey.</summary>
    public string Key { get; }

    /// <summary>Where the server is.</summary>
    public Uri Address => _served.Address;

    public static async Task<PageBundles> Make()
    {
        var served = await Served.Start();
        var officer = await served.Client(Role.Officer);
        await served.Publish(
            Lines.Registered("r-1", "u-1"), Lines.Event("c-1", "u-1", "ledger.consent.given.v1", Consent()), Lines.OptedIn("o-1", "u-1", "a@example.org"),
            Reads.Disclosed("d-1", "u-1", "mvd"), Lines.OptedIn("o-2", "u-2", "b@example.org"), Published.Withdrawn("w-1", "u-1"));
        return new(served, officer, (await officer.GetStringAsync("/key")).Trim());
    }

    /// <summary>A bundle by its scope, as the server hands it out.</summary>
    public async Task<byte[]> Export(string scope)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/exports") { Content = new StringContent(scope, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Purpose", "order-1");
        using var answer = await _officer.SendAsync(request);
        var bundle = await answer.Content.ReadAsByteArrayAsync();
        Assert.That((int)answer.StatusCode, Is.EqualTo(200), Encoding.UTF8.GetString(bundle));
        return bundle;
    }

    /// <summary>One file of a bundle.</summary>
    public static byte[] FileOf(byte[] bundle, string name)
    {
        using var zip = new ZipArchive(new MemoryStream(bundle));
        using var reading = zip.GetEntry(name)!.Open();
        using var bytes = new MemoryStream();
        reading.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>The same bundle with one file's text changed.</summary>
    public static byte[] Changed(byte[] bundle, string file, Func<string, string> change)
    {
        using var output = new MemoryStream();
        using (var from = new ZipArchive(new MemoryStream(bundle)))
        using (var to = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var name in from.Entries.Select(entry => entry.FullName))
            {
                var bytes = FileOf(bundle, name);
                using var writing = to.CreateEntry(name).Open();
                writing.Write(name == file ? Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(bytes))) : bytes);
            }
        return output.ToArray();
    }

    public ValueTask DisposeAsync() => _served.DisposeAsync();

    static string Consent() => System.Text.Json.JsonSerializer.Serialize(new
    {
        consent = "c-1", purposes = (string[])["contact", "support"], categories = (string[])["email"], edition = "2025-1", form = "checkbox", separateDocument = true, channel = "web",
        language = "ru", evidence = new { ip = "203.0.113.7", userAgent = Hostile },
    });
}
