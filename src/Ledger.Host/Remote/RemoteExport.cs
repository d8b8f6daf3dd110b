using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Exports;
using Ledger.Host.Commands;
using Ledger.Host.Documents;

namespace Ledger.Host.Remote;

/// <summary>POST /exports: the bundle as it comes goes to the file; what is told about it is read from the bundle itself.</summary>
static class RemoteExport
{
    /// <summary>The header that says at which index the export is recorded.</summary>
    const string RecordedHeader = "Ledger-Recorded";

    /// <summary>The header that says why the bundle's own checkpoint has no timestamp.</summary>
    const string NotStampedHeader = "Ledger-Not-Stamped";

    /// <summary>What narrows nothing is left out.</summary>
    static readonly JsonSerializerOptions Narrowing = new(DocumentJson.Options) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static HttpRequestMessage Request(LedgerHttp http, ExportQuestion asked, string purposeHeader, string purpose) => new(HttpMethod.Post, http.Site.At("exports"))
    {
        Content = JsonContent.Create(new
        {
            subject = asked.Scope.UserId, inquiry = asked.Scope.Inquiry, from = asked.Scope.From, to = asked.Scope.To,
            types = asked.Scope.Types is { Count: > 0 } types ? types : null, recipient = asked.Scope.Recipient, open = asked.Scope.Opened,
        }, options: Narrowing),
        Headers = { { purposeHeader, purpose } },
    };

    /// <summary>Writes the bundle, or the one file of it that is asked for.</summary>
    public static async Task<ExportedBundle> Take(HttpResponseMessage response, ExportQuestion asked, FileStream output, CancellationToken cancel)
    {
        if (asked.Format == "bundle") return await Take(response, output, cancel);
        using var bundle = new TemporaryBundle(output.Name);
        var exported = await Take(response, bundle.Stream, cancel);
        await bundle.CopyEntry(asked.Format == "csv" ? "events.csv" : "events.jsonl", output, cancel);
        return exported;
    }

    /// <summary>What is told about a certificate, read from the certificate itself.</summary>
    public static CertifiedErasure Certificate(byte[] file)
    {
        using var json = JsonDocument.Parse(file);
        var (root, statement) = (json.RootElement, json.RootElement.GetProperty("statement"));
        var checkpoint = root.GetProperty("checkpoint").GetString()!.Split('\n');
        return new(file, statement.GetProperty("person").GetString()!, statement.GetProperty("events").GetArrayLength(), statement.GetProperty("known").GetInt64(),
            root.GetProperty("export").GetProperty("index").GetInt64(), long.Parse(checkpoint[1], CultureInfo.InvariantCulture));
    }

    static async Task<ExportedBundle> Take(HttpResponseMessage response, FileStream file, CancellationToken cancel)
    {
        await response.Content.CopyToAsync(file, cancel);
        file.Position = 0;
        using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        var manifest = await Entry(zip, "manifest.json", cancel);
        using var listed = JsonDocument.Parse(manifest);
        using var scope = JsonDocument.Parse(await Entry(zip, "scope.json", cancel));
        var checkpoint = Encoding.UTF8.GetString(await Entry(zip, "checkpoint", cancel)).Split('\n');
        var recorded = response.Headers.TryGetValues(RecordedHeader, out var values) ? values.First() : throw new JsonException();
        return new(
            listed.RootElement.GetProperty("events").GetInt64(), scope.RootElement.GetProperty("known").GetInt64(), long.Parse(recorded, CultureInfo.InvariantCulture),
            long.Parse(checkpoint[1], CultureInfo.InvariantCulture), Convert.ToHexStringLower(SHA256.HashData(manifest)))
        {
            NotStamped = response.Headers.TryGetValues(NotStampedHeader, out var why) ? why.First() : null,
        };
    }

    static async Task<byte[]> Entry(ZipArchive zip, string name, CancellationToken cancel)
    {
        using var bytes = new MemoryStream();
        await using var entry = await (zip.GetEntry(name) ?? throw new JsonException()).OpenAsync(cancel);
        await entry.CopyToAsync(bytes, cancel);
        return bytes.ToArray();
    }
}
